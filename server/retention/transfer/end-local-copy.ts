import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { OpisError } from '#kernel/errors.ts'
import { newId } from '#kernel/ids.ts'
import type { Tx } from '#platform/database.ts'
import { file, fileChange, fileMember } from '#server/file-plan/schema.ts'
import { act, actLine } from '../acts/schema.ts'
import { voidLine } from '../acts/void-line.ts'
import type { DestructionContext } from '../destruction/context.ts'
import { destroyRecords, endReason, lockRecords, type Line, type Under } from '../destruction/destroy-records.ts'
import { eraseDerivatives } from '../destruction/erase-derivatives.ts'
import { isBusy } from '../destruction/execute-lines.ts'
import { refuseDoubtfulClock } from '../destruction/guard-clock.ts'
import { actExecution, lineRemainder } from '../destruction/schema.ts'
import { addDays, formatCivilDate, type CivilDate } from '#kernel/civil-date.ts'
import { keepHoldsStill } from '../holds/holds-lock.ts'
import { judgeSubjects } from '../judge-subject.ts'
import { whyItStays } from './why-it-stays.ts'
import { todayOf } from '../today.ts'

/**
 * The task that ends the local copy of what an archive has: record by record in the order of erasing of a destruction, with a
 * stub of kind `transferred`; then the bytes, then the sweep of database and index. Safe to repeat and to kill at any moment.
 * What a hold covers, and what is not the same as what was packed, stays.
 */
export async function endLocalCopy(context: DestructionContext, id: string): Promise<void> {
  const { db, outbox } = context.records
  const [found] = await db.select({ act, execution: actExecution }).from(act).innerJoin(actExecution, eq(actExecution.act, act.id)).where(and(eq(act.id, id), eq(act.kind, 'transfer')))
  if (found?.act.state !== 'executing') return
  await refuseDoubtfulClock(context)
  const day = todayOf(context)
  const lines = await db.select().from(actLine).where(and(eq(actLine.act, id), inArray(actLine.state, ['agreed', 'executing']))).orderBy(asc(actLine.line))
  const under: Under = { act: found.act, today: formatCivilDate(day), backupsUntil: formatCivilDate(addDays(day, found.execution.backupDays)), actor: found.execution.orderedBy }
  let busy = 0
  for (const line of lines) busy += await endLine(context, line, under, day)
  await eraseDerivatives(context, id)
  if (busy > 0) throw new OpisError('unreachable', `${busy} records of the inventory are being worked on. They are tried again.`)
  await db.transaction(async (tx) => {
    await tx.update(actExecution).set({ decidedAt: sql`clock_timestamp()` }).where(and(eq(actExecution.act, id), isNull(actExecution.decidedAt)))
    await outbox.announce(tx, 'act.lines-decided', id)
  })
  outbox.wake()
}

/** Gives how many of its records were busy. */
async function endLine(context: DestructionContext, line: Line, under: Under, day: CivilDate): Promise<number> {
  const { db } = context.records
  await db.update(actLine).set({ state: 'executing', decidedAt: context.clock.now() }).where(and(eq(actLine.id, line.id), eq(actLine.state, 'agreed')))
  const said = sql`exists (select 1 from line_remainder where line_remainder.line = ${line.id} and line_remainder.record = ${fileMember.record})`
  const members = await db.select({ record: fileMember.record }).from(fileMember).where(and(eq(fileMember.file, line.subject), isNull(fileMember.endedAt), sql`not ${said}`)).orderBy(asc(fileMember.record))
  let busy = 0
  for (const { record } of members) {
    await db.transaction((tx) => endRecord(context, tx, record, line, under, day)).catch((error: unknown) => {
      if (!isBusy(error)) throw error
      busy += 1
    })
  }
  if (busy === 0) await db.transaction((tx) => closeLine(context, tx, line, under))
  return busy
}

async function endRecord(context: DestructionContext, tx: Tx, id: string, line: Line, under: Under, day: CivilDate): Promise<void> {
  const now = context.clock.now()
  await keepHoldsStill(tx)
  const row = (await lockRecords(tx, [id])).get(id)
  const [judged] = row === undefined ? [] : await judgeSubjects(tx, context.schedules(), 'record', [id], day)
  if (row === undefined || judged === undefined) return
  const { heldBy } = judged.answer
  const stays = heldBy.length > 0 ? ({ outcome: 'held', reason: heldBy.join(', ') } as const) : await whyItStays(context, tx, under.act.id, judged.gathered.memberships, id)
  if (stays === null) return destroyRecords(context, tx, [{ row, line }], under)
  await tx.insert(lineRemainder).values({ line: line.id, record: id, ...stays, notedAt: now })
  if (stays.reason !== 'other-file') return
  // Its file is with the archive; here it goes on in the other one.
  await tx
    .update(fileMember)
    .set({ endedAt: now, endedBy: under.actor, endReason: endReason(under.act) })
    .where(and(eq(fileMember.file, line.subject), eq(fileMember.record, id), isNull(fileMember.endedAt)))
  await context.records.outbox.announce(tx, 'record.duties-changed', id)
}

/** An empty file is transferred; one in which something stayed keeps its line from being so. */
async function closeLine(context: DestructionContext, tx: Tx, line: Line, { act: owner, actor }: Under): Promise<void> {
  const now = context.clock.now()
  const [folder] = await tx.select({ state: file.state }).from(file).where(eq(file.id, line.subject)).for('update')
  const [left] = await tx.select({ record: fileMember.record }).from(fileMember).where(and(eq(fileMember.file, line.subject), isNull(fileMember.endedAt))).limit(1)
  if (left !== undefined) {
    const [held] = await tx.select({ reason: lineRemainder.reason }).from(lineRemainder).where(and(eq(lineRemainder.line, line.id), eq(lineRemainder.outcome, 'held'))).limit(1)
    await voidLine(tx, { id: line.id, act: line.act, state: 'executing' }, held === undefined ? { reason: 'membership-changed', reasonOf: null } : { reason: 'held', reasonOf: held.reason }, actor, now)
    return
  }
  if (folder === undefined || folder.state === 'transferred') return
  await tx.update(file).set({ state: 'transferred' }).where(eq(file.id, line.subject))
  await tx.insert(fileChange).values({ id: newId(), file: line.subject, change: 'transferred', details: { act: owner.number }, changedBy: actor, changedAt: now })
  await tx.execute(sql`delete from retention_status where subject_kind = 'file' and subject = ${line.subject}::uuid`)
}
