import { sql } from 'drizzle-orm'
import type { Build, Line } from './build.ts'
import { amongUnits } from './scope.ts'
import { monthsOf } from './span.ts'

/** The whole way from registration to the answer first, then its stages in their usual order. */
const order = ['whole', 'registered', 'papers-awaited', 'under-examination', 'extended', 'forwarded', 'replied', 'refused', 'ready', 'handed-out', 'closed']

/** So many documents took so many days. */
export type Lasted = { days: number; cards: number }

/** The median of days; of an even number the middle of the two in the middle; null of nothing. */
export function medianDays(lasted: readonly Lasted[]): number | null {
  const sorted = lasted.filter(({ cards }) => cards > 0).toSorted((a, b) => a.days - b.days)
  const all = sorted.reduce((sum, { cards }) => sum + cards, 0)
  if (all === 0) return null
  const at = (wanted: number): number => {
    let passed = 0
    return sorted.find(({ cards }) => (passed += cards) > wanted)?.days ?? 0
  }
  return (at(Math.floor((all - 1) / 2)) + at(Math.floor(all / 2))) / 2
}

/**
 * Median days of each stage, month against month, by the month in which it ended. `split`: all months before one against
 * all from it on, to see what a change of work brought.
 */
export const stages: Build = async ({ tx, source, units, span, query, words }) => {
  const { rows } = await tx.execute<Lasted & { month: string; stage: string }>(sql`
    select month, stage, days, sum(cards)::int as cards from ${source.sums('stage')} where ${amongUnits(sql`unit`, units)} group by month, stage, days`)
  const months = monthsOf(span)
  const { split } = query
  const spread = (stage: string, fits: (month: string) => boolean) => medianDays(rows.filter((row) => row.stage === stage && fits(row.month)))
  const lineOf = (stage: string): Line => {
    const before = split === undefined ? null : spread(stage, (month) => month < split)
    const after = split === undefined ? null : spread(stage, (month) => month >= split)
    const compared = split === undefined ? {} : { before, after, change: before === null || after === null ? null : after - before }
    return { level: 'line', what: { code: stage, title: words.stage(stage) }, values: { ...compared, ...Object.fromEntries(months.map((month) => [month, spread(stage, (one) => one === month)])) } }
  }
  const found = new Set(rows.map(({ stage }) => stage))
  const compared = split === undefined ? [] : ['before', 'after', 'change'].map((key) => words.column(key, 'days'))
  return {
    keys: [words.key('what')],
    columns: [...compared, ...months.map((month) => ({ key: month, title: month, kind: 'days' as const, drill: false }))],
    lines: order.filter((stage) => found.has(stage)).map(lineOf),
    register: null,
  }
}
