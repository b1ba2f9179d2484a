import { and, eq } from 'drizzle-orm'
import { newId } from '#kernel/ids.ts'
import type { Tx } from '#platform/database.ts'
import { file, fileChange, fileMember } from './schema.ts'

export type Filing = { class: string; number: string; record: string; actor: string; now: Date; today: string }

/**
 * Puts a record into the file of that index, and opens the file if there is none. Safe to run twice. A membership that was
 * ended by an act stays ended.
 */
export async function putInFile(tx: Tx, filing: Filing): Promise<void> {
  const { class: code, number, record, actor, now, today } = filing
  const opened = await tx
    .insert(file)
    .values({ id: newId(), class: code, number, state: 'open', openedOn: today, createdAt: now, createdBy: actor })
    .onConflictDoNothing()
    .returning({ id: file.id })
  const [known] = opened.length > 0 ? opened : await tx.select({ id: file.id }).from(file).where(and(eq(file.class, code), eq(file.number, number)))
  if (known === undefined) throw new Error(`the file ${code} ${number} is neither there nor could it be made`)
  if (opened.length > 0) await tx.insert(fileChange).values({ id: newId(), file: known.id, change: 'opened', details: { number }, changedBy: actor, changedAt: now })
  await tx.insert(fileMember).values({ file: known.id, record, addedAt: now, addedBy: actor }).onConflictDoNothing()
}
