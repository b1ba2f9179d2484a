import { addDays, nextMonthStart, nextYearStart } from './civil-date.ts'
import { addDuration, completedYears, yearsLong } from './duration.ts'
import { factName, pickDay } from './facts.ts'
import type { CivilDate, Overflow, YearStart } from './civil-date.ts'
import type { Duration } from './duration.ts'
import type { Facts, Picked } from './facts.ts'
import type { CountFrom, Span, Term } from './rule.ts'

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

const permanent: SpanOutcome = { kind: 'permanent' }
const born = factName('subject.born')

/** What the span amounts to for these facts. */
export function evaluateSpan(span: Span, facts: Facts, counting: Counting): SpanOutcome {
  switch (span.kind) {
    case 'permanent': return permanent
    case 'term': return evaluateTerm(span, facts, counting)
    case 'latest-of': return latestOf(span.spans.map((each) => evaluateSpan(each, facts, counting)))
    case 'earliest-of': return earliestOf(span.spans.map((each) => evaluateSpan(each, facts, counting)))
  }
}

/** One term: start from the event, then the length. */
export function evaluateTerm(term: Term, facts: Facts, counting: Counting): Dated | { kind: 'waiting'; facts: readonly string[] } {
  const event = pickDay(facts, term.from, counting.timeZone, term.pick, term.covering)
  const birth = term.length.kind === 'fixed' ? null : pickDay(facts, born, counting.timeZone, 'last', false)
  const lacksBirth = term.length.kind === 'less-age' && birth === null
  if (event === null || lacksBirth) {
    const missing = event === null ? [term.from.name] : []
    return { kind: 'waiting', facts: lacksBirth && term.from.name !== born.name ? [...missing, born.name] : missing }
  }
  const start = startOf(event.day, term.countFrom, counting.yearStart)
  if (term.length.kind === 'fixed') {
    const { duration } = term.length
    return { kind: 'date', on: addDuration(start, duration, counting.overflow), start, term, event, duration, age: null }
  }
  const age = birth === null ? 0 : completedYears(birth.day, event.day, counting.overflow)
  const duration = yearsLong(Math.max(0, term.length.years - age))
  return { kind: 'date', on: addDuration(start, duration, counting.overflow), start, term, event, duration, age }
}

function startOf(day: CivilDate, countFrom: CountFrom, yearStart: YearStart): CivilDate {
  switch (countFrom) {
    case 'event-date': return day
    case 'day-after-event': return addDays(day, 1)
    case 'next-month-start': return nextMonthStart(day)
    case 'next-year-start': return nextYearStart(day, yearStart)
  }
}

function latestOf(outcomes: readonly SpanOutcome[]): SpanOutcome {
  if (outcomes.some((each) => each.kind === 'permanent')) return permanent
  const waiting = outcomes.flatMap((each) => (each.kind === 'waiting' ? each.facts : []))
  if (outcomes.some((each) => each.kind === 'waiting')) return { kind: 'waiting', facts: waiting }
  return pickDated(outcomes, (candidate, best) => candidate > best) ?? permanent
}

function earliestOf(outcomes: readonly SpanOutcome[]): SpanOutcome {
  const dated = pickDated(outcomes, (candidate, best) => candidate < best)
  if (dated !== null) return dated
  if (outcomes.some((each) => each.kind === 'permanent')) return permanent
  return { kind: 'waiting', facts: outcomes.flatMap((each) => (each.kind === 'waiting' ? each.facts : [])) }
}

/** Of equal dates the event name that sorts first is named, so that the order in the file does not matter. */
function pickDated(outcomes: readonly SpanOutcome[], better: (candidate: CivilDate, best: CivilDate) => boolean): Dated | null {
  let best: Dated | null = null
  for (const each of outcomes) {
    if (each.kind !== 'date') continue
    const wins = best === null || better(each.on, best.on) || (each.on === best.on && each.term.from.name < best.term.from.name)
    if (wins) best = each
  }
  return best
}
