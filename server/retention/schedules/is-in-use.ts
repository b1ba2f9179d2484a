import { and, eq, sql } from 'drizzle-orm'
import type { Db, Tx } from '#platform/database.ts'
import { actLine } from '../acts/schema.ts'
import { retentionStatus } from '../schema.ts'

/** Whether an answer or a line of an act rests on the version: then its text is never changed, only superseded. */
export async function isInUse(db: Db | Tx, schedule: string, version: string): Promise<boolean> {
  const answers = await db.select({ one: sql`1` }).from(retentionStatus).where(and(eq(retentionStatus.schedule, schedule), eq(retentionStatus.version, version))).limit(1)
  if (answers.length > 0) return true
  const lines = await db.select({ one: sql`1` }).from(actLine).where(and(eq(actLine.schedule, schedule), eq(actLine.version, version))).limit(1)
  return lines.length > 0
}
