import type { CivilDate } from '#kernel/civil-date.ts'
import { civilDateAt } from './engine/moment.ts'
import type { RetentionContext } from './compute-retention.ts'

/** The civil day that it is in the archive now. */
export function todayOf({ clock, timeZone }: Pick<RetentionContext, 'clock' | 'timeZone'>): CivilDate {
  return civilDateAt(clock.now().getTime(), timeZone)
}
