import { sql } from 'drizzle-orm'
import type { Tx } from '#platform/database.ts'
import type { Subject } from '../subject.ts'

/**
 * From here until the transaction ends nobody else keeps answers of these subjects. Take it before the facts are read: who read
 * older ones could otherwise write after who read newer ones, and the lists would say for good what is no longer so.
 */
export async function lockAnswers(tx: Tx, kind: Subject['kind'], ids: readonly string[]): Promise<void> {
  const keys = [...new Set(ids)].sort().map((id) => `answer ${kind} ${id}`)
  if (keys.length > 0) await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(key, 0)) from unnest(${sql.param(keys)}::text[]) as key`)
}
