import type { Phrases } from './phrases.ts'

export const english: Phrases = {
  locale: 'en',
  kept: (date, why) => `Kept until ${date}: ${why}`,
  due: (date, why) => `May be put on an act since ${date}: ${why}`,
  permanent: (why, transfer) => `Kept permanently: ${why}${transfer === null ? '' : `, ${transfer}`}`,
  transfer: (date, to) => `to be handed over${to === null ? '' : ` to ${to}`} from ${date}`,
  waiting: (facts, rule) => `Kept without a date until this becomes known: ${facts}; ${rule} counts from it`,
  waitingForRule: (facts) => `Kept without a date: which rule applies depends on ${facts}, which is not known`,
  unscheduled: 'No rule applies to this record, so nothing may be destroyed',
  conflict: (eraseBy, date, why) =>
    `A person must decide: to be erased by ${eraseBy}, but to be kept ${date === null ? 'without a date' : `until ${date}`}: ${why}`,
  held: (holds, rest) => `Held by ${holds}, so nothing may be destroyed; without the hold: ${rest}`,
  rule: (id) => `rule ${id}`,
  ofVersion: (version) => ` of version ${version}`,
  counted: (length, start, origin) => `${length} counted from ${start}, ${origin}`,
  origin: {
    'event-date': (event, date) => `the day of the event ${event} of ${date}`,
    'day-after-event': (event, date) => `the day after the event ${event} of ${date}`,
    'next-month-start': (event, date) => `the month after the event ${event} of ${date}`,
    'next-year-start': (event, date) => `the year after the event ${event} of ${date}`,
  },
  withEvent: (event, date) => `until the event ${event} of ${date}`,
  lessAge: (years, age) => `which is ${years} less the age of ${age}`,
  takenAs: (known, day) => `${known} (taken as ${day})`,
  provisional: (facts) => `provisionally, because this is not known: ${facts}`,
  decided: (decision) => `by decision ${decision}`,
  extended: (decision) => `extended by decision ${decision}`,
  atEnd: { destroy: 'then destruction', review: 'then review by a commission', transfer: 'then handing over', keep: 'then kept on' },
}
