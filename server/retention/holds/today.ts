import { formatCivilDate } from '#kernel/civil-date.ts'
import { civilDateAt } from '../engine/moment.ts'
import type { RetentionContext } from '../compute-retention.ts'

/** The moment, and the civil date that it is in the archive. */
export function nowAndToday({ clock, timeZone }: Pick<RetentionContext, 'clock' | 'timeZone'>): { now: Date; today: string } {
  const now = clock.now()
  return { now, today: formatCivilDate(civilDateAt(now.getTime(), timeZone)) }
}
