/**
 * Civil dates: days of the Gregorian calendar with no clock and no zone, kept as one integer
 * `year * 10000 + month * 100 + day`. Integers compare with `<`, cost no allocation and cannot shift
 * by a zone, which is why no JS Date is used anywhere in the engine.
 */
declare const civilBrand: unique symbol
export type CivilDate = number & { readonly [civilBrand]: true }

/** What to do when adding months meets a day that the month lacks: 31 August + 6 months. */
export type Overflow = 'roll-forward' | 'last-day'

const lastYear = 9999

/** `| 0` cuts to an integer as `Math.trunc` does and tells the compiler that it is a small one. */
export function yearOf(date: CivilDate): number {
  return (date / 10_000) | 0
}

export function monthOf(date: CivilDate): number {
  return ((date / 100) | 0) % 100
}

export function dayOf(date: CivilDate): number {
  return date % 100
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** The day known to exist; for arithmetic inside this module and its neighbours. */
function join(year: number, month: number, day: number): CivilDate {
  return (year * 10_000 + month * 100 + day) as CivilDate
}

/** The date, or null if there is no such day (30 February, month 13, year 0 or beyond 9999). */
export function civilDate(year: number, month: number, day: number): CivilDate | null {
  if (!Number.isInteger(year) || !Number.isInteger(month) || !Number.isInteger(day)) return null
  if (year < 1 || year > lastYear || month < 1 || month > 12) return null
  if (day < 1 || day > daysInMonth(year, month)) return null
  return join(year, month, day)
}

/** Reads `YYYY-MM-DD`; null for anything else and for days that do not exist. */
export function parseCivilDate(text: string): CivilDate | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  return match === null ? null : civilDate(Number(match[1]), Number(match[2]), Number(match[3]))
}

/** `YYYY-MM-DD`. */
export function formatCivilDate(date: CivilDate): string {
  const pad = (part: number, width: number): string => String(part).padStart(width, '0')
  return `${pad(yearOf(date), 4)}-${pad(monthOf(date), 2)}-${pad(dayOf(date), 2)}`
}

/** Days since 1970-01-01 in the proleptic Gregorian calendar (the usual era arithmetic, 400 years = 146097 days). */
export function toEpochDay(date: CivilDate): number {
  const month = monthOf(date)
  const year = yearOf(date) - (month <= 2 ? 1 : 0)
  const era = (year / 400) | 0
  const yearOfEra = year - era * 400
  const dayOfYear = (((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) | 0) + dayOf(date) - 1
  const dayOfEra = yearOfEra * 365 + ((yearOfEra / 4) | 0) - ((yearOfEra / 100) | 0) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** The inverse of `toEpochDay`. */
export function fromEpochDay(epochDay: number): CivilDate {
  const shifted = epochDay + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = ((dayOfEra - ((dayOfEra / 1460) | 0) + ((dayOfEra / 36_524) | 0) - ((dayOfEra / 146_096) | 0)) / 365) | 0
  const dayOfYear = dayOfEra - (365 * yearOfEra + ((yearOfEra / 4) | 0) - ((yearOfEra / 100) | 0))
  const shiftedMonth = ((5 * dayOfYear + 2) / 153) | 0
  const day = dayOfYear - (((153 * shiftedMonth + 2) / 5) | 0) + 1
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  return join(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
}

export function addDays(date: CivilDate, days: number): CivilDate {
  return days === 0 ? date : fromEpochDay(toEpochDay(date) + days)
}

/** Months since the year 0: what adding months counts with. */
export function monthCount(date: CivilDate): number {
  return yearOf(date) * 12 + monthOf(date) - 1
}

/** Adds whole months in one step; `overflow` decides when the target month has no such day. */
export function addMonths(date: CivilDate, months: number, overflow: Overflow): CivilDate {
  return dayOfMonth(monthCount(date) + months, dayOf(date), overflow)
}

/** A day of the month of that count; `overflow` decides when the month has no such day. */
export function dayOfMonth(count: number, day: number, overflow: Overflow): CivilDate {
  const year = (count / 12) | 0
  const month = count - year * 12 + 1
  // Every month has 28 days: the length of the month is asked for only where it matters.
  if (day <= 28) return join(year, month, day)
  const last = daysInMonth(year, month)
  if (day <= last) return join(year, month, day)
  if (overflow === 'last-day') return join(year, month, last)
  return month === 12 ? join(year + 1, 1, 1) : join(year, month + 1, 1)
}

/** The first day of the month after the date's own month. */
export function nextMonthStart(date: CivilDate): CivilDate {
  return monthOf(date) === 12 ? join(yearOf(date) + 1, 1, 1) : join(yearOf(date), monthOf(date) + 1, 1)
}

/** Day and month on which a year begins, for fiscal years; a day that every year has. */
export type YearStart = { readonly month: number; readonly day: number }

/** Reads `MM-DD`; null if some year has no such day (29 February included). */
export function parseYearStart(text: string): YearStart | null {
  const match = /^(\d{2})-(\d{2})$/.exec(text)
  if (match === null) return null
  const month = Number(match[1])
  const day = Number(match[2])
  return civilDate(2023, month, day) === null ? null : { month, day }
}

/** The first year start strictly after the date: a year's first day belongs to the year it starts. */
export function nextYearStart(date: CivilDate, start: YearStart): CivilDate {
  const sameYear = join(yearOf(date), start.month, start.day)
  return sameYear > date ? sameYear : join(yearOf(date) + 1, start.month, start.day)
}
