import { and, eq, sql } from 'drizzle-orm'
import type { PaperDestroyed } from '#contract/destruction.ts'
import { refusal } from '#kernel/refusal.ts'
import { appendAudit } from '#server/audit/append.ts'
import { paperCopy } from '#server/file-plan/schema.ts'
import { actLine } from '../acts/schema.ts'
import { civilDateAt } from '../engine/moment.ts'
import { formatCivilDate, parseCivilDate } from '#kernel/civil-date.ts'
import type { DestructionContext } from './context.ts'
import { paperDestruction } from './schema.ts'

/**
 * People have destroyed the paper of a line (case W17): the line is closed and the paper leaves the lists of boxes. Errors:
 * `no-paper-waits`, `no-such-date` for a day that is to come.
 */
export async function confirmPaper(context: DestructionContext, actId: string, lineId: string, said: PaperDestroyed, actor: string): Promise<void> {
  const now = context.clock.now()
  const today = civilDateAt(now.getTime(), context.timeZone)
  const day = parseCivilDate(said.destroyedOn)
  if (day === null || day > today) throw refusal('no-such-date', { date: said.destroyedOn }, `${said.destroyedOn} is not a day on which it could have happened.`)
  await context.records.db.transaction(async (tx) => {
    const [line] = await tx.select().from(actLine).where(and(eq(actLine.id, lineId), eq(actLine.act, actId))).for('update')
    if (line?.state !== 'paper-pending') throw refusal('no-paper-waits', {}, 'No paper of this line waits to be destroyed.')
    const { destroyedBy, weightKg, consignmentNote = null } = said
    const weightGrams = weightKg === undefined ? null : Math.round(weightKg * 1000)
    await tx.insert(paperDestruction).values({ line: lineId, destroyedOn: formatCivilDate(day), destroyedBy, weightGrams, consignmentNote, confirmedBy: actor, confirmedAt: now })
    await tx
      .update(paperCopy)
      .set({ state: 'destroyed', changedAt: now, changedBy: actor })
      .where(and(eq(paperCopy.subjectKind, line.subjectKind), eq(paperCopy.subject, line.subject), sql`${paperCopy.state} = 'kept'`))
    await tx.update(actLine).set({ state: 'destroyed', decidedAt: now }).where(eq(actLine.id, lineId))
    await appendAudit(tx, { actor, action: 'retention.confirm-paper', object: `act:${actId}`, details: { line: line.line, on: said.destroyedOn, weightGrams, consignmentNote } }, now)
  })
}
