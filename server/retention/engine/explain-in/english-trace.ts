import type { VersionStep } from '../versions.ts'
import type { TracePhrases } from './trace-phrases.ts'

const reasons: Readonly<Record<VersionStep['reason'], string>> = { first: 'the first one', 'all-undisposed': 'for all that is not yet disposed of', 'closed-on-or-after': 'for what was closed on or after its first day', 'never-shorten': 'never shortens', expired: 'no longer in force' }

export const englishTrace: TracePhrases = {
  states: { retained: 'kept until a day', eligible: 'may be put on an act', waiting: 'waiting for a fact', permanent: 'kept permanently', unscheduled: 'without a rule', conflict: 'a person must decide', held: 'held' },
  decides: (rule, since) => `Decides: ${rule}${since === null ? '' : `, in force since ${since}`}`,
  event: (name, date) => `Event ${name} of ${date}`,
  recorded: (by, evidence) => `entered by ${by}${evidence === null ? '' : ` from ${evidence}`}`,
  retracted: (name, date, reason) => `Taken back: event ${name} of ${date}${reason === null ? '' : ` (${reason})`}`,
  gives: (date, through) => `First day on which it may be put on an act: ${date}; protected through ${through}`,
  considered: (rule, result) => `Also considered: ${rule}: ${result}`,
  until: (date) => `until ${date}`,
  waitsFor: (facts) => `waits for ${facts}`,
  permanent: 'permanent',
  dropped: (rules) => `Overridden: ${rules}`,
  eraseBy: (date) => `To be erased by ${date}`,
  marks: (marks) => `Review by a commission: ${marks}`,
  hold: (id) => `Hold ${id} is active`,
  holdEnded: (id, date) => `Hold ${id} was released on ${date}`,
  holdAhead: (id, date) => `Hold ${id} begins on ${date}`,
  extension: (id, until) => `Decision ${id}: ${until === null ? 'kept for good' : `kept until ${until}`}`,
  version: (name, reason, taken) => `Version ${name}: ${reasons[reason]}${taken ? '' : ', does not answer'}`,
  ifRetracted: (event) => `It would change if the event ${event} were taken back`,
  ifHold: 'A hold would block it without moving the date',
  ifKnown: (fact) => `It would change if this became known: ${fact}`,
  ifVersion: (version, from, answer) => `Version ${version}, announced for ${from}, would give: ${answer}`,
}
