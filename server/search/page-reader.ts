import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import type { Db } from '#platform/database.ts'
import { readPagesOf } from '#server/records/read-text.ts'
import { fact } from '#server/file-plan/schema.ts'
import { record } from '#server/records/schema.ts'
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
    .select({ record: fact.subject, date: fact.date })
    .from(fact)
    .where(and(eq(fact.subjectKind, 'record'), inArray(fact.subject, [...ids]), eq(fact.name, 'record.date'), isNull(fact.retractedAt)))
    .orderBy(asc(fact.recordedAt), asc(fact.id))
  return new Map(rows.flatMap((row) => (row.date === null ? [] : [[row.record, row.date] as const])))
}
