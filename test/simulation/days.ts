/**
 * Days of the model, counted by the calendar of JavaScript, so that nothing of the product's own arithmetic is used to
 * check it.
 */
const dayMs = 86_400_000
const toMs = (day: string): number => Date.parse(`${day}T00:00:00Z`)

/** So many days after a day, before it with a negative number; `YYYY-MM-DD`. */
export const plusDays = (day: string, days: number): string => new Date(toMs(day) + days * dayMs).toISOString().slice(0, 10)

export const isWeekend = (day: string): boolean => [0, 6].includes(new Date(toMs(day)).getUTCDay())

/** Days off besides the weekend, and weekends that are worked. `enteredUntil`: last day for which they are known. */
export type Calendar = { off: Set<string>; working: Set<string>; enteredUntil: string }

export const isWorked = ({ off, working }: Calendar, day: string): boolean => working.has(day) || (!off.has(day) && !isWeekend(day))

/** The last of so many working days after a day. */
export function plusWorkingDays(calendar: Calendar, from: string, days: number): string {
  let day = from
  for (let left = days; left > 0; ) {
    day = plusDays(day, 1)
    if (isWorked(calendar, day)) left -= 1
  }
  return day
}

/** The book in which a day lies, of a register whose books begin on `MM-DD`; null: it has one book for the convocation. */
export function bookOf(begins: string | null, day: string): { period: string; year: number } {
  const year = Number(day.slice(0, 4))
  if (begins === null) return { period: 'convocation-8', year }
  if (begins === '01-01') return { period: day.slice(0, 4), year }
  const began = day.slice(5) >= begins ? year : year - 1
  return { period: `${began}-${begins}`, year: began }
}
