import { asc, eq, inArray } from 'drizzle-orm'
import type { Db } from '#platform/database.ts'
import { recordPage } from './schema.ts'

export type PageText = {
  record: string
  page: number
  language: string | null
  confidence: number | null
  text: string
  widthPx: number | null
  heightPx: number | null
  hasPicture: boolean
  words: { text: string; box: [number, number, number, number]; confidence: number; line: number }[]
}

/** Text and words of a record's pages in order. The caller has checked the right to see it. */
export async function readPages(db: Db, record: string): Promise<PageText[]> {
  const rows = await db.select().from(recordPage).where(eq(recordPage.record, record)).orderBy(asc(recordPage.page))
  return rows.map(present)
}

/** Language and text alone of a record's pages in order: what an index needs, without the words and their boxes. */
export async function readPageTexts(db: Db, record: string): Promise<Pick<PageText, 'page' | 'language' | 'text'>[]> {
  const { page, language, text } = recordPage
  return db.select({ page, language, text }).from(recordPage).where(eq(recordPage.record, record)).orderBy(asc(page))
}

/** Text and words for pages of several records, by record and page number. */
export async function readPagesOf(db: Db, pages: readonly { record: string; page: number }[]): Promise<PageText[]> {
  if (pages.length === 0) return []
  const wanted = new Set(pages.map(({ record, page }) => `${record} ${page}`))
  const rows = await db
    .select()
    .from(recordPage)
    .where(inArray(recordPage.record, [...new Set(pages.map((one) => one.record))]))
  return rows.filter((row) => wanted.has(`${row.record} ${row.page}`)).map(present)
}

function present(row: typeof recordPage.$inferSelect): PageText {
  const { record, page, language, confidence, text, widthPx, heightPx } = row
  return {
    record,
    page,
    language,
    confidence,
    text,
    widthPx,
    heightPx,
    hasPicture: row.contentPath !== null,
    words: row.words.map(([word, x, y, width, height, sure, line]) => ({ text: word, box: [x, y, width, height], confidence: sure, line })),
  }
}
