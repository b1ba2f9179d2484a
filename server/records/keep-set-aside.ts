import { and, asc, eq, notInArray } from 'drizzle-orm'
import { appendAudit } from '#server/audit/append.ts'
import { batch, batchImage } from '#server/capture/schema.ts'
import { removeIntakeFolder } from '#server/capture/remove-intake-folder.ts'
import { batchFile, batchPath } from './batch-form.ts'
import { storeUser, type RecordsContext } from './context.ts'
import { batchObjectIdOf, setAsidePath } from './pictures.ts'

/**
 * Keeps covers, blanks and rejected sheets of a closed batch in an object of its own, with the list
 * of every image and its fate, until a person or a rule releases them (design, invariant 1).
 */
export async function keepSetAside(context: RecordsContext, id: string): Promise<void> {
  const [found] = await context.db.select().from(batch).where(eq(batch.id, id))
  if (!found || found.state !== 'closed') return
  const images = await context.db.select().from(batchImage).where(eq(batchImage.batch, id)).orderBy(asc(batchImage.image))
  const aside = images.filter((image) => image.fate !== 'page' && image.fate !== 'destroyed')
  const waiting = aside.filter((image) => image.releasedAt === null)
  if (waiting.length > 0 || aside.length === 0) await keep(context, found, images)
  for (const image of aside) await context.capture.intake.remove(image)
  await removeIntakeFolder(context.capture, id)
}

async function keep(context: RecordsContext, found: typeof batch.$inferSelect, images: (typeof batchImage.$inferSelect)[]): Promise<void> {
  const { id } = found
  const aside = images.filter((image) => image.fate !== 'page' && image.fate !== 'destroyed')
  await context.store.publish({
    id: batchObjectIdOf(id),
    add: [
      ...aside.map((image) => ({ path: setAsidePath(image.image, context.capture.intake.fileOf(image)), source: { file: context.capture.intake.fileOf(image) }, sha512: image.sha512 })),
      { path: batchPath, source: { bytes: batchFile(found, images) } },
    ],
    message: 'Batch closed',
    user: storeUser,
    createdAt: found.closedAt ?? found.openedAt,
  })
  await context.db.transaction(async (tx) => {
    await tx
      .update(batchImage)
      .set({ releasedAt: context.clock.now() })
      .where(and(eq(batchImage.batch, id), notInArray(batchImage.fate, ['page', 'destroyed'])))
    await appendAudit(tx, { actor: 'system', action: 'records.keep-set-aside', object: `batch:${id}`, details: { images: aside.length } }, context.clock.now())
  })
}
