import { eq, sql } from 'drizzle-orm'
import { refusal } from '#kernel/refusal.ts'
import { isId } from '#kernel/ids.ts'
import type { Db, Tx } from '#platform/database.ts'
import { scheduleVersion } from './schema.ts'

export type VersionRow = typeof scheduleVersion.$inferSelect

/** @throws OpisError `not-found` */
export async function findVersion(db: Db | Tx, id: string): Promise<VersionRow> {
  const [row] = isId(id) ? await db.select().from(scheduleVersion).where(eq(scheduleVersion.id, id)) : []
  if (row === undefined) throw refusal('no-such-version', {}, 'There is no such version of a schedule.')
  return row
}

/** Nobody else approves a version until the end of the transaction: two that fit beside the others need not fit beside each other. */
export async function lockVersions(tx: Tx): Promise<void> {
  await tx.execute(sql`lock table schedule_version in share row exclusive mode`)
}

/** The row, locked until the end of the transaction. @throws OpisError `not-found`, `not-in-this-state` when it is in none of `states` */
export async function lockVersion(tx: Tx, id: string, states: readonly VersionRow['state'][]): Promise<VersionRow> {
  const [row] = await tx.select().from(scheduleVersion).where(eq(scheduleVersion.id, id)).for('update')
  if (row === undefined) throw refusal('no-such-version', {}, 'There is no such version of a schedule.')
  if (!states.includes(row.state)) throw refusal('version-state', { version: row.version }, `Version ${row.version} is ${row.state}; this is not possible any more.`)
  return row
}
