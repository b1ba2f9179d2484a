import { and, eq, gt, isNotNull, isNull, or, sql } from 'drizzle-orm'
import { batch } from '../schema.ts'

/** A batch opened by hand waits so long for its pages; a scan that everybody forgot must not catch a later pile. */
export const waitsForMs = 30 * 60_000

/** Opened by hand, and no page of it was fed yet. */
export const untaken = and(eq(batch.state, 'open'), isNotNull(batch.openedFor), isNull(batch.takenAt))

/** Untaken, and not for so long that it was forgotten. */
export const waitingAt = (now: Date) => and(untaken, gt(batch.openedAt, new Date(now.getTime() - waitsForMs)))

/** The same for a row that is at hand. */
export function isWaiting(row: typeof batch.$inferSelect, now: Date): boolean {
  return row.state === 'open' && row.openedFor !== null && row.takenAt === null && now.getTime() - row.openedAt.getTime() < waitsForMs
}

/** Batches that people are shown: none that was opened by hand and then withdrawn or forgotten. */
export const shown = or(isNull(batch.openedFor), isNotNull(batch.takenAt), and(eq(batch.state, 'open'), gt(batch.openedAt, sql`now() - make_interval(secs => ${waitsForMs / 1000})`)))
