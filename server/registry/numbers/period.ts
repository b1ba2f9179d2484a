import type { RegisterConstants, ResetRule } from '#contract/registers.ts'

/**
 * The period of a register in which a day lies: `2026` for a year from 1 January, `2026-08-15` for one that begins on
 * another day, `VIII` … by the number of the convocation, `all` where numbering never begins anew. `year`: the one that
 * the number prints, which is that of the first day of the period.
 */
export function periodOf(reset: ResetRule, constants: RegisterConstants, day: string): { period: string; year: number } {
  const year = Number(day.slice(0, 4))
  if (reset.kind === 'never') return { period: 'all', year }
  if (reset.kind === 'convocation') return { period: `convocation-${constants.convocation ?? 1}`, year }
  if (reset.on === '01-01') return { period: String(year), year }
  const began = day.slice(5) >= reset.on ? year : year - 1
  return { period: `${began}-${reset.on}`, year: began }
}
