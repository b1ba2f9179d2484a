import type { Action, CountFrom } from '../rule.ts'

/** The pieces of the explanation in one language. No piece ends with a full stop; dates are YYYY-MM-DD. */
export type Phrases = {
  /** For numbers, plural forms and lists. */
  readonly locale: string
  kept(date: string, why: string): string
  due(date: string, why: string): string
  permanent(why: string, transfer: string | null): string
  transfer(date: string, to: string | null): string
  waiting(facts: string, rule: string): string
  /** It is not yet known which rule applies. */
  waitingForRule(facts: string): string
  readonly unscheduled: string
  /** `date` is null when there is no date until which it is kept. */
  conflict(eraseBy: string, date: string | null, why: string): string
  held(holds: string, rest: string): string
  rule(id: string): string
  ofVersion(version: string): string
  counted(length: string, start: string, origin: string): string
  readonly origin: Readonly<Record<CountFrom, (event: string, date: string) => string>>
  /** A term of no length: it ends with the event itself. */
  withEvent(event: string, date: string): string
  lessAge(years: number, age: number): string
  /** A date known by year or month, and the last day it can mean. */
  takenAs(known: string, day: string): string
  provisional(facts: string): string
  /** Kept for good by a person. */
  decided(decision: string): string
  extended(decision: string): string
  readonly atEnd: Readonly<Record<Action, string>>
}
