import type { Phrases } from './phrases.ts'

export const georgian: Phrases = {
  locale: 'ka',
  kept: (date, why) => `ინახება ${date}-მდე: ${why}`,
  due: (date, why) => `აქტში შეტანა შეიძლება ${date}-დან: ${why}`,
  permanent: (why, transfer) => `ინახება მუდმივად: ${why}${transfer === null ? '' : `, ${transfer}`}`,
  transfer: (date, to) => `გადასაცემია${to === null ? '' : ` (${to})`} ${date}-დან`,
  waiting: (facts, rule) => `ინახება უვადოდ, სანამ ცნობილი არ გახდება: ${facts}; აქედან ითვლის ${rule}`,
  waitingForRule: (facts) => `ინახება უვადოდ: რომელი წესი მოქმედებს, დამოკიდებულია იმაზე, რაც ჯერ უცნობია: ${facts}`,
  unscheduled: 'ამ დოკუმენტზე არც ერთი წესი არ ვრცელდება, ამიტომ მისი განადგურება დაუშვებელია',
  conflict: (eraseBy, date, why) =>
    `წყვეტს ადამიანი: უნდა წაიშალოს ${eraseBy}-მდე, მაგრამ უნდა ინახებოდეს ${date === null ? 'უვადოდ' : `${date}-მდე`}: ${why}`,
  held: (holds, rest) => `განადგურება აკრძალულია (${holds}); აკრძალვის გარეშე: ${rest}`,
  rule: (id) => `წესი ${id}`,
  ofVersion: (version) => `, რედაქცია ${version}`,
  counted: (length, start, origin) => `ვადა ${length}, ითვლება ${start}-დან (${origin})`,
  origin: {
    'event-date': (event, date) => `მოვლენის დღე: ${event}, ${date}`,
    'day-after-event': (event, date) => `მოვლენის მომდევნო დღე: ${event}, ${date}`,
    'next-month-start': (event, date) => `მოვლენის მომდევნო თვე: ${event}, ${date}`,
    'next-year-start': (event, date) => `მოვლენის მომდევნო წელი: ${event}, ${date}`,
  },
  withEvent: (event, date) => `მოვლენამდე ${event}, ${date}`,
  lessAge: (years, age) => `ანუ ${years} მინუს ასაკი ${age}`,
  takenAs: (known, day) => `${known} (მიღებულია ${day})`,
  provisional: (facts) => `წინასწარ, რადგან ჯერ უცნობია: ${facts}`,
  decided: (decision) => `გადაწყვეტილებით ${decision}`,
  extended: (decision) => `გაგრძელებულია გადაწყვეტილებით ${decision}`,
  atEnd: { destroy: 'შემდეგ განადგურება', review: 'შემდეგ ექსპერტიზა', transfer: 'შემდეგ გადაცემა', keep: 'შემდეგ შენახვა' },
}
