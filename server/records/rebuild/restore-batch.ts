import { and, eq, min, sql } from 'drizzle-orm'
import type { RecordsContext } from '../context.ts'
import type { Tx } from '#platform/database.ts'
import { batch, batchImage, cover, plannedRecordTable } from '#server/capture/schema.ts'
import { unknownMarks, type BatchDescription } from '../batch-form.ts'
import type { ObjectContent } from '../record-rows.ts'

/** Brings back a closed batch with its images as its object tells them; false when it is known already. */
export async function restoreBatch(context: RecordsContext, description: BatchDescription): Promise<boolean> {
  const { batch: id, fed, rejected, source, feedSeconds, images } = description
  const now = context.clock.now()
  const moment = (text: string | null) => (text === null ? null : new Date(text))
  return context.db.transaction(async (tx) => {
    const row = { id, state: 'closed' as const, source, openedAt: moment(description.openedAt) ?? now, receivedAt: moment(description.receivedAt), closedAt: moment(description.closedAt) ?? now, fed, feedSeconds, rejected }
    const added = await tx.insert(batch).values(row).onConflictDoNothing().returning({ id: batch.id })
    if (added.length === 0) return false
    for (const image of images) await tx.insert(batchImage).values({ batch: id, ...image, receivedAt: row.receivedAt ?? row.openedAt, releasedAt: now })
    await tx.execute(sql`update batch_image set fate = 'destroyed' where batch = ${id} and fate = 'page' and record in (select record from destruction)`)
    return true
  })
}

/**
 * What a record needs of its batch: the batch itself, of which without an object only the record's own
 * pages are known, the plan by which the report names the record, and that its cover is used.
 */
export async function restorePlan(tx: Tx, { description, files }: ObjectContent, now: Date): Promise<void> {
  const { id, batch: batchId, cover: coverId, class: code, file, date } = description
  const createdAt = new Date(description.createdAt)
  if (batchId !== null) {
    await tx.insert(batch).values({ id: batchId, state: 'closed', openedAt: createdAt, receivedAt: createdAt, closedAt: createdAt }).onConflictDoNothing()
    const stored = new Map(files.map((one) => [one.path, one]))
    for (const { path, image, mediaType, widthPx, heightPx, dpi } of description.pages) {
      const bytes = path === null ? undefined : stored.get(path)
      if (image === null || !bytes) continue
      const measures = { widthPx: widthPx ?? 1, heightPx: heightPx ?? 1, dpi }
      await tx
        .insert(batchImage)
        .values({ batch: batchId, image, name: '', sha512: bytes.sha512, bytes: bytes.bytes, mediaType: mediaType ?? 'image/png', ...measures, marks: { ...unknownMarks, codes: [] }, fate: 'page', record: id, receivedAt: createdAt, releasedAt: now })
        .onConflictDoNothing()
    }
    await tx.insert(plannedRecordTable).values({ id, batch: batchId, firstImage: await firstImage(tx, batchId, id), cover: coverId, class: code, file, recordDate: date, plannedAt: createdAt }).onConflictDoNothing()
  }
  if (coverId !== null)
    await tx
      .insert(cover)
      .values({ id: coverId, class: code, file, recordDate: date, issuedAt: createdAt, issuedBy: 'system', usedBy: batchId })
      .onConflictDoNothing()
}

/** The image that begins a record: its cover where one is known, else its first page. */
async function firstImage(tx: Tx, batchId: string, record: string): Promise<number> {
  const [first] = await tx
    .select({ image: min(batchImage.image) })
    .from(batchImage)
    .where(and(eq(batchImage.batch, batchId), eq(batchImage.record, record)))
  return first?.image ?? 0
}
