import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Db, Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { fileMember } from '#server/file-plan/schema.ts'
import { record } from '#server/records/schema.ts'
import { lockAnswers } from '../answers/lock-answers.ts'
import { retentionStatus } from '../schema.ts'
import type { HoldsContext } from './context.ts'
import { catchRecords } from './place-hold.ts'
import { hold, holdMatch, holdScope } from './schema.ts'

type ActiveQuery = { hold: string; number: string; query: string }

/**
 * Asks every active hold by query whether it means a record that was just indexed. From the transaction that writes down whom it
 * means the record no longer awaits them, unless its text was indexed anew meanwhile. Safe to run twice.
 */
export async function matchHolds(context: HoldsContext, id: string): Promise<void> {
  const { db, outbox } = context.records
  const [waiting] = await db.select({ since: record.awaitsHoldsSince }).from(record).where(eq(record.id, id))
  const queries = await activeQueries(db)
  const already = new Set((await db.select({ hold: holdMatch.hold }).from(holdMatch).where(eq(holdMatch.record, id))).map((match) => match.hold))
  const meant = new Map<string, string>()
  for (const { hold: one, number, query } of queries) if (!already.has(one) && (await context.findRecords(query, [id])).length > 0) meant.set(one, number)
  const now = context.clock.now()
  await db.transaction(async (tx) => {
    await lockAnswers(tx, 'record', [id])
    for (const one of meant.keys()) await catchRecords(tx, one, [id], now)
    if (waiting?.since) await tx.update(record).set({ awaitsHoldsSince: null }).where(and(eq(record.id, id), eq(record.awaitsHoldsSince, waiting.since)))
    if (meant.size > 0 || (await isKeptAsHeld(tx, 'record', id))) await outbox.announce(tx, 'record.holds-changed', id)
    await outbox.announceEach(tx, 'file.facts-changed', await filesToJudge(tx, id, meant.size > 0))
    for (const number of meant.values()) await appendAudit(tx, { actor: 'system', action: 'retention.catch-by-hold', object: `hold:${number}`, details: { record: id } }, now)
  })
  outbox.wake()
}

/** A file is held with any record in it, and no longer when the last of them is free. */
async function filesToJudge(tx: Tx, id: string, nowHeld: boolean): Promise<string[]> {
  const rows = await tx.select({ file: fileMember.file }).from(fileMember).where(and(eq(fileMember.record, id), isNull(fileMember.endedAt)))
  const judged: string[] = []
  for (const { file } of rows) if (nowHeld || (await isKeptAsHeld(tx, 'file', file))) judged.push(file)
  return judged
}

async function isKeptAsHeld(tx: Tx, kind: 'record' | 'file', id: string): Promise<boolean> {
  const kept = and(eq(retentionStatus.subjectKind, kind), eq(retentionStatus.subject, id), sql`held_by <> '{}'`)
  return (await tx.select({ subject: retentionStatus.subject }).from(retentionStatus).where(kept)).length > 0
}

async function activeQueries(db: Db): Promise<ActiveQuery[]> {
  return db
    .select({ hold: hold.id, number: hold.number, query: holdScope.target })
    .from(holdScope)
    .innerJoin(hold, eq(hold.id, holdScope.hold))
    .where(and(eq(holdScope.kind, 'query'), isNull(hold.releasedAt)))
}
