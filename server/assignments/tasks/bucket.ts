import type { Bucket } from '#contract/assignments.ts'
import { addDays, formatCivilDate, parseCivilDate, toEpochDay } from '#kernel/civil-date.ts'
import type { Assignment } from '../schema.ts'
import { isEnded } from './moves.ts'

/** Stands for the deadline of a task that has none, after every day that there is. */
export const noDeadline = '9999-12-31'

/** The Sunday that ends the week of a day. */
export function endOfWeek(today: string): string {
  const day = parseCivilDate(today)
  if (day === null) return today
  // 1 January 1970 was a Thursday: Sundays are the days 3, 10 … of the epoch.
  return formatCivilDate(addDays(day, (((3 - toEpochDay(day)) % 7) + 7) % 7))
}

/** The part of a list in which a task stands. One past its deadline is overdue until it has ended, also when it was reported. */
export function bucketOf(task: Pick<Assignment, 'state' | 'dueOn'>, today: string): Bucket {
  if (isEnded(task)) return 'ended'
  if (task.dueOn === null) return 'undated'
  if (task.dueOn < today) return 'overdue'
  if (task.dueOn === today) return 'today'
  return task.dueOn <= endOfWeek(today) ? 'week' : 'later'
}
