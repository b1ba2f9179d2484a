import { and, asc, count, eq, gte, inArray, isNull, max, notExists, sql } from 'drizzle-orm'
import type { Tx } from '#platform/database.ts'
import { appendAudit, appendAudits } from '#server/audit/append.ts'
import { act, actApproval, actLine, destruction, stub } from '../acts/schema.ts'
import { addDays, formatCivilDate } from '#kernel/civil-date.ts'
import type { DestructionContext } from './context.ts'
import { actExecution } from './schema.ts'
import { todayOf } from '../today.ts'

/** Records that are ended in one transaction. */
const recordsInARow = 200

/** Everything of the act is gone: its records, lines and the act itself get their last state and their traces, each once. */
export async function finishAct(context: DestructionContext, id: string): Promise<void> {
  const [execution] = await context.records.db.select().from(actExecution).where(eq(actExecution.act, id))
  if (execution === undefined) return
  const day = todayOf(context)
  const dates = { destroyedOn: formatCivilDate(day), backupsUntil: formatCivilDate(addDays(day, execution.backupDays)) }
  while ((await endRecords(context, id, execution.orderedBy, dates)) === recordsInARow);
  await endLines(context, id)
  await endAct(context, id, execution.orderedBy, dates)
}

type Dates = { destroyedOn: string; backupsUntil: string }

async function endRecords(context: DestructionContext, id: string, actor: string, { destroyedOn, backupsUntil }: Dates): Promise<number> {
  const now = context.clock.now()
  return context.records.db.transaction(async (tx) => {
    const rows = await tx
      .select({ id: destruction.id, record: destruction.record, hashes: destruction.hashes, line: actLine.line, rule: actLine.rule, schedule: actLine.schedule, version: actLine.version, act: act.number })
      .from(destruction)
      .innerJoin(actLine, eq(actLine.id, destruction.line))
      .innerJoin(act, eq(act.id, destruction.act))
      .where(and(eq(destruction.act, id), isNull(destruction.erasedAt), sql`${destruction.gone} ?& array['store', 'database', 'index']`))
      .orderBy(asc(destruction.id))
      .limit(recordsInARow)
      .for('update', { of: destruction })
    if (rows.length === 0) return 0
    await tx.update(destruction).set({ erasedAt: now, backupsUntil }).where(inArray(destruction.id, rows.map((row) => row.id)))
    await tx.update(stub).set({ endedOn: destroyedOn, backupsUntil }).where(inArray(stub.record, rows.map((row) => row.record)))
    const entries = rows.map(({ record, hashes, line, rule, schedule, version, act: number }) => ({ actor, action: 'retention.destroy' as const, object: `record:${record}`, details: { act: number, line, rule, schedule, version, hashes: hashes.map(({ sha512 }) => sha512) } }))
    await appendAudits(tx, entries, now)
    return rows.length
  })
}

/** A line is destroyed when no record of it is left to erase; where paper is left, people destroy that. */
async function endLines(context: DestructionContext, id: string): Promise<void> {
  const now = context.clock.now()
  const { db } = context.records
  const open = db.select({ one: sql`1` }).from(destruction).where(and(eq(destruction.line, actLine.id), isNull(destruction.erasedAt)))
  const paperLeft = sql`(${actLine.carrier} = 'paper' or exists (select 1 from paper_copy where paper_copy.subject_kind = ${actLine.subjectKind} and paper_copy.subject = ${actLine.subject} and paper_copy.state = 'kept'))`
  await db
    .update(actLine)
    .set({ state: sql`case when ${paperLeft} then 'paper-pending' when (select kind from act where act.id = ${actLine.act}) = 'transfer' then 'transferred' else 'destroyed' end`, decidedAt: now })
    .where(and(eq(actLine.act, id), eq(actLine.state, 'executing'), notExists(open)))
}

async function endAct(context: DestructionContext, id: string, actor: string, dates: Dates): Promise<void> {
  const now = context.clock.now()
  await context.records.db.transaction(async (tx) => {
    const [found] = await tx.select().from(act).where(eq(act.id, id)).for('update')
    if (found?.state !== 'executing') return
    const [left] = await tx.select({ id: actLine.id }).from(actLine).where(and(eq(actLine.act, id), inArray(actLine.state, ['agreed', 'executing']))).limit(1)
    if (left !== undefined) return
    const voided = await voidedSinceApproval(tx, id)
    const [records] = await tx.select({ count: count() }).from(destruction).where(eq(destruction.act, id))
    await tx.update(act).set({ state: voided > 0 ? 'executed-in-part' : 'executed', executedBy: actor, executedAt: now }).where(eq(act.id, id))
    await tx.update(actExecution).set(dates).where(eq(actExecution.act, id))
    await context.records.outbox.announce(tx, 'act.executed', id)
    await appendAudit(tx, { actor, action: 'retention.execute-act', object: `act:${id}`, details: { act: found.number, records: records?.count ?? 0, void: voided, backupsUntil: dates.backupsUntil } }, now)
  })
}

/** Lines that the approved list had and that were not executed. */
async function voidedSinceApproval(tx: Tx, id: string): Promise<number> {
  const [approved] = await tx.select({ at: max(actApproval.approvedAt) }).from(actApproval).where(eq(actApproval.act, id))
  const since = approved?.at ?? null
  const [found] = await tx
    .select({ count: count() })
    .from(actLine)
    .where(and(eq(actLine.act, id), eq(actLine.state, 'void'), since === null ? undefined : gte(actLine.decidedAt, since)))
  return found?.count ?? 0
}
