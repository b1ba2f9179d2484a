import { eq } from 'drizzle-orm'
import type { RecordsContext } from '#server/records/context.ts'
import { listEvents } from '#server/records/events.ts'
import { markSearchable } from '#server/records/publish-record.ts'
import { readPageTexts } from '#server/records/read-text.ts'
import { record } from '#server/records/schema.ts'
import { languages, type Language } from '#kernel/language.ts'
import type { IndexedPage, SearchIndex } from './search-index.ts'

/** Puts the pages of a record into the index as they are now; then the record counts as searchable. */
export async function indexRecord(context: RecordsContext, index: Pick<SearchIndex, 'put'>, id: string): Promise<void> {
  const pages = await indexedPages(context, id)
  if (!pages) return
  await index.put(pages)
  await markSearchable(context, id)
}

/** What the index holds of a record, made from the database alone; null while it has no text yet. */
export async function indexedPages(context: RecordsContext, id: string): Promise<IndexedPage[] | null> {
  const [found] = await context.db.select().from(record).where(eq(record.id, id))
  if (!found || found.state === 'reading' || found.state === 'rendering') return null
  const dated = (await listEvents(context.db, id)).findLast((event) => event.event === 'record.date' && event.retractedAt === null)
  const { title, class: code, wholeHouse, source } = found
  const units = [...(found.unit === null ? [] : [found.unit]), ...found.sharedWith]
  const pages = await readPageTexts(context.db, id)
  return pages.map(({ page, language, text }) => ({ record: id, page, title, class: code, units, wholeHouse, date: dated?.date ?? null, language: asLanguage(language ?? found.language), text, source }))
}

const asLanguage = (text: string | null): Language | null => languages.find((language) => language === text) ?? null
