import type { Phrases } from './phrases.ts'

export const ukrainian: Phrases = {
  locale: 'uk',
  kept: (date, why) => `Зберігається до ${date}: ${why}`,
  due: (date, why) => `Можна внести до акта з ${date}: ${why}`,
  permanent: (why, transfer) => `Зберігається постійно: ${why}${transfer === null ? '' : `, ${transfer}`}`,
  transfer: (date, to) => `належить передати${to === null ? '' : ` (${to})`} з ${date}`,
  waiting: (facts, rule) => `Зберігається без дати, доки не стане відомо: ${facts}; від цього рахує ${rule}`,
  waitingForRule: (facts) => `Зберігається без дати: яке правило діє, залежить від того, що ще не відомо: ${facts}`,
  unscheduled: 'На цей документ не поширюється жодне правило, тому знищувати його не можна',
  conflict: (eraseBy, date, why) =>
    `Вирішує людина: стерти належить до ${eraseBy}, але зберігати належить ${date === null ? 'без дати' : `до ${date}`}: ${why}`,
  held: (holds, rest) => `Діє заборона знищення ${holds}; без неї: ${rest}`,
  rule: (id) => `правило ${id}`,
  ofVersion: (version) => ` у редакції ${version}`,
  counted: (length, start, origin) => `строк ${length} рахується від ${start} (${origin})`,
  origin: {
    'event-date': (event, date) => `день події ${event} від ${date}`,
    'day-after-event': (event, date) => `день після події ${event} від ${date}`,
    'next-month-start': (event, date) => `місяць після події ${event} від ${date}`,
    'next-year-start': (event, date) => `рік після події ${event} від ${date}`,
  },
  withEvent: (event, date) => `до події ${event} від ${date}`,
  lessAge: (years, age) => `тобто ${years} мінус вік ${age}`,
  takenAs: (known, day) => `${known} (узято ${day})`,
  provisional: (facts) => `попередньо, бо ще не відомо: ${facts}`,
  decided: (decision) => `за рішенням ${decision}`,
  extended: (decision) => `продовжено рішенням ${decision}`,
  atEnd: { destroy: 'потім знищення', review: 'потім експертиза цінності', transfer: 'потім передання', keep: 'потім зберігання' },
}
