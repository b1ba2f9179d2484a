import { refusal } from '#kernel/refusal.ts'

/** The last possible day of a date of known precision: `1998` is 1998-12-31, `1998-02` is 1998-02-28. Null: no date of the calendar. */
export function lastPossibleDay(date: string): string | null {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(date)
  if (match === null) return null
  const [, year = '', month = '12', day] = match
  if (Number(month) < 1 || Number(month) > 12) return null
  // Day 0 of the next month; setUTCFullYear, since the constructor takes years below 100 for those of the last century.
  const end = new Date(0)
  end.setUTCFullYear(Number(year), Number(month), 0)
  const last = end.getUTCDate()
  const wanted = day === undefined ? last : Number(day)
  return wanted < 1 || wanted > last ? null : `${year}-${month}-${String(wanted).padStart(2, '0')}`
}

/** `2026-02-30` has the right form and is no date. */
export function refuseImpossibleDate(date: string): void {
  if (lastPossibleDay(date) === null) throw refusal('no-such-date', { date }, `${date} is not a date of the calendar.`)
}

/** A day on which something was done cannot lie ahead: not even its first possible day. */
export function refuseDateToCome(date: string, today: string): void {
  refuseImpossibleDate(date)
  if (date > today.slice(0, date.length)) throw refusal('date-to-come', { date }, `${date} has not come yet. Enter what has happened.`)
}

/** Of two dates of known precision the one whose last possible day is later; the first when they are alike. */
export function laterOf(one: string, other: string): string {
  return (lastPossibleDay(other) ?? '') > (lastPossibleDay(one) ?? '') ? other : one
}

/** One for each time zone: making it takes longer than all else that a registration computes. */
const dayFormats = new Map<string, Intl.DateTimeFormat>()

function dayFormat(timeZone: string): Intl.DateTimeFormat {
  const known = dayFormats.get(timeZone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en', { timeZone, calendar: 'gregory', numberingSystem: 'latn', year: 'numeric', month: '2-digit', day: '2-digit' })
  dayFormats.set(timeZone, made)
  return made
}

/** The civil day at an instant in a time zone, `YYYY-MM-DD`. */
export function dayIn(timeZone: string, at: Date): string {
  const parts = new Map(dayFormat(timeZone).formatToParts(at).map(({ type, value }) => [type, value]))
  return `${(parts.get('year') ?? '').padStart(4, '0')}-${parts.get('month') ?? ''}-${parts.get('day') ?? ''}`
}
