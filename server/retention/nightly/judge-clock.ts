import type { CivilDate } from '#kernel/civil-date.ts'
import { toEpochDay } from '#kernel/civil-date.ts'

/** `days`: how far the clock moved since the last run. Whoever is refused changes nothing until an administrator confirms the day. */
export type ClockVerdict =
  | { readonly kind: 'plausible' }
  | { readonly kind: 'refused'; readonly reason: 'before-last-run' | 'too-far-ahead'; readonly lastRun: CivilDate; readonly days: number }

/** How many days may lie between two runs unless the setting says otherwise: a box that was off over the summer asks. */
export const defaultClockStepDays = 40

/**
 * Whether today can be believed, given the day of the last recorded run (null: there was none). A clock that was set back
 * would undo answers, one set forward would free records years early; so both stop every run and every erasing (case W16).
 */
export function judgeClock(today: CivilDate, lastRun: CivilDate | null, stepDays: number): ClockVerdict {
  if (lastRun === null) return { kind: 'plausible' }
  const days = toEpochDay(today) - toEpochDay(lastRun)
  if (days < 0) return { kind: 'refused', reason: 'before-last-run', lastRun, days }
  return days > stepDays ? { kind: 'refused', reason: 'too-far-ahead', lastRun, days } : { kind: 'plausible' }
}
