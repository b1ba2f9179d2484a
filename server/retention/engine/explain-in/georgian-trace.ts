import type { VersionStep } from '../versions.ts'
import type { TracePhrases } from './trace-phrases.ts'

const reasons: Readonly<Record<VersionStep['reason'], string>> = { first: 'პირველი', 'all-undisposed': 'ყველაფრისთვის, რაც ჯერ არ არის გატანილი', 'closed-on-or-after': 'ძალაში შესვლის დღეს ან უფრო გვიან დახურულისთვის', 'never-shorten': 'არასოდეს ამოკლებს', expired: 'ძალაში აღარ არის' }

export const georgianTrace: TracePhrases = {
  states: { retained: 'ინახება თარიღამდე', eligible: 'აქტში შეტანა შეიძლება', waiting: 'ელოდება ფაქტს', permanent: 'ინახება მუდმივად', unscheduled: 'წესის გარეშე', conflict: 'წყვეტს ადამიანი', held: 'განადგურება აკრძალულია' },
  decides: (rule, since) => `წყვეტს: ${rule}${since === null ? '' : `, ძალაშია ${since}-დან`}`,
  event: (name, date) => `მოვლენა ${name}, ${date}`,
  recorded: (by, evidence) => `შეიტანა: ${by}${evidence === null ? '' : `, საფუძველი: ${evidence}`}`,
  retracted: (name, date, reason) => `გაუქმებულია: მოვლენა ${name}, ${date}${reason === null ? '' : ` (${reason})`}`,
  gives: (date, through) => `პირველი დღე, როცა აქტში შეტანა შეიძლება: ${date}; დაცულია ${through}-ის ჩათვლით`,
  considered: (rule, result) => `ასევე განხილულია: ${rule}: ${result}`,
  until: (date) => `${date}-მდე`,
  waitsFor: (facts) => `ელოდება: ${facts}`,
  permanent: 'მუდმივად',
  dropped: (rules) => `ჩანაცვლებულია სხვა წესით: ${rules}`,
  eraseBy: (date) => `უნდა წაიშალოს ${date}-მდე`,
  marks: (marks) => `ექსპერტიზა: ${marks}`,
  hold: (id) => `მოქმედებს აკრძალვა ${id}`,
  holdEnded: (id, date) => `აკრძალვა ${id} მოიხსნა: ${date}`,
  holdAhead: (id, date) => `აკრძალვა ${id} იწყება: ${date}`,
  extension: (id, until) => `გადაწყვეტილება ${id}: ${until === null ? 'ინახება მუდმივად' : `ინახება ${until}-მდე`}`,
  version: (name, reason, taken) => `რედაქცია ${name}: ${reasons[reason]}${taken ? '' : ', აქ არ პასუხობს'}`,
  ifRetracted: (event) => `შეიცვლება, თუ მოვლენა ${event} გაუქმდება`,
  ifHold: 'აკრძალვა შეაჩერებს განადგურებას და თარიღს არ შეცვლის',
  ifKnown: (fact) => `შეიცვლება, თუ ცნობილი გახდება: ${fact}`,
  ifVersion: (version, from, answer) => `რედაქცია ${version}, გამოცხადებული ${from}-ისთვის, მისცემდა: ${answer}`,
}
