import { and, asc, eq, inArray } from 'drizzle-orm'
import { parseCoverId } from '#kernel/cover-id.ts'
import type { Tx } from '#platform/database.ts'
import { batch, batchDecision, batchImage, cover, plannedRecordTable } from './schema.ts'
import { splitBatch, type Split, type SplitRecord } from './split/split-batch.ts'

export type CoverRow = typeof cover.$inferSelect

/** The split of a batch by its images and every decision so far, with the covers that they name by id. */
export async function splitOfBatch(tx: Tx, id: string): Promise<{ split: Split; covers: Map<string, CoverRow> }> {
  const images = await tx.select({ image: batchImage.image, marks: batchImage.marks }).from(batchImage).where(eq(batchImage.batch, id)).orderBy(asc(batchImage.image))
  const decisions = await tx.select().from(batchDecision).where(eq(batchDecision.batch, id)).orderBy(asc(batchDecision.decidedAt), asc(batchDecision.id))
  const [own] = await tx.select({ openedFor: batch.openedFor }).from(batch).where(eq(batch.id, id))
  const openedFor = own?.openedFor ?? null
  const covers = await coversNamed(tx, [openedFor ?? ''], images.flatMap(({ marks }) => marks.codes.map((code) => code.text)), decisions.map(({ decision }) => ('cover' in decision ? decision.cover : '')))
  const split = splitBatch(
    images,
    (coverId) => {
      const known = covers.get(coverId)
      return known ? { used: known.usedBy !== null && known.usedBy !== id, sheets: known.sheets } : null
    },
    decisions.map(({ decision }) => decision),
    openedFor,
  )
  return { split, covers }
}

/** The image by which a record of a split is known again when the batch is split anew. */
export const firstImageOf = (record: SplitRecord): number | undefined => record.coverImage ?? record.pages[0]

/** Whether every record that was planned before has the same pages in this split: their objects are written already. */
export async function keepsPlannedRecords(tx: Tx, id: string, split: Split): Promise<boolean> {
  const planned = await tx.select({ id: plannedRecordTable.id, firstImage: plannedRecordTable.firstImage }).from(plannedRecordTable).where(eq(plannedRecordTable.batch, id))
  const pages = await tx
    .select({ image: batchImage.image, record: batchImage.record })
    .from(batchImage)
    .where(and(eq(batchImage.batch, id), eq(batchImage.fate, 'page')))
  const list = (images: readonly number[]) => images.toSorted((a, b) => a - b).join()
  return planned.every((plan) => {
    const now = split.records.find((record) => firstImageOf(record) === plan.firstImage)
    return now !== undefined && list(now.pages) === list(pages.flatMap((page) => (page.record === plan.id ? [page.image] : [])))
  })
}

async function coversNamed(tx: Tx, ...texts: string[][]): Promise<Map<string, CoverRow>> {
  const ids = [...new Set(texts.flat().flatMap((text) => canonicalId(text) ?? []))]
  if (ids.length === 0) return new Map()
  // Locked, in one order: two batches with the same cover must not both find it unused.
  const rows = await tx.select().from(cover).where(inArray(cover.id, ids)).orderBy(asc(cover.id)).for('update')
  return new Map(rows.map((row) => [row.id, row]))
}

/** An id as a person typed it is looked up in the form in which it was issued. */
function canonicalId(text: string): string | null {
  const parsed = parseCoverId(text)
  return parsed.kind === 'cover' ? parsed.id : null
}
