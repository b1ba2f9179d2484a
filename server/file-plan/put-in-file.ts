import { and, eq } from 'drizzle-orm'
import { newId } from '#kernel/ids.ts'
import type { Tx } from '#platform/database.ts'
import type { Outbox } from '#platform/outbox.ts'
import { appendAudit } from '#server/audit/append.ts'
import { announceFiles } from './announce.ts'
import { addChange, type File } from './change-file.ts'
import { settleClosing } from './closing-date.ts'
import { file, fileMember } from './schema.ts'

/** `capturedAt`: when the record came; the file that has to be opened for it is opened on that day (`today`). */
export type Filing = { class: string; number: string; record: string; actor: string; capturedAt: Date; today: string; now: Date }

/**
 * Puts a captured record into the file of that index, and opens the file if there is none. A paper is never turned away: a file
 * that was closed is open again, and its history says why. Safe to run twice. A membership that was ended stays ended.
 */
export async function putInFile(tx: Tx, outbox: Outbox, filing: Filing): Promise<void> {
  const { class: code, number, record, actor, capturedAt, today, now } = filing
  const opened = await tx.insert(file).values({ id: newId(), class: code, number, state: 'open', openedOn: today, createdAt: now, createdBy: actor }).onConflictDoNothing().returning()
  const [known] = opened.length > 0 ? opened : await tx.select().from(file).where(and(eq(file.class, code), eq(file.number, number))).for('update')
  if (known === undefined) throw new Error(`the file ${code} ${number} is neither there nor could it be made`)
  if (opened.length > 0) await addChange(tx, known.id, { change: 'opened', details: { number } }, { actor, now })
  const added = await tx.insert(fileMember).values({ file: known.id, record, addedAt: capturedAt, addedBy: actor }).onConflictDoNothing().returning({ record: fileMember.record })
  if (added.length === 0) return
  if (known.state === 'open') await outbox.announce(tx, 'file.facts-changed', known.id)
  else await reopenFor(tx, outbox, known, filing)
}

async function reopenFor(tx: Tx, outbox: Outbox, { id, state, closedOn }: File, { record, actor, now }: Filing): Promise<void> {
  const details = { reason: 'captured', record, was: state, closedOn }
  await tx.update(file).set({ state: 'open', closedOn: null }).where(eq(file.id, id))
  await settleClosing(tx, [id], 'a document of this file was captured later', { actor, now })
  await addChange(tx, id, { change: 'reopened', details }, { actor, now })
  await announceFiles(tx, outbox, [id])
  await appendAudit(tx, { actor, action: 'file-plan.reopen-file', object: `file:${id}`, details }, now)
}
