import { and, eq, isNull } from 'drizzle-orm'
import { refusal } from '#kernel/refusal.ts'
import type { Tx } from '#platform/database.ts'
import { changeFile, refuseUnlessOpen } from './change-file.ts'
import { settleClosing } from './closing-date.ts'
import type { FilePlanContext } from './context.ts'
import { fileMember, fileVolume } from './schema.ts'

export type NewMember = { record: string; volume?: number | undefined }

/** Puts a record into an open file; it stays in every other file in which it lies. The caller has made sure that there is such a record. */
export function addRecord(context: FilePlanContext, id: string, { record, volume }: NewMember, actor: string): Promise<void> {
  return changeFile(context, id, actor, async (tx, found, { now }) => {
    refuseUnlessOpen(found)
    if (volume !== undefined) await refuseUnlessVolume(tx, id, volume)
    const row = { volume: volume ?? null, addedAt: now, addedBy: actor, endedAt: null, endedBy: null, endReason: null }
    const [known] = await tx.select({ endedAt: fileMember.endedAt }).from(fileMember).where(and(eq(fileMember.file, id), eq(fileMember.record, record)))
    if (known?.endedAt === null) throw refusal('record-in-file', { number: found.number }, `The record lies in the file ${found.number} already.`)
    await tx.insert(fileMember).values({ file: id, record, ...row }).onConflictDoUpdate({ target: [fileMember.file, fileMember.record], set: row })
    return { change: 'record-added', action: 'file-plan.add-record', details: { record, volume: volume ?? null }, records: [record] }
  })
}

/** Takes a record out of a file: the membership ends with a reason and stays readable. A closed file's date follows. */
export function takeOutRecord(context: FilePlanContext, id: string, record: string, reason: string, actor: string): Promise<void> {
  return changeFile(context, id, actor, async (tx, _found, moment) => {
    const ended = await tx
      .update(fileMember)
      .set({ endedAt: moment.now, endedBy: actor, endReason: reason })
      .where(and(eq(fileMember.file, id), eq(fileMember.record, record), isNull(fileMember.endedAt)))
      .returning({ record: fileMember.record })
    if (ended.length === 0) throw refusal('record-not-in-file', {}, 'The record does not lie in this file.')
    await settleClosing(tx, [id], 'the last document was taken out', moment)
    return { change: 'record-taken-out', action: 'file-plan.take-out-record', details: { record, reason }, records: [record] }
  })
}

async function refuseUnlessVolume(tx: Tx, id: string, volume: number): Promise<void> {
  const [known] = await tx.select().from(fileVolume).where(and(eq(fileVolume.file, id), eq(fileVolume.volume, volume)))
  if (!known) throw refusal('no-such-volume', { volume }, `The file has no volume ${volume}.`)
  if (known.closedOn !== null) throw refusal('volume-closed', { volume }, `Volume ${volume} is closed already.`)
}
