import { and, asc, eq, inArray } from 'drizzle-orm'
import type { CaptureContext } from './context.ts'
import { removeIntakeFolder } from './remove-intake-folder.ts'
import { batchImage, plannedRecordTable } from './schema.ts'

export type PlannedPage = { image: number; file: string; extension: string; sha512: string; mediaType: string; dpi: number | null; widthPx: number; heightPx: number }

/** A record as the split planned it: its cover's statements and its pages in order. */
export type PlannedRecord = {
  record: string
  batch: string
  cover: string | null
  class: string | null
  file: string | null
  date: string | null
  plannedAt: Date
  pages: PlannedPage[]
}

/** The plan behind a record id, or null where no batch knows it. */
export async function plannedRecord(context: CaptureContext, id: string): Promise<PlannedRecord | null> {
  const [plan] = await context.db.select().from(plannedRecordTable).where(eq(plannedRecordTable.id, id))
  if (!plan) return null
  const images = await context.db
    .select()
    .from(batchImage)
    .where(and(eq(batchImage.record, id), eq(batchImage.fate, 'page')))
    .orderBy(asc(batchImage.image))
  const pages = images.map(({ image, sha512, mediaType, dpi, widthPx, heightPx }) => {
    const file = context.intake.fileOf({ batch: plan.batch, image, mediaType })
    return { image, file, extension: file.slice(file.lastIndexOf('.') + 1), sha512, mediaType, dpi, widthPx, heightPx }
  })
  const { batch, cover, file, plannedAt } = plan
  return { record: id, batch, cover, class: plan.class, file, date: plan.recordDate, plannedAt, pages }
}

/** Removes the intake copies of a record's pages, after the store and the database have it. */
export async function releaseImages(context: CaptureContext, plan: PlannedRecord): Promise<void> {
  for (const page of plan.pages) await context.intake.remove({ batch: plan.batch, image: page.image, mediaType: page.mediaType })
  const numbers = plan.pages.map((page) => page.image)
  if (numbers.length > 0)
    await context.db
      .update(batchImage)
      .set({ releasedAt: context.clock.now() })
      .where(and(eq(batchImage.batch, plan.batch), inArray(batchImage.image, numbers)))
  await removeIntakeFolder(context, plan.batch)
}
