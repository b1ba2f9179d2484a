import { and, asc, gt, lte } from 'drizzle-orm'
import type { Db, Tx } from '#platform/database.ts'
import type { EntryRow } from './entry-leaf.ts'
import { auditEvent } from './schema.ts'

const pageSize = 1000

/** Entries behind `after` up to `last` in order, a page at a time in memory. */
export async function* readEntries(db: Db | Tx, after: number, last: number = Number.MAX_SAFE_INTEGER): AsyncGenerator<EntryRow> {
  let seq = after
  for (;;) {
    const rows = await db.select().from(auditEvent).where(and(gt(auditEvent.seq, seq), lte(auditEvent.seq, last))).orderBy(asc(auditEvent.seq)).limit(pageSize)
    yield* rows
    seq = rows.at(-1)?.seq ?? seq
    if (rows.length < pageSize) return
  }
}
