import type { ReportQuery, ReportView } from '#contract/reports.ts'
import type { Tx } from '#platform/database.ts'
import type { Facts } from './facts.ts'
import type { Source } from './source.ts'
import type { MonthSpan } from './span.ts'
import type { Wordings } from './wordings.ts'

/** What a report is made from. `units` null: of the whole house. */
export type Request = { tx: Tx; facts: Facts; span: MonthSpan; source: Source; units: readonly string[] | null; query: ReportQuery; words: Wordings }

/** A line before names are put to its units and people. */
export type Line = { level: 'line' | 'unit' | 'total'; month?: string; unit?: string; person?: string; what?: { code: string; title: string }; values: Record<string, number | null> }

/** The part of a report that is its own. */
export type Built = Pick<ReportView, 'keys' | 'columns' | 'register'> & { lines: Line[] }
/** Makes one report. */
export type Build = (request: Request) => Promise<Built>

/** A share in per cent with one digit; null where there is nothing to have a share of. */
export const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : Math.round((part / whole) * 1000) / 10)

/** Values of several lines added up, column by column. */
export function addUp<Key extends string>(lines: readonly Readonly<Record<Key, number>>[], keys: readonly Key[]): Record<Key, number> {
  return Object.fromEntries(keys.map((key) => [key, lines.reduce((sum, line) => sum + line[key], 0)])) as Record<Key, number>
}
