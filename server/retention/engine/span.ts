import { addDays, nextMonthStart, nextYearStart } from '#kernel/civil-date.ts'
import { addDuration, completedYears, yearsLong } from './duration.ts'
import { factName, pickDay } from './facts.ts'
import { permanent, waiting } from './end.ts'
import type { CivilDate, Overflow, YearStart } from '#kernel/civil-date.ts'
import type { Duration } from './duration.ts'
import type { End } from './end.ts'
import type { Facts, Picked } from './facts.ts'
import type { CountFrom, Length, Span, Term } from './rule.ts'

/** How one schedule version counts. */
export type Counting = { readonly timeZone: string; readonly overflow: Overflow; readonly yearStart: YearStart }

/** A term that has a date, with everything needed to say how it came about. */
export type Dated = {
  readonly kind: 'date'
  /** The first day on which the term no longer protects. */
  readonly on: CivilDate
  readonly start: CivilDate
  readonly term: Term
  readonly event: Picked
  readonly duration: Duration
  /** Completed age at the event, for terms less an age. */
  readonly age: number | null
}

export type SpanOutcome =
  | { readonly kind: 'permanent' }
  | { readonly kind: 'waiting'; readonly facts: readonly string[] }
  | Dated

/** The event that gives the age of a person. */
export const born = factName('subject.born')

/** The first day of a term, given the day of its event. */
export function startOf(day: CivilDate, countFrom: CountFrom, yearStart: YearStart): CivilDate {
  switch (countFrom) {
    case 'event-date': return day
    case 'day-after-event': return addDays(day, 1)
    case 'next-month-start': return nextMonthStart(day)
    case 'next-year-start': return nextYearStart(day, yearStart)
  }
}

/** The length in full; a term less an age is never shorter than nothing. */
export function lengthOf(length: Length, birth: CivilDate, event: CivilDate, overflow: Overflow): Duration {
  return length.kind === 'fixed' ? length.duration : yearsLong(Math.max(0, length.years - completedYears(birth, event, overflow)))
}

/** Of several spans all must have ended: permanent if any is, else waiting if any is, else the latest date. */
export function laterEnd(a: End, b: End): End {
  return a > b ? a : b
}

/** Of several spans one is enough: the earliest date; without any date what is permanent is known, and stands before a wait. */
export function earlierEnd(a: End, b: End): End {
  if (a >= waiting && b >= waiting) return laterEnd(a, b)
  return a < b ? a : b
}

/** What the span amounts to for these facts, with the term that gives it. `Reader.end` gives the same end without the story. */
export function evaluateSpan(span: Span, facts: Facts, counting: Counting): SpanOutcome {
  if (span.kind === 'permanent') return { kind: 'permanent' }
  if (span.kind === 'term') return evaluateTerm(span, facts, counting)
  const outcomes = span.spans.map((each) => evaluateSpan(each, facts, counting))
  const end = outcomes.map(endOf).reduce(span.kind === 'latest-of' ? laterEnd : earlierEnd)
  if (end === permanent) return { kind: 'permanent' }
  if (end === waiting) return { kind: 'waiting', facts: outcomes.flatMap((each) => (each.kind === 'waiting' ? each.facts : [])) }
  return namedFirst(outcomes, end) ?? { kind: 'waiting', facts: [] }
}

/** One term: start from the event, then the length. */
export function evaluateTerm(term: Term, facts: Facts, counting: Counting): Dated | { kind: 'waiting'; facts: readonly string[] } {
  const event = pickDay(facts, term.from, counting.timeZone, term.pick, term.covering)
  const lessAge = term.length.kind === 'less-age'
  const birth = lessAge ? pickDay(facts, born, counting.timeZone, 'last', false) : null
  const missing = [...(event === null ? [term.from.name] : []), ...(lessAge && birth === null && term.from.name !== born.name ? [born.name] : [])]
  if (event === null || missing.length > 0) return { kind: 'waiting', facts: missing }
  const start = startOf(event.day, term.countFrom, counting.yearStart)
  const duration = lengthOf(term.length, birth?.day ?? event.day, event.day, counting.overflow)
  const age = birth === null ? null : completedYears(birth.day, event.day, counting.overflow)
  return { kind: 'date', on: addDuration(start, duration, counting.overflow), start, term, event, duration, age }
}

/** The end that an outcome stands for. */
export function endOf(outcome: SpanOutcome): End {
  if (outcome.kind === 'date') return outcome.on
  return outcome.kind === 'waiting' ? waiting : permanent
}

/** Of equal dates the event name that sorts first is named, so that the order in the file does not matter. */
function namedFirst(outcomes: readonly SpanOutcome[], on: End): Dated | null {
  let best: Dated | null = null
  for (const each of outcomes) if (each.kind === 'date' && each.on === on && (best === null || each.term.from.name < best.term.from.name)) best = each
  return best
}
