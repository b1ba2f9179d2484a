import { and, asc, count, gt, inArray } from 'drizzle-orm'
import type { Progress } from '#platform/http/progress-answer.ts'
import type { RecordsContext } from '#server/records/context.ts'
import { record } from '#server/records/schema.ts'
import { indexedPages } from './index-record.ts'
import type { IndexedPage } from './search-index.ts'

const batchSize = 100
const indexed = inArray(record.state, ['indexing', 'searchable'])

export type Reindexed = { records: number; pages: number; seconds: number }
export type Reindexing = AsyncGenerator<Progress, Reindexed>

/** Hands the pages of every record to `put`, oldest first. Search goes on meanwhile; it may be ended between two records. */
export async function* reindex(context: RecordsContext, put: (pages: IndexedPage[]) => Promise<void>): Reindexing {
  const startedMs = context.clock.now().getTime()
  const [known] = await context.db.select({ records: count() }).from(record).where(indexed)
  let last = '00000000-0000-0000-0000-000000000000'
  let records = 0
  let pages = 0
  for (;;) {
    const rows = await context.db.select({ id: record.id }).from(record).where(and(gt(record.id, last), indexed)).orderBy(asc(record.id)).limit(batchSize)
    for (const { id } of rows) {
      const list = (await indexedPages(context, id)) ?? []
      await put(list)
      records += 1
      pages += list.length
      last = id
      yield { done: records, total: Math.max(records, known?.records ?? 0) }
    }
    if (rows.length < batchSize) return { records, pages, seconds: Math.round((context.clock.now().getTime() - startedMs) / 100) / 10 }
  }
}
