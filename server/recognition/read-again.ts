import { and, asc, count, eq, inArray } from 'drizzle-orm'
import type { UnreadPage } from '#contract/status.ts'
import { appendAudits } from '#server/audit/append.ts'
import type { Db } from '#platform/database.ts'
import type { RecordsContext } from '#server/records/context.ts'
import { record, recordPage } from '#server/records/schema.ts'
import { recognitionPage } from './schema.ts'

const failed = eq(recognitionPage.state, 'failed')

/** Pages that were given up by the recognisers, by record, and how many they are. For those who see every record. */
export async function listUnreadPages(db: Db, limit: number): Promise<{ pages: UnreadPage[]; pageCount: number }> {
  const [all] = await db.select({ pageCount: count() }).from(recognitionPage).where(failed)
  const pages = await db
    .select({ record: record.id, page: recordPage.page, title: record.title, code: recognitionPage.errorCode, detail: recognitionPage.errorDetail })
    .from(recognitionPage)
    .innerJoin(recordPage, eq(recordPage.id, recognitionPage.page))
    .innerJoin(record, eq(record.id, recognitionPage.record))
    .where(failed)
    .orderBy(asc(record.id), asc(recordPage.page))
    .limit(limit)
  return { pages: pages.map((page) => ({ ...page, code: page.code ?? 'internal', detail: page.detail ?? '' })), pageCount: all?.pageCount ?? 0 }
}

/**
 * Gives the pages that nobody could read back to the recognisers, of one record or of all; each record is then rendered and indexed
 * anew, its pages that were read before as they were. A record of which a step is under way is left out. How many pages.
 */
export async function readAgain(context: RecordsContext, id: string | undefined, actor: string): Promise<number> {
  const now = context.clock.now()
  const pages = await context.db.transaction(async (tx) => {
    const idle = await tx
      .select({ id: record.id })
      .from(record)
      .where(and(inArray(record.state, ['searchable', 'reading']), inArray(record.id, tx.select({ record: recognitionPage.record }).from(recognitionPage).where(failed)), id === undefined ? undefined : eq(record.id, id)))
      .orderBy(asc(record.id))
      .for('update')
    const records = idle.map((one) => one.id)
    if (records.length === 0) return 0
    const given = await tx
      .update(recognitionPage)
      .set({ state: 'waiting', attempts: 0, notBefore: now, errorCode: null, errorDetail: null })
      .where(and(failed, inArray(recognitionPage.record, records)))
      .returning({ record: recognitionPage.record })
    await tx.update(record).set({ state: 'reading', readAt: null }).where(inArray(record.id, records))
    const pagesOf = Map.groupBy(given, (page) => page.record)
    await appendAudits(tx, records.map((one) => ({ actor, action: 'recognition.read-again' as const, object: `record:${one}`, details: { pages: pagesOf.get(one)?.length ?? 0 } })), now)
    return given.length
  })
  context.outbox.wake()
  return pages
}
