import type { RetentionContext } from '../compute-retention.ts'
import { civilDateAt } from '../engine/moment.ts'
import type { CivilDate } from '../engine/civil-date.ts'

/** What the use cases of acts work with. `waitingDays`: days between the last approval and the first day of executing. */
export type ActsContext = RetentionContext & { readonly waitingDays: number }

/** Most lines of one act. */
export const mostLines = 10_000

/** The civil day it is now. */
export function todayOf(context: Pick<RetentionContext, 'clock' | 'timeZone'>): CivilDate {
  return civilDateAt(context.clock.now().getTime(), context.timeZone)
}
