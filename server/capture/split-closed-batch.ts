import { and, eq, inArray } from 'drizzle-orm'
import { appendAudit } from '#server/audit/append.ts'
import { newId } from '#kernel/ids.ts'
import type { Tx } from '#platform/database.ts'
import type { CaptureContext } from './context.ts'
import { batch, batchImage, cover, plannedRecordTable, type Fate } from './schema.ts'
import type { Split, SplitRecord } from './split/split-batch.ts'
import { firstImageOf, splitOfBatch, type CoverRow } from './split-of-batch.ts'

/**
 * Splits a batch whose images have all arrived, or splits it again after a person's decision. Records
 * planned before keep their ids; records without a doubt go on while exceptions wait. One
 * transaction: fates, plans, exceptions and announcements exist together or not at all.
 */
export async function splitClosedBatch(context: CaptureContext, id: string): Promise<void> {
  const now = context.clock.now()
  await context.db.transaction(async (tx) => {
    const [found] = await tx.select().from(batch).where(eq(batch.id, id)).for('update')
    if (!found || found.state !== 'closing') return
    const { split, covers } = await splitOfBatch(tx, id)
    const plannedAt = found.receivedAt ?? now
    for (const record of split.records) await planRecord(context, tx, { batch: id, record, covers, plannedAt })
    await setFates(tx, id, split)
    const settled = split.exceptions.length === 0
    await tx
      .update(batch)
      .set({ state: settled ? 'closed' : 'exceptions', exceptions: split.exceptions, closedAt: settled ? now : null })
      .where(eq(batch.id, id))
    if (settled) await context.outbox.announce(tx, 'batch.settled', id)
    await appendAudit(tx, { actor: 'system', action: 'capture.split', object: `batch:${id}`, details: { records: split.records.length, exceptions: split.exceptions.length } }, now)
  })
  context.outbox.wake()
}

async function planRecord(context: CaptureContext, tx: Tx, plan: { batch: string; record: SplitRecord; covers: Map<string, CoverRow>; plannedAt: Date }): Promise<void> {
  const { record, plannedAt } = plan
  const firstImage = firstImageOf(record)
  if (firstImage === undefined) return
  const said = record.cover ? plan.covers.get(record.cover) : undefined
  const [made] = await tx
    .insert(plannedRecordTable)
    .values({
      id: newId(),
      batch: plan.batch,
      firstImage,
      cover: record.cover,
      class: record.class ?? said?.class ?? null,
      file: said?.file ?? null,
      recordDate: record.date ?? said?.recordDate ?? null,
      plannedAt,
    })
    .onConflictDoNothing()
    .returning({ id: plannedRecordTable.id })
  if (!made) return
  const images = record.coverImage === null ? record.pages : [record.coverImage, ...record.pages]
  await tx
    .update(batchImage)
    .set({ record: made.id })
    .where(and(eq(batchImage.batch, plan.batch), inArray(batchImage.image, images)))
  if (record.cover) await tx.update(cover).set({ usedBy: plan.batch }).where(eq(cover.id, record.cover))
  await context.outbox.announce(tx, 'record.planned', made.id)
}

async function setFates(tx: Tx, id: string, split: Split): Promise<void> {
  const fates = new Map<Fate, number[]>()
  const add = (fate: Fate, images: readonly number[]) => fates.set(fate, [...(fates.get(fate) ?? []), ...images])
  for (const record of split.records) add('page', record.pages)
  for (const { image, reason } of split.setAside) add(reason, [image])
  for (const exception of split.exceptions) add('exception', [exception.image, ...exception.images])
  for (const [fate, images] of fates) {
    if (images.length === 0) continue
    await tx
      .update(batchImage)
      .set({ fate })
      .where(and(eq(batchImage.batch, id), inArray(batchImage.image, images)))
  }
}
