import type { Action, CountFrom, SourceStatus, Transition } from '../../engine/rule.ts'

/** Parts of a rule that can differ between two versions. */
export const ruleParts = ['retain', 'fallback', 'erase-by', 'at-end', 'mark', 'classes', 'when', 'unit', 'transfer', 'overrides', 'source', 'cite', 'title', 'note'] as const
export type RulePart = (typeof ruleParts)[number]

/** Parts of a schedule outside its rules. */
export const headParts = ['title', 'authority', 'effective', 'zone', 'counting', 'year-start', 'overflow', 'unit', 'transition', 'marks', 'approvals', 'preconditions'] as const
export type HeadPart = (typeof headParts)[number]

/** The pieces by which a rule and the difference of two versions are said in one language. No piece ends with a full stop. */
export type ScheduleWords = {
  /** For numbers, plural forms and lists. */
  readonly locale: string
  readonly permanent: string
  readonly nothing: string
  term(length: string, event: string, counting: string): string
  /** Until the event itself. */
  until(event: string): string
  lessAge(years: string): string
  latest(parts: string): string
  earliest(parts: string): string
  /** Only events that cover the period of the record count. */
  readonly covering: string
  /** The first event of several counts, not the last. */
  readonly first: string
  readonly counting: Readonly<Record<CountFrom, string>>
  readonly atEnd: Readonly<Record<Action, string>>
  readonly source: Readonly<Record<SourceStatus, string>>
  readonly transition: Readonly<Record<Transition | 'none', string>>
  readonly unit: Readonly<Record<'file' | 'record', string>>
  mark(name: string): string
  onlyIf(conditions: string): string
  fallback(term: string): string
  eraseBy(term: string): string
  transfer(to: string, term: string): string
  readonly rulePart: Readonly<Record<RulePart, string>>
  readonly headPart: Readonly<Record<HeadPart, string>>
  newRule(rule: string, said: string): string
  goneRule(rule: string, said: string): string
  changed(rule: string, changes: string): string
  /** Titles of the events that the product offers; any other is said by its name. */
  readonly events: Readonly<Record<string, string>>
}
