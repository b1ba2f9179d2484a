import type { CivilDate } from '#kernel/civil-date.ts'

/**
 * When a duty to keep ends, as one number whose order is the order of strength: no rule < any date < waiting < permanent.
 * So the end of several duties is the greatest one. A small integer like every civil date, which costs no allocation; the
 * numbers past every date never leave the engine: outside, a state without a date has no date.
 */
export type End = number

/** No rule says anything. */
export const noRule: End = 0
/** A fact that the term counts from is not known. */
export const waiting: End = 2_000_000_000
/** Never. */
export const permanent: End = 2_100_000_000

export type EndKind = 'unscheduled' | 'date' | 'waiting' | 'permanent'

export function kindOf(end: End): EndKind {
  if (end === noRule) return 'unscheduled'
  if (end === waiting) return 'waiting'
  return end === permanent ? 'permanent' : 'date'
}

/** The day, where the end is one. */
export function dateOf(end: End): CivilDate | null {
  return end === noRule || end >= waiting ? null : (end as CivilDate)
}
