import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import type { Db } from '#platform/database.ts'
import { readPagesOf } from '#server/records/read-text.ts'
import { record, recordEvent } from '#server/records/schema.ts'
import { visibleTo } from '#server/records/visible.ts'
import type { PageReader } from './present-hits.ts'

/**
 * Reads pages for hits from the system of record under the rights of this moment: a page whose record is
 * gone or may no longer be seen is left out, however stale the index is.
 */
export function createPageReader(db: Db): PageReader {
  return async (keys, rights) => {
    if (keys.length === 0) return []
    const ids = [...new Set(keys.map((key) => key.record))]
    const records = new Map((await db.select().from(record).where(and(inArray(record.id, ids), visibleTo(rights)))).map((row) => [row.id, row]))
    const dates = await datesOf(db, [...records.keys()])
    const pages = await readPagesOf(db, keys.filter((key) => records.has(key.record)))
    return pages.flatMap((page) => {
      const owner = records.get(page.record)
      if (owner === undefined) return []
      const { title, source, class: code } = owner
      const { record: id, page: number, language, text, words, hasPicture } = page
      return [{ record: id, page: number, title, source, class: code, date: dates.get(id) ?? null, language: language ?? owner.language, text, words, hasPicture }]
    })
  }
}

/** The date of each record: its last event `record.date` that still stands. */
async function datesOf(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .select({ record: recordEvent.record, date: recordEvent.date })
    .from(recordEvent)
    .where(and(inArray(recordEvent.record, [...ids]), eq(recordEvent.event, 'record.date'), isNull(recordEvent.retractedAt)))
    .orderBy(asc(recordEvent.recordedAt), asc(recordEvent.id))
  return new Map(rows.map((row) => [row.record, row.date]))
}
