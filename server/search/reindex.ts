import { asc, gt, inArray, and } from 'drizzle-orm'
import type { RecordsContext } from '#server/records/context.ts'
import { record } from '#server/records/schema.ts'
import { indexedPages } from './index-record.ts'
import type { SearchIndex } from './search-index.ts'

const batchSize = 100

/** Puts every record into the index anew, oldest first. Search goes on meanwhile. */
export async function reindex(context: RecordsContext, index: SearchIndex): Promise<{ records: number; pages: number; seconds: number }> {
  const startedMs = context.clock.now().getTime()
  let last = '00000000-0000-0000-0000-000000000000'
  let records = 0
  let pages = 0
  for (;;) {
    const rows = await context.db
      .select({ id: record.id })
      .from(record)
      .where(and(gt(record.id, last), inArray(record.state, ['indexing', 'searchable'])))
      .orderBy(asc(record.id))
      .limit(batchSize)
    for (const { id } of rows) {
      const list = (await indexedPages(context, id)) ?? []
      await index.put(list)
      records += 1
      pages += list.length
      last = id
    }
    if (rows.length < batchSize) return { records, pages, seconds: Math.round((context.clock.now().getTime() - startedMs) / 100) / 10 }
  }
}
