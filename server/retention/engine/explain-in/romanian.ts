import type { Phrases } from './phrases.ts'

export const romanian: Phrases = {
  locale: 'ro',
  kept: (date, why) => `Se păstrează până la ${date}: ${why}`,
  due: (date, why) => `Poate fi înscris într-un act din ${date}: ${why}`,
  permanent: (why, transfer) => `Se păstrează permanent: ${why}${transfer === null ? '' : `, ${transfer}`}`,
  transfer: (date, to) => `se predă${to === null ? '' : ` (${to})`} din ${date}`,
  waiting: (facts, rule) => `Se păstrează fără dată până se va cunoaște: ${facts}; de aici se numără termenul din ${rule}`,
  waitingForRule: (facts) => `Se păstrează fără dată: regula aplicabilă depinde de ceea ce nu se cunoaște încă: ${facts}`,
  unscheduled: 'Nicio regulă nu se aplică acestui document, deci nu poate fi nimicit',
  conflict: (eraseBy, date, why) =>
    `Decide un om: trebuie șters până la ${eraseBy}, dar trebuie păstrat ${date === null ? 'fără dată' : `până la ${date}`}: ${why}`,
  held: (holds, rest) => `Nimicirea este suspendată prin ${holds}; fără suspendare: ${rest}`,
  rule: (id) => `regula ${id}`,
  ofVersion: (version) => ` din versiunea ${version}`,
  counted: (length, start, origin) => `termen de ${length} numărat de la ${start} (${origin})`,
  origin: {
    'event-date': (event, date) => `ziua evenimentului ${event} din ${date}`,
    'day-after-event': (event, date) => `ziua de după evenimentul ${event} din ${date}`,
    'next-month-start': (event, date) => `luna de după evenimentul ${event} din ${date}`,
    'next-year-start': (event, date) => `anul de după evenimentul ${event} din ${date}`,
  },
  withEvent: (event, date) => `până la evenimentul ${event} din ${date}`,
  lessAge: (years, age) => `adică ${years} minus vârsta de ${age}`,
  takenAs: (known, day) => `${known} (socotit ${day})`,
  provisional: (facts) => `provizoriu, deoarece nu se cunoaște încă: ${facts}`,
  decided: (decision) => `prin decizia ${decision}`,
  extended: (decision) => `prelungit prin decizia ${decision}`,
  atEnd: { destroy: 'apoi nimicire', review: 'apoi expertiza valorii', transfer: 'apoi predare', keep: 'apoi păstrare' },
}
