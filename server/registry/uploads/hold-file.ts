import { and, eq, isNotNull, isNull, notInArray } from 'drizzle-orm'
import type { Db, Tx } from '#platform/database.ts'
import { noSuchUpload } from './receive-file.ts'
import { upload, type Upload } from './schema.ts'

/**
 * Keeps a file that has arrived whole for something that is no case yet: it is not idle any more, and no case can take it.
 * Refuses with `no-such-upload` one that is on its way still, belongs to a case, or is kept for something else.
 */
export async function holdUpload(tx: Tx, id: string, owner: string, holder: string): Promise<Upload> {
  const [held] = await tx
    .update(upload)
    .set({ heldBy: holder })
    .where(and(eq(upload.id, id), eq(upload.owner, owner), eq(upload.state, 'complete'), isNull(upload.card), isNull(upload.heldBy)))
    .returning()
  if (!held) throw noSuchUpload()
  return held
}

/** Lets go what the holder does not need any more; from then on such a file goes as an idle one does. */
export async function releaseUploads(tx: Tx, holder: string, keep: readonly string[], now: Date): Promise<void> {
  const others = keep.length === 0 ? undefined : notInArray(upload.id, [...keep])
  await tx.update(upload).set({ heldBy: null, touchedAt: now }).where(and(eq(upload.heldBy, holder), others))
}

/** A file that is held, with what it became in the archive. */
export async function findHeld(db: Db | Tx, id: string): Promise<Upload> {
  const [found] = await db.select().from(upload).where(and(eq(upload.id, id), isNotNull(upload.heldBy)))
  if (!found) throw noSuchUpload()
  return found
}

/** Notes what a held file became, once the archive has it; its bytes may go from the upload area then. */
export async function noteArchived(db: Db | Tx, id: string, record: string): Promise<void> {
  await db.update(upload).set({ state: 'attached', record }).where(eq(upload.id, id))
}

/** What became of the files of a holder: upload → record. */
export async function archivedOf(db: Db | Tx, holder: string): Promise<Map<string, string>> {
  const rows = await db.select({ id: upload.id, record: upload.record }).from(upload).where(eq(upload.heldBy, holder))
  return new Map(rows.flatMap(({ id, record }) => (record === null ? [] : [[id, record] as const])))
}
