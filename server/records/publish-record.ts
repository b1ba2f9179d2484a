import { and, eq } from 'drizzle-orm'
import { appendAudit } from '#server/audit/append.ts'
import { fileClass } from '#server/file-plan/classes.ts'
import { plannedRecord, releaseImages, type PlannedRecord } from '#server/capture/planned-record.ts'
import type { Tx } from '#platform/database.ts'
import { objectIdOf, storeUser, type RecordsContext } from './context.ts'
import { describeRecord } from './describe-record.ts'
import { descriptionFile, descriptionPath, type RecordDescription } from './record-form.ts'
import { insertRecord, type ObjectContent } from './record-rows.ts'
import { record } from './schema.ts'

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
    const { files } = await context.store.publish({
      id: objectIdOf(id),
      add: [
        ...plan.pages.map((page, index) => ({ path: pagePath(index + 1, page.extension), source: { file: page.file }, sha512: page.sha512 })),
        { path: descriptionPath, source: { bytes: descriptionFile(description) } },
      ],
      message: 'Record captured',
      user: storeUser,
      createdAt: plan.plannedAt,
    })
    await context.db.transaction((tx) => addRows(context, tx, plan, { description, text: null, files }))
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
  const pages = plan.pages.map(({ image, extension, mediaType, widthPx, heightPx, dpi }, index) => ({ page: index + 1, path: pagePath(index + 1, extension), image, mediaType, widthPx, heightPx, dpi }))
  const { record: id, file, date, cover, batch, plannedAt: createdAt } = plan
  return describeRecord({ id, class: known, file, date, source: null, cover, batch, createdAt, datedBy: 'cover', originals: pages.map(({ path, mediaType }) => ({ path, mediaType })), pages })
}

async function addRows(context: RecordsContext, tx: Tx, plan: PlannedRecord, content: ObjectContent): Promise<void> {
  const { record: id, batch, cover } = plan
  if (!(await insertRecord(context, tx, content, 'reading'))) return
  await context.outbox.announce(tx, 'record.published', id)
  await appendAudit(tx, { actor: 'system', action: 'records.publish', object: `record:${id}`, details: { batch, cover, pages: plan.pages.length } }, context.clock.now())
}

/** Marks that the search index holds the record; the first time is the moment it became searchable. */
export async function markSearchable(context: RecordsContext, id: string): Promise<void> {
  const now = context.clock.now()
  await context.db.transaction(async (tx) => {
    const marked = await tx
      .update(record)
      .set({ state: 'searchable', searchableAt: now, awaitsHoldsSince: now })
      .where(and(eq(record.id, id), eq(record.state, 'indexing')))
      .returning({ id: record.id })
    if (marked.length > 0) await context.outbox.announce(tx, 'record.indexed', id)
  })
  context.outbox.wake()
}
