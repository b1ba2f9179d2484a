import { addDays, addMonths, formatCivilDate, fromEpochDay, parseCivilDate, toEpochDay, type CivilDate } from '#kernel/civil-date.ts'
import type { Span } from './term-rule.ts'

/** A calendar of working days as the count needs it. `enteredUntil`: last day for which days off were entered, null: none. */
export type WorkingDays = { weekend: readonly number[]; off: ReadonlySet<string>; working: ReadonlySet<string>; roll: 'next-working-day' | 'none'; enteredUntil: string | null }

/** `uncertain`: the count met days for which nobody entered the days off yet; it went by weekdays alone there. */
export type Due = { on: string; uncertain: boolean }

/** ISO weekday, 1 Monday to 7 Sunday; 1970-01-01 was a Thursday. */
const weekday = (day: CivilDate): number => ((((toEpochDay(day) + 3) % 7) + 7) % 7) + 1

/** Whether people work on that day. */
export function isWorkingDay(calendar: WorkingDays, day: CivilDate): boolean {
  const text = formatCivilDate(day)
  if (calendar.working.has(text)) return true
  return !calendar.off.has(text) && !calendar.weekend.includes(weekday(day))
}

/**
 * The last day of a span after a base day: the day after it is day 1; a month ends on the day of the same number, or on
 * the last of a shorter month (Civil Code of Ukraine, art. 254, and alike elsewhere). `roll`: a last day that is off
 * moves to the next working day. Hours count as whole days, rounded up: the calendar knows no hours.
 */
export function countTerm(baseOn: string, span: Span, calendar: WorkingDays, roll: 'next-working-day' | 'none' = calendar.roll): Due {
  const base = parseCivilDate(baseOn)
  if (base === null) throw new Error(`no such day: ${baseOn}`)
  const last = endOf(base, span, calendar)
  const rolled = roll === 'none' ? last : nextWorkingDay(last, calendar)
  const looked = span.unit === 'working-day' || roll !== 'none'
  return { on: formatCivilDate(rolled), uncertain: looked && (calendar.enteredUntil === null || formatCivilDate(rolled) > calendar.enteredUntil) }
}

function endOf(base: CivilDate, span: Span, calendar: WorkingDays): CivilDate {
  if (span.unit === 'month') return addMonths(base, span.value, 'last-day')
  if (span.unit === 'day') return addDays(base, span.value)
  if (span.unit === 'hour') return addDays(base, Math.ceil(span.value / 24))
  let day = base
  for (let left = span.value; left > 0; ) {
    day = addDays(day, 1)
    if (isWorkingDay(calendar, day)) left -= 1
  }
  return day
}

function nextWorkingDay(from: CivilDate, calendar: WorkingDays): CivilDate {
  // A calendar in which everything is off is a mistake of typing; a year of looking is enough.
  for (let day = toEpochDay(from); day < toEpochDay(from) + 366; day += 1) {
    const date = fromEpochDay(day)
    if (isWorkingDay(calendar, date)) return date
  }
  return from
}
