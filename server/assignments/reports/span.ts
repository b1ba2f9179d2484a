import { addMonths, formatCivilDate, parseCivilDate } from '#kernel/civil-date.ts'
import { OpisError } from '#kernel/errors.ts'

/** Whole months, `YYYY-MM`, both included; `firstDay` and `lastDay` as civil days. */
export type MonthSpan = { from: string; to: string; firstDay: string; lastDay: string }

/** More than a reader compares at once. */
const mostMonths = 60

/** The months that a report is asked for; this month where nothing is said. */
export function spanOf(query: { from?: string | undefined; to?: string | undefined }, today: string): MonthSpan {
  const to = query.to ?? (query.from === undefined || query.from < today.slice(0, 7) ? today.slice(0, 7) : query.from)
  const from = query.from ?? to
  if (from > to) throw new OpisError('bad-request', 'The first month is after the last.')
  if (monthsOf({ from, to }).length > mostMonths) throw new OpisError('bad-request', `Choose ${mostMonths} months at most.`)
  return { from, to, firstDay: `${from}-01`, lastDay: `${to}-31` }
}

/** Each month of a span, in order. */
export function monthsOf({ from, to }: Pick<MonthSpan, 'from' | 'to'>): string[] {
  const months: string[] = []
  for (let month = from; month <= to && months.length <= mostMonths; month = nextMonth(month)) months.push(month)
  return months
}

function nextMonth(month: string): string {
  const first = parseCivilDate(`${month}-01`)
  if (first === null) throw new Error(`no such month: ${month}`)
  return formatCivilDate(addMonths(first, 1, 'last-day')).slice(0, 7)
}
