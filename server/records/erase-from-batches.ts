import { and, eq, inArray } from 'drizzle-orm'
import { removeIntakeFolder } from '#server/capture/remove-intake-folder.ts'
import { batchImage } from '#server/capture/schema.ts'
import type { RecordsContext } from './context.ts'
import { batchObjectIdOf } from './pictures.ts'

/**
 * Removes what batches still have of destroyed records: copies left in the intake area; and what a batch set aside, once no
 * record of it is left. Safe to repeat.
 */
export async function eraseFromBatches({ db, store, capture }: RecordsContext, records: readonly string[]): Promise<void> {
  const images = await db
    .select({ batch: batchImage.batch, image: batchImage.image, mediaType: batchImage.mediaType })
    .from(batchImage)
    .where(and(inArray(batchImage.record, [...records]), eq(batchImage.fate, 'destroyed')))
  for (const image of images) await capture.intake.remove(image)
  for (const id of new Set(images.map(({ batch }) => batch))) {
    await removeIntakeFolder(capture, id)
    const [left] = await db.select({ image: batchImage.image }).from(batchImage).where(and(eq(batchImage.batch, id), inArray(batchImage.fate, ['page', 'exception', 'received']))).limit(1)
    if (left === undefined) await store.purge(batchObjectIdOf(id))
  }
}
