import type { CivilDate, Overflow, YearStart } from '#kernel/civil-date.ts'
import type { Duration } from './duration.ts'
import type { FactName } from './facts.ts'

/** What may be done when the term has passed, from the least to the most preserving. */
export const actions = ['destroy', 'review', 'keep', 'transfer'] as const
export type Action = (typeof actions)[number]

/** From which day a term runs, given the day of its event. */
export const countRules = ['event-date', 'day-after-event', 'next-month-start', 'next-year-start'] as const
export type CountFrom = (typeof countRules)[number]

/** How a new version of a schedule treats what an older one already answered. */
export const transitions = ['all-undisposed', 'closed-on-or-after', 'never-shorten'] as const
export type Transition = (typeof transitions)[number]

/** Whether somebody compared the entry with the act itself. */
export const sourceStatuses = ['confirmed', 'secondary', 'memory', 'local'] as const
export type SourceStatus = (typeof sourceStatuses)[number]

/** A fixed length, or a number of years less the completed age of the person at the trigger (75 − V). */
export type Length =
  | { readonly kind: 'fixed'; readonly duration: Duration }
  | { readonly kind: 'less-age'; readonly years: number }

/** The one piece of arithmetic: a length counted from an event. */
export type Term = {
  readonly kind: 'term'
  readonly length: Length
  readonly from: FactName
  readonly countFrom: CountFrom
  readonly pick: 'last' | 'first'
  /** Only events whose covered period holds the record's period count (an audit of those years). */
  readonly covering: boolean
}

export type Span =
  | { readonly kind: 'permanent' }
  | Term
  | { readonly kind: 'latest-of'; readonly spans: readonly Span[] }
  | { readonly kind: 'earliest-of'; readonly spans: readonly Span[] }

export type PlainValue = string | number | boolean

/** One test of a condition; `day` is the expected value read as a date, where it is one. */
export type Test =
  | { readonly op: 'equals' | 'not'; readonly value: PlainValue; readonly day: CivilDate | null }
  | { readonly op: 'in'; readonly values: readonly { readonly value: PlainValue; readonly day: CivilDate | null }[] }
  | { readonly op: 'before' | 'on-or-after'; readonly day: CivilDate }
  | { readonly op: 'at-least' | 'less-than'; readonly number: number }
  | { readonly op: 'known'; readonly known: boolean }

/** All tests on one fact; all must hold. */
export type Condition = { readonly fact: FactName; readonly tests: readonly Test[] }

/** Handing over to an archive: to whom, and when it falls due. */
export type Transfer = { readonly to: string | null; readonly term: Term }

export type Rule = {
  readonly id: string
  /** The article as people cite it; null in a bare example. */
  readonly cite: string | null
  /** Classes of the file plan it is for; null means any record. */
  readonly classes: readonly string[] | null
  readonly when: readonly Condition[]
  readonly unit: 'file' | 'record'
  readonly retain: Span
  /** Answers only while `retain` waits, and makes the answer provisional. */
  readonly fallback: Span | null
  readonly eraseBy: Span | null
  readonly atEnd: Action
  readonly mark: string | null
  readonly transfer: Transfer | null
  /** Ids of rules of the same version whose place it takes. */
  readonly overrides: readonly string[]
  readonly source: SourceStatus
}

/** Somebody whose agreement an act needs, how many must sit, the paper that proves it, and for which bodies (facts under `org.`). */
export type RequiredApproval = { readonly role: string; readonly quorum: number | null; readonly document: string | null; readonly when: readonly Condition[] }

/** What an act under a version needs; the engine itself never reads it. `destroy` null: the version does not say. */
export type Procedure = {
  readonly destroy: readonly RequiredApproval[] | null
  readonly marks: Readonly<Record<string, readonly RequiredApproval[]>>
  readonly preconditions: readonly string[]
}

/** One version of one schedule, ready for the engine. */
export type ScheduleVersion = {
  readonly schedule: string
  /** Null for bare rules without a version. */
  readonly version: string | null
  /** First day in force; null means always. */
  readonly effectiveFrom: CivilDate | null
  /** Last day in force; null means until replaced. */
  readonly effectiveUntil: CivilDate | null
  /** Null only in the first version of a schedule. */
  readonly transition: Transition | null
  readonly timeZone: string
  readonly overflow: Overflow
  readonly yearStart: YearStart
  /** Missing in bare rules. */
  readonly procedure?: Procedure
  readonly rules: readonly Rule[]
}
