import { and, eq, isNull, not, sql, type SQL } from 'drizzle-orm'
import type { Db, Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { fileMember } from '#server/file-plan/schema.ts'
import { record } from '#server/records/schema.ts'
import { lockAnswers } from '../answers/lock-answers.ts'
import type { HoldsContext } from './context.ts'
import { catchRecords } from './place-hold.ts'
import { hold, holdMatch, holdScope } from './schema.ts'

/**
 * Asks every active hold by query whether it means a record that was just indexed. From the transaction that writes down whom it
 * means the record no longer awaits them, unless its text was indexed anew meanwhile. Safe to run twice.
 */
export async function matchHolds(context: HoldsContext, id: string): Promise<void> {
  const { db, outbox } = context.records
  const [waiting] = await db.select({ since: record.awaitsHoldsSince }).from(record).where(eq(record.id, id))
  const meant = new Map<string, string>()
  for (const { hold: one, number, query } of await queriesToAsk(db, id)) if ((await context.findRecords(query, [id])).length > 0) meant.set(one, number)
  const now = context.clock.now()
  await db.transaction(async (tx) => {
    await lockAnswers(tx, 'record', [id])
    for (const one of meant.keys()) await catchRecords(tx, one, [id], now)
    if (waiting?.since) await tx.update(record).set({ awaitsHoldsSince: null }).where(and(eq(record.id, id), eq(record.awaitsHoldsSince, waiting.since)))
    const { rows: [kept] } = await tx.execute<{ held: boolean }>(sql`select ${keptAsHeld('record', sql`${id}::uuid`)} as held`)
    if (meant.size > 0 || kept?.held) await outbox.announce(tx, 'record.holds-changed', id)
    await outbox.announceEach(tx, 'file.facts-changed', await filesToJudge(tx, id, meant.size > 0))
    for (const number of meant.values()) await appendAudit(tx, { actor: 'system', action: 'retention.catch-by-hold', object: `hold:${number}`, details: { record: id } }, now)
  })
  outbox.wake()
}

/** A file is held with any record in it, and no longer when the last of them is free. */
async function filesToJudge(tx: Tx, id: string, nowHeld: boolean): Promise<string[]> {
  const held = nowHeld ? undefined : keptAsHeld('file', sql`${fileMember.file}`)
  const rows = await tx.select({ file: fileMember.file }).from(fileMember).where(and(eq(fileMember.record, id), isNull(fileMember.endedAt), held))
  return rows.map(({ file }) => file)
}

const keptAsHeld = (kind: 'record' | 'file', id: SQL): SQL => sql`exists (select from retention_status where subject_kind = ${kind} and subject = ${id} and held_by <> '{}')`

/** The queries of active holds that have not caught the record yet. */
async function queriesToAsk(db: Db, id: string): Promise<{ hold: string; number: string; query: string }[]> {
  const caught = sql`exists (select from ${holdMatch} where ${holdMatch.hold} = ${hold.id} and ${holdMatch.record} = ${id})`
  return db
    .select({ hold: hold.id, number: hold.number, query: holdScope.target })
    .from(holdScope)
    .innerJoin(hold, eq(hold.id, holdScope.hold))
    .where(and(eq(holdScope.kind, 'query'), isNull(hold.releasedAt), not(caught)))
}
