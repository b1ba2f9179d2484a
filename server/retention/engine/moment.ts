import { addDays, civilDate, daysInMonth, fromEpochDay, nextMonthStart, nextYearStart, toEpochDay } from '#kernel/civil-date.ts'
import type { CivilDate } from '#kernel/civil-date.ts'

/** How exactly a date is known; scanned paper often has only a year. */
export type Precision = 'day' | 'month' | 'year'

/**
 * When something happened: a civil date of known precision, held as its first and last possible day,
 * or an instant that becomes a civil date in the zone of the schedule that asks.
 */
export type Moment =
  | { readonly kind: 'day'; readonly first: CivilDate; readonly last: CivilDate; readonly precision: Precision }
  | { readonly kind: 'instant'; readonly epochMs: number }

/** A moment for a day that is known exactly. */
export function onDay(day: CivilDate): Moment {
  return { kind: 'day', first: day, last: day, precision: 'day' }
}

const datePattern = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/
const instantPattern =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})$/i

/**
 * Reads `1998`, `1998-04`, `1998-04-30` or an instant with its offset (`2020-12-31T22:30:00Z`).
 * Null for anything else: a time without an offset is no instant, 30 February is no day.
 */
export function parseMoment(text: string): Moment | null {
  return parseDate(text) ?? parseInstant(text)
}

function parseDate(text: string): Moment | null {
  const match = datePattern.exec(text)
  if (match === null) return null
  const [, year, month, day] = match
  const first = civilDate(Number(year), Number(month ?? 1), Number(day ?? 1))
  if (first === null) return null
  if (day !== undefined) return onDay(first)
  if (month !== undefined) return { kind: 'day', first, last: addDays(nextMonthStart(first), -1), precision: 'month' }
  return { kind: 'day', first, last: addDays(nextYearStart(first, { month: 1, day: 1 }), -1), precision: 'year' }
}

function parseInstant(text: string): Moment | null {
  const match = instantPattern.exec(text)
  if (match === null) return null
  const [, year, month, day, hour, minute, second = '0', fraction = '0', zone = 'Z'] = match
  const date = civilDate(Number(year), Number(month), Number(day))
  const offsetMinutes = offsetOf(zone)
  if (date === null || offsetMinutes === null) return null
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null
  const clockMs = ((Number(hour) * 60 + Number(minute) - offsetMinutes) * 60 + Number(second)) * 1000
  return { kind: 'instant', epochMs: toEpochDay(date) * 86_400_000 + clockMs + Math.trunc(Number(`0.${fraction}`) * 1000) }
}

function offsetOf(zone: string): number | null {
  if (zone === 'Z' || zone === 'z') return 0
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(-2))
  if (hours > 18 || minutes > 59) return null
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}

const formatters = new Map<string, Intl.DateTimeFormat | null>()

function formatterFor(timeZone: string): Intl.DateTimeFormat | null {
  const known = formatters.get(timeZone)
  if (known !== undefined) return known
  let made: Intl.DateTimeFormat | null = null
  try {
    made = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  } catch {
    made = null
  }
  if (formatters.size < 1000) formatters.set(timeZone, made)
  return made
}

/** Whether the machine's zone data knows this IANA name. */
export function isTimeZone(name: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_+/-]*$/.test(name) && formatterFor(name) !== null
}

/** The civil date that a wall calendar in the zone shows at the instant. Independent of the machine's own zone. */
export function civilDateAt(epochMs: number, timeZone: string): CivilDate {
  const parts = formatterFor(timeZone)?.formatToParts(epochMs) ?? []
  const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((each) => each.type === type)?.value)
  const year = part('year')
  const month = part('month')
  const date = civilDate(year, month, Math.min(part('day'), daysInMonth(year, month)))
  return date ?? fromEpochDay(Math.floor(epochMs / 86_400_000))
}

/** The last day the moment can mean, which is what counting uses: an early guess would destroy early. */
export function lastDay(moment: Moment, timeZone: string): CivilDate {
  return moment.kind === 'day' ? moment.last : civilDateAt(moment.epochMs, timeZone)
}

/** How exactly the moment is known; an instant fixes its day. */
export function precisionOf(moment: Moment): Precision {
  return moment.kind === 'day' ? moment.precision : 'day'
}
