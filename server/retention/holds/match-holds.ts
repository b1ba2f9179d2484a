import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import type { HoldsContext } from './context.ts'
import { catchRecords } from './place-hold.ts'
import { hold, holdMatch, holdScope } from './schema.ts'

type ActiveQuery = { hold: string; number: string; query: string }

/** Asks every active hold by query whether it means a record that was just indexed. Safe to run twice. */
export async function matchHolds(context: HoldsContext, record: string): Promise<void> {
  const { db, outbox } = context.records
  const queries = await activeQueries(db)
  if (queries.length === 0) return
  const already = new Set((await db.select({ hold: holdMatch.hold }).from(holdMatch).where(eq(holdMatch.record, record))).map((match) => match.hold))
  const meant = new Map<string, string>()
  for (const { hold: id, number, query } of queries) if (!already.has(id) && (await context.findRecords(query, [record])).length > 0) meant.set(id, number)
  const now = context.clock.now()
  await db.transaction(async (tx) => {
    for (const id of meant.keys()) await catchRecords(tx, id, [record], now)
    // A try that was given up would keep the record under every hold by query; this one says what is so.
    await tx.execute(sql`delete from task where name = 'match-holds' and state = 'failed' and subject = ${record}`)
    await outbox.announce(tx, 'record.holds-changed', record)
    for (const number of meant.values()) await appendAudit(tx, { actor: 'system', action: 'retention.catch-by-hold', object: `hold:${number}`, details: { record } }, now)
  })
  outbox.wake()
}

async function activeQueries(db: Db): Promise<ActiveQuery[]> {
  return db
    .select({ hold: hold.id, number: hold.number, query: holdScope.target })
    .from(holdScope)
    .innerJoin(hold, eq(hold.id, holdScope.hold))
    .where(and(eq(holdScope.kind, 'query'), isNull(hold.releasedAt)))
}
