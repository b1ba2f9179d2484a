import { and, eq } from 'drizzle-orm'
import { appendAudit } from '#server/audit/append.ts'
import { fileClass } from '#server/capture/file-plan.ts'
import { plannedRecord, releaseImages, type PlannedRecord } from '#server/capture/planned-record.ts'
import { newId } from '#kernel/ids.ts'
import type { Tx } from '#platform/database.ts'
import type { ObjectState } from '#server/storage/content-store.ts'
import { objectIdOf, storeUser, type RecordsContext } from './context.ts'
import { describeRecord, type RecordDescription } from './describe-record.ts'
import { record, recordEvent, recordPage, recordRendition } from './schema.ts'

/**
 * Makes a planned record of a batch: bytes into the content store, read back; then the rows with the
 * announcement; only then the intake copies go (design, invariant 1). Each part finds out whether it
 * is already done, so a kill between them leaves nothing doubled.
 */
export async function publishRecord(context: RecordsContext, id: string): Promise<void> {
  const plan = await plannedRecord(context.capture, id)
  if (!plan) return
  const [known] = await context.db.select({ id: record.id }).from(record).where(eq(record.id, id))
  if (!known) {
    const description = describe(plan, await classOf(context, plan.class))
    const state = await context.store.publish({
      id: objectIdOf(id),
      add: [
        ...plan.pages.map((page, index) => ({ path: pagePath(index + 1, page.extension), source: { file: page.file }, sha512: page.sha512 })),
        { path: 'record.json', source: { bytes: Buffer.from(`${JSON.stringify(description, null, 2)}\n`) } },
      ],
      message: 'Record captured',
      user: storeUser,
      createdAt: plan.plannedAt,
    })
    await context.db.transaction((tx) => addRows(context, tx, plan, description, state))
    context.outbox.wake()
  }
  await releaseImages(context.capture, plan)
}

function pagePath(page: number, extension: string): string {
  return `original/${String(page).padStart(4, '0')}.${extension}`
}

async function classOf(context: RecordsContext, code: string | null): Promise<typeof fileClass.$inferSelect | null> {
  if (!code) return null
  const [found] = await context.db.select().from(fileClass).where(eq(fileClass.code, code))
  return found ?? null
}

function describe(plan: PlannedRecord, known: typeof fileClass.$inferSelect | null): RecordDescription {
  return describeRecord({
    id: plan.record,
    class: known,
    file: plan.file,
    date: plan.date,
    source: null,
    cover: plan.cover,
    batch: plan.batch,
    createdAt: plan.plannedAt,
    pages: plan.pages.map((page, index) => ({ page: index + 1, path: pagePath(index + 1, page.extension), image: page.image })),
  })
}

async function addRows(context: RecordsContext, tx: Tx, plan: PlannedRecord, description: RecordDescription, state: ObjectState): Promise<void> {
  const id = plan.record
  const { title, class: code, file, date, cover, batch, unit, wholeHouse } = description
  const added = await tx
    .insert(record)
    .values({ id, title, class: code, file, recordDate: date, cover, batch, unit, wholeHouse, state: 'reading', createdAt: plan.plannedAt })
    .onConflictDoNothing()
    .returning({ id: record.id })
  if (added.length === 0) return
  const files = new Map(state.files.map((stored) => [stored.path, stored]))
  for (const [index, page] of plan.pages.entries()) {
    const path = pagePath(index + 1, page.extension)
    await tx.insert(recordPage).values({ id: newId(), record: id, page: index + 1, batchImage: page.image, contentPath: path, sha512: page.sha512, mediaType: page.mediaType, dpi: page.dpi, widthPx: page.widthPx, heightPx: page.heightPx })
    await tx.insert(recordRendition).values({ record: id, name: 'original', path, mediaType: page.mediaType, bytes: files.get(path)?.bytes ?? 0, sha512: page.sha512 })
  }
  if (date) await tx.insert(recordEvent).values({ id: newId(), record: id, event: 'record.date', date, evidence: cover, recordedBy: 'cover', recordedAt: plan.plannedAt })
  await context.outbox.announce(tx, 'record.published', id)
  await appendAudit(tx, { actor: 'system', action: 'records.publish', object: `record:${id}`, details: { batch, cover, pages: plan.pages.length } }, context.clock.now())
}

/** Marks that the search index holds the record; the first time is the moment it became searchable. */
export async function markSearchable(context: RecordsContext, id: string): Promise<void> {
  await context.db
    .update(record)
    .set({ state: 'searchable', searchableAt: context.clock.now() })
    .where(and(eq(record.id, id), eq(record.state, 'indexing')))
}
