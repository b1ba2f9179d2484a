import { applies } from './condition.ts'
import { addDays, dayOf, dayOfMonth, monthCount } from '#kernel/civil-date.ts'
import { permanent, waiting } from './end.ts'
import { noFacts, pickDay } from './facts.ts'
import { earlierEnd, laterEnd, lengthOf, startOf } from './span.ts'
import type { Applies } from './condition.ts'
import type { CivilDate } from '#kernel/civil-date.ts'
import type { End } from './end.ts'
import type { Facts } from './facts.ts'
import type { Plan, PlannedSpan } from './plan.ts'

/** Reads the facts of one record after another for one plan. Each pick, span and condition is worked out at most once a record. */
export type Reader = {
  /** Turns to the facts of another record. */
  begin(facts: Facts): void
  /** The end of a span of the plan. */
  end(span: number): End
  applies(when: number): Applies['kind']
}

const unread = -1
const codes = ['no', 'yes', 'unknown'] as const

/** The days of one record that terms run from. */
type Starts = {
  begin(facts: Facts): void
  /** Day of a pick; 0 where nothing counts, since no civil date is 0. */
  day(pick: number): CivilDate | 0
  /** First day of a term; 0 while its event is not known. */
  start(at: number): CivilDate | 0
  /** So many months after a start that is known. */
  later(at: number, months: number): CivilDate
}

function createStarts({ version, picks, starts }: Plan): Starts {
  const days = new Int32Array(picks.length)
  // Of each start its day, and the same day as a count of months and a day of the month, as adding months needs it.
  const startDays = new Int32Array(starts.length)
  const months = new Int32Array(starts.length)
  const daysOfMonth = new Int32Array(starts.length)
  let facts = noFacts

  const day = (pick: number): CivilDate | 0 => {
    const known = days[pick] ?? unread
    if (known !== unread) return known as CivilDate | 0
    const planned = picks[pick]
    const found = planned === undefined ? null : pickDay(facts, planned.fact, version.timeZone, planned.pick, planned.covering)
    return (days[pick] = found === null ? 0 : found.day)
  }
  return {
    begin(next) {
      facts = next
      days.fill(unread)
      startDays.fill(unread)
    },
    day,
    start(at) {
      const known = startDays[at] ?? unread
      if (known !== unread) return known as CivilDate | 0
      const planned = starts[at]
      const event = planned === undefined ? 0 : day(planned.pick)
      if (planned === undefined || event === 0) return (startDays[at] = 0)
      const from = startOf(event, planned.countFrom, version.yearStart)
      startDays[at] = from
      months[at] = monthCount(from)
      daysOfMonth[at] = dayOf(from)
      return from
    },
    later: (at, more) => dayOfMonth((months[at] ?? 0) + more, daysOfMonth[at] ?? 0, version.overflow),
  }
}

/** Its memory belongs to the plan and is used by one evaluation at a time; an evaluation never waits for anything. */
export function createReader(plan: Plan): Reader {
  const { version, starts, spans, whens } = plan
  const read = createStarts(plan)
  const ends = new Int32Array(spans.length)
  const held = new Int8Array(whens.length)
  let facts = noFacts

  const term = (span: Extract<PlannedSpan, { kind: 'term' }>): End => {
    const from = read.start(span.start)
    if (from === 0) return waiting
    const months = span.birth < 0 ? span.months : monthsLessAge(span)
    if (months < 0) return waiting
    const moved = months === 0 ? from : read.later(span.start, months)
    return span.days === 0 || span.birth >= 0 ? moved : addDays(moved, span.days)
  }
  /** -1 while the birthday is not known. */
  const monthsLessAge = (span: Extract<PlannedSpan, { kind: 'term' }>): number => {
    const birth = read.day(span.birth)
    const event = read.day(starts[span.start]?.pick ?? 0)
    return birth === 0 || event === 0 ? -1 : lengthOf(span.length, birth, event, version.overflow).years * 12
  }
  const workOut = (span: PlannedSpan | undefined): End => {
    switch (span?.kind) {
      case 'term': return term(span)
      case 'latest-of': return combine(span.spans, laterEnd)
      case 'earliest-of': return combine(span.spans, earlierEnd)
      default: return permanent
    }
  }
  const combine = (parts: readonly number[], better: (a: End, b: End) => End): End => {
    let chosen = end(parts[0] ?? 0)
    for (let index = 1; index < parts.length; index += 1) chosen = better(chosen, end(parts[index] ?? 0))
    return chosen
  }
  const end = (span: number): End => {
    const known = ends[span] ?? unread
    return known !== unread ? known : (ends[span] = workOut(spans[span]))
  }
  return {
    begin(next) {
      facts = next
      read.begin(next)
      ends.fill(unread)
      held.fill(unread)
    },
    end,
    applies(when) {
      if (when < 0) return 'yes'
      if (held[when] === unread) held[when] = codes.indexOf(applies(whens[when] ?? [], facts, version.timeZone).kind)
      return codes[held[when] ?? 0] ?? 'no'
    },
  }
}
