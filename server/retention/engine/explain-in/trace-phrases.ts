import type { Answer, State } from '../answer.ts'
import type { VersionStep } from '../versions.ts'

/** The lines of the trace in one language, each without a full stop; dates are YYYY-MM-DD. */
export type TracePhrases = {
  readonly states: Readonly<Record<State, string>>
  decides(rule: string, inForceSince: string | null): string
  event(name: string, date: string): string
  /** Who recorded it, and from which paper. */
  recorded(by: string, evidence: string | null): string
  retracted(name: string, date: string, reason: string | null): string
  gives(date: string, through: string): string
  considered(rule: string, result: string): string
  until(date: string): string
  waitsFor(facts: string): string
  readonly permanent: string
  dropped(rules: string): string
  eraseBy(date: string): string
  marks(marks: string): string
  hold(id: string): string
  holdEnded(id: string, date: string): string
  holdAhead(id: string, date: string): string
  extension(id: string, until: string | null): string
  version(name: string, reason: VersionStep['reason'], taken: boolean): string
  ifRetracted(event: string): string
  readonly ifHold: string
  ifKnown(fact: string): string
  /** A version that is announced, and what it would answer. */
  ifVersion(version: string, from: string, answer: string): string
}

/** What a version that lies ahead would answer: its state, and the day where it has one. */
export type Ahead = { readonly version: string; readonly from: string; readonly state: Answer['baseState']; readonly eligibleOn: string | null }
