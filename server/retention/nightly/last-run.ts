import { desc, inArray } from 'drizzle-orm'
import type { Db, Tx } from '#platform/database.ts'
import { retentionRun } from '../answers/schema.ts'
import { parseCivilDate, type CivilDate } from '#kernel/civil-date.ts'

export type Run = typeof retentionRun.$inferSelect

/** Day of the last run that was let go ahead, by the order of the runs and not by the clock; null before the first. */
export async function lastRunDay(db: Db | Tx): Promise<CivilDate | null> {
  const [row] = await db.select({ day: retentionRun.runOn }).from(retentionRun).where(inArray(retentionRun.state, ['running', 'done'])).orderBy(desc(retentionRun.id)).limit(1)
  return row === undefined ? null : parseCivilDate(row.day)
}

/** The newest runs, the refused ones too. */
export function listRuns(db: Db | Tx, limit: number): Promise<Run[]> {
  return db.select().from(retentionRun).orderBy(desc(retentionRun.id)).limit(limit)
}
