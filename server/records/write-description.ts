import { and, asc, eq } from 'drizzle-orm'
import type { Db } from '#platform/database.ts'
import { listFacts } from '#server/file-plan/facts.ts'
import { objectIdOf, storeUser, type RecordsContext } from './context.ts'
import { describedFact, describeFiling } from './describe-filing.ts'
import { descriptionFile, descriptionPath, type RecordDescription } from './record-form.ts'
import { record, recordPage, recordRendition } from './schema.ts'

/**
 * Writes what the database knows of a record into its object, as the next version, when it says
 * something else than the object does: events and other facts that came after the record was made.
 */
export async function writeDescription(context: RecordsContext, id: string): Promise<void> {
  const description = await currentDescription(context.db, id)
  if (!description) return
  const bytes = descriptionFile(description)
  const stored = await context.store.read(objectIdOf(id), descriptionPath)
  if (Buffer.from(bytes).equals(stored)) return
  await context.store.publish({
    id: objectIdOf(id),
    add: [{ path: descriptionPath, source: { bytes } }],
    message: 'Facts of the record',
    user: storeUser,
    createdAt: context.clock.now(),
  })
}

/** The description of a record as the database has it now; null when there is no such record. */
export async function currentDescription(db: Db, id: string): Promise<RecordDescription | null> {
  const [found] = await db.select().from(record).where(eq(record.id, id))
  if (!found) return null
  const { title, class: code, file, recordDate: date, source, cover, batch, unit, wholeHouse, language, createdAt, readAt } = found
  const pages = await db.select(pageColumns).from(recordPage).where(eq(recordPage.record, id)).orderBy(asc(recordPage.page))
  const originals = await db
    .select({ path: recordRendition.path, mediaType: recordRendition.mediaType })
    .from(recordRendition)
    .where(and(eq(recordRendition.record, id), eq(recordRendition.name, 'original')))
    .orderBy(asc(recordRendition.path))
  const events = await listFacts(db, 'record', [id])
  return {
    format: 'opis-record/3',
    ...{ id, title, class: code, file, date, source, cover, batch, unit, wholeHouse },
    createdAt: createdAt.toISOString(),
    language,
    readAt: readAt?.toISOString() ?? null,
    originals,
    pages,
    events: events.map(describedFact),
    ...(await describeFiling(db, id)),
  }
}

const pageColumns = { page: recordPage.page, path: recordPage.contentPath, image: recordPage.batchImage, mediaType: recordPage.mediaType, widthPx: recordPage.widthPx, heightPx: recordPage.heightPx, dpi: recordPage.dpi }
