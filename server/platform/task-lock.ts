import { sql } from 'drizzle-orm'
import type pg from 'pg'
import type { Tx } from './database.ts'

/**
 * Whoever does a task holds this lock until its transaction ends, so a killed process frees it at once. It is not the lock of
 * the row: a transaction that announces the task again would wait for that, with everything that it holds itself.
 */
export async function tryHoldTask(client: pg.PoolClient, id: string): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as held', [id])
  return rows[0]?.held ?? false
}

/** The same for many tasks and somebody who wants to remove them. False when one of them runs at this moment. */
export async function tryHoldTasks(tx: Tx, ids: readonly string[]): Promise<boolean> {
  if (ids.length === 0) return true
  const { rows } = await tx.execute<{ held: boolean }>(sql`select bool_and(pg_try_advisory_xact_lock(hashtextextended(id, 0))) as held from unnest(${`{${ids.join(',')}}`}::text[]) as id`)
  return rows[0]?.held ?? false
}
