import { addDays, addMonths } from '#kernel/civil-date.ts'
import type { CivilDate, Overflow } from '#kernel/civil-date.ts'

/** A length of time in calendar units (ISO 8601 Y, M, W, D); each part is a whole number, zero or more. */
export type Duration = { readonly years: number; readonly months: number; readonly weeks: number; readonly days: number }

const pattern = /^P(?=.)(?:(\d{1,4})Y)?(?:(\d{1,5})M)?(?:(\d{1,6})W)?(?:(\d{1,6})D)?$/

/**
 * Reads `P5Y`, `P1Y6M`, `P30D`. Null for anything else, and for lengths beyond a thousand years:
 * whoever writes those means `permanent`.
 */
export function parseDuration(text: string): Duration | null {
  const match = pattern.exec(text)
  if (match === null) return null
  const [years = 0, months = 0, weeks = 0, days = 0] = match.slice(1).map((part) => Number(part ?? 0))
  const roughYears = years + months / 12 + (weeks * 7 + days) / 365
  return roughYears > 1000 ? null : { years, months, weeks, days }
}

export function yearsLong(years: number): Duration {
  return { years, months: 0, weeks: 0, days: 0 }
}

export function isZero(length: Duration): boolean {
  return length.years === 0 && length.months === 0 && length.weeks === 0 && length.days === 0
}

/** Years and months in one step, then weeks and days (retention rule language, meaning 3). */
export function addDuration(date: CivilDate, length: Duration, overflow: Overflow): CivilDate {
  const months = length.years * 12 + length.months
  const moved = months === 0 ? date : addMonths(date, months, overflow)
  return addDays(moved, length.weeks * 7 + length.days)
}

/**
 * Completed years from birth to the day, at least 0. Someone born on 29 February completes a year, in
 * years without that day, when `overflow` says so.
 */
export function completedYears(born: CivilDate, day: CivilDate, overflow: Overflow): number {
  const guess = Math.trunc(day / 10_000) - Math.trunc(born / 10_000)
  const reached = addMonths(born, guess * 12, overflow) <= day
  return Math.max(0, reached ? guess : guess - 1)
}
