import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '#platform/database.ts'
import type { VoidReason } from '#contract/acts.ts'
import { appendAudit } from '#server/audit/append.ts'
import { file, fileMember } from '#server/file-plan/schema.ts'
import { decisionAgainst, keepDecisionsOn } from '../acts/keep-decisions.ts'
import { actLine } from '../acts/schema.ts'
import { formatCivilDate, type CivilDate } from '#kernel/civil-date.ts'
import { keepHoldsStill } from '../holds/holds-lock.ts'
import { judgeSubjects } from '../judge-subject.ts'
import type { DestructionContext } from './context.ts'
import { destroyRecords, endReason, lockRecords, type Line, type Under } from './destroy-records.ts'
import { endFile } from './end-file.ts'
import { lineRemainder } from './schema.ts'

/**
 * Takes one record out of a file whose line is being executed. Its content goes if this was its last duty and its own answer
 * allows it; otherwise only the membership ends. A record that a hold covers stays where it is (cases W01, W06).
 */
export async function takeOutRecord(context: DestructionContext, tx: Tx, id: string, line: Line, under: Under, day: CivilDate): Promise<void> {
  const { actor } = under
  const now = context.clock.now()
  await keepHoldsStill(tx)
  const row = (await lockRecords(tx, [id])).get(id)
  const member = and(eq(fileMember.file, line.subject), eq(fileMember.record, id), isNull(fileMember.endedAt))
  const [lies] = await tx.select().from(fileMember).where(member).for('update')
  if (lies === undefined) return
  const endMembership = () => tx.update(fileMember).set({ endedAt: now, endedBy: actor, endReason: endReason(under.act) }).where(member)
  const [judged] = row === undefined ? [] : await judgeSubjects(tx, context.schedules(), 'record', [id], day)
  if (row === undefined || judged === undefined) {
    await endMembership()
    return
  }
  const { answer, gathered } = judged
  if (answer.heldBy.length > 0) {
    await tx.insert(lineRemainder).values({ line: line.id, record: id, outcome: 'held', reason: answer.heldBy.join(', '), notedAt: now })
    return
  }
  const why = gathered.memberships.some((other) => other !== line.subject) ? 'other-file' : await ownAnswerAgainst(tx, id, answer.state, answer.rule, day)
  if (why === null) {
    await destroyRecords(context, tx, [{ row, line }], under)
    return
  }
  await endMembership()
  await tx.insert(lineRemainder).values({ line: line.id, record: id, outcome: 'content-stays', reason: why, notedAt: now })
  await context.records.outbox.announce(tx, 'record.duties-changed', id)
  await appendAudit(tx, { actor, action: 'retention.end-membership', object: `record:${id}`, details: { act: under.act.number, line: line.line, file: line.subject, reason: why } }, now)
}

async function ownAnswerAgainst(tx: Tx, id: string, state: string, rule: string | null, day: CivilDate): Promise<string | null> {
  if (state !== 'eligible') return state
  const decisions = await keepDecisionsOn(tx, 'record', [id], new Map())
  return decisionAgainst(decisions.get(id) ?? [], rule, formatCivilDate(day)) === null ? null : 'decided-to-keep'
}

/** When nothing lies in the file any more it is destroyed; what a hold keeps in it, or what was put in since, makes the line void. */
export async function endLineOnFile(context: DestructionContext, tx: Tx, line: Line, under: Under): Promise<void> {
  const { actor, act } = under
  const now = context.clock.now()
  await tx.select({ id: file.id }).from(file).where(eq(file.id, line.subject)).for('update')
  const [state] = await tx.select({ state: actLine.state }).from(actLine).where(eq(actLine.id, line.id)).for('update')
  if (state?.state !== 'executing') return
  const held = await tx.select({ reason: lineRemainder.reason }).from(lineRemainder).where(and(eq(lineRemainder.line, line.id), eq(lineRemainder.outcome, 'held')))
  if (held.length > 0) {
    const holds = [...new Set(held.flatMap(({ reason }) => reason?.split(', ') ?? []))].sort().join(', ')
    await voidBegun(tx, line, under, { reason: 'held', reasonOf: holds }, now)
    return
  }
  const [left] = await tx.select({ record: fileMember.record }).from(fileMember).where(and(eq(fileMember.file, line.subject), isNull(fileMember.endedAt))).limit(1)
  if (left !== undefined) {
    await voidBegun(tx, line, under, { reason: 'membership-changed', reasonOf: null }, now)
    return
  }
  await endFile(tx, line.subject, { number: act.number, actor, now })
}

/** A line on a file of which some records went already; what is left of it stays, and needs a new line. */
async function voidBegun(tx: Tx, line: Line, { actor, act }: Under, why: { reason: VoidReason; reasonOf: string | null }, now: Date): Promise<void> {
  await tx.update(actLine).set({ state: 'void', ...why, decidedAt: now }).where(eq(actLine.id, line.id))
  await appendAudit(tx, { actor, action: 'acts.void-line', object: `act:${act.id}`, details: { line: line.line, reason: why.reason, of: why.reasonOf } }, now)
}
