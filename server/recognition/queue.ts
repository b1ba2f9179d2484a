import { and, eq, inArray, isNotNull, sql, type SQL } from 'drizzle-orm'
import type { PageReading } from '#contract/recognition.ts'
import { OpisError } from '#kernel/errors.ts'
import { newId } from '#kernel/ids.ts'
import type { Tx } from '#platform/database.ts'
import { applyReading, finishReading } from '#server/records/apply-reading.ts'
import type { RecordsContext } from '#server/records/context.ts'
import { record, recordPage } from '#server/records/schema.ts'
import { stationOfRecord } from '#server/records/station-of-record.ts'
import { findReadingFault } from './find-reading-fault.ts'
import { recognitionPage } from './schema.ts'

export const leaseSeconds = 30
const maxAttempts = 4

/** Puts the pictured pages of a published record into the queue; a record without any is read already. */
export async function enqueuePages(context: RecordsContext, id: string): Promise<void> {
  await context.db.transaction(async (tx) => {
    const pages = await tx
      .select({ page: recordPage.id, record: recordPage.record })
      .from(recordPage)
      .where(and(eq(recordPage.record, id), isNotNull(recordPage.contentPath)))
    const station = await stationOfRecord(tx, id)
    if (pages.length > 0)
      await tx
        .insert(recognitionPage)
        .values(pages.map((page) => ({ ...page, station, state: 'waiting' as const })))
        .onConflictDoNothing()
    await finishIfNothingWaits(context, tx, id)
  })
  context.outbox.wake()
}

export type Lease = { page: string; lease: string; record: string; sha512: string | null; dpi: number | null; languageHint: string | null }

/** Lends pages to a recogniser: those of its own station first, then oldest first; expired leases are lent again, but not for ever. */
export async function leasePages(context: RecordsContext, wanted: number, station: string | null): Promise<Lease[]> {
  const now = context.clock.now()
  const until = new Date(now.getTime() + leaseSeconds * 1000)
  let gaveUp = false
  const leases = await context.db.transaction(async (tx) => {
    gaveUp = await giveUpLostPages(context, tx, now)
    const due = await tx.execute<{ page: string }>(
      sql`select page from recognition_page
          where (state = 'waiting' and not_before <= ${now.toISOString()}::timestamptz) or (state = 'leased' and lease_until < ${now.toISOString()}::timestamptz)
          order by ${ownFirst(station)} limit ${wanted} for update skip locked`,
    )
    const leases: Lease[] = []
    for (const { page } of due.rows) {
      const lease = newId()
      await tx
        .update(recognitionPage)
        .set({ state: 'leased', lease, leaseUntil: until, attempts: sql`${recognitionPage.attempts} + 1` })
        .where(eq(recognitionPage.page, page))
      const [found] = await tx
        .select({ record: recordPage.record, sha512: recordPage.sha512, dpi: recordPage.dpi, languageHint: languageBefore })
        .from(recordPage)
        .where(eq(recordPage.id, page))
      if (found) leases.push({ page, lease, ...found })
    }
    return leases
  })
  if (gaveUp) context.outbox.wake()
  return leases
}

/**
 * The language of the pages read before this one in its record, if the nearest two agree: a wrong hint costs a look, and in a
 * pile that changes between languages it would be wrong each time.
 */
const languageBefore = sql<string | null>`(select case when count(distinct language) = 1 then min(language) end from (
  select before.language from record_page before
  where before.record = record_page.record and before.page < record_page.page and before.language is not null
  order by before.page desc limit 2) nearest)`

/** Without a station the queue is read in the order of its key, however long it is. */
function ownFirst(station: string | null): SQL {
  return station === null ? sql`page` : sql`coalesce(station = ${station}::uuid, false) desc, page`
}

/** A page with which recognisers vanish every time is given up like one that they say they cannot read. */
async function giveUpLostPages(context: RecordsContext, tx: Tx, now: Date): Promise<boolean> {
  const lost = await tx.execute<{ record: string }>(
    sql`update recognition_page set state = 'failed', lease = null, lease_until = null, error_code = 'lease-lost',
          error_detail = 'No recogniser came back with this page. Look at its picture.'
        where page in (select page from recognition_page
          where state = 'leased' and lease_until < ${now.toISOString()}::timestamptz and attempts >= ${maxAttempts} for update skip locked)
        returning record`,
  )
  for (const id of new Set(lost.rows.map((row) => row.record))) await finishIfNothingWaits(context, tx, id)
  return lost.rows.length > 0
}

/** Keeps a lease alive; `lease-lost` when somebody else has the page now. */
export async function renewLease(context: RecordsContext, page: string, lease: string): Promise<void> {
  const leaseUntil = new Date(context.clock.now().getTime() + leaseSeconds * 1000)
  const renewed = await context.db
    .update(recognitionPage)
    .set({ leaseUntil })
    .where(and(eq(recognitionPage.page, page), eq(recognitionPage.lease, lease), eq(recognitionPage.state, 'leased')))
    .returning({ page: recognitionPage.page })
  if (renewed.length === 0) throw leaseLost()
}

/**
 * Takes the result of a leased page. Handing the same result in twice is answered alike; one that cannot be of
 * this page is refused with `bad-request`, and the page stays leased.
 */
export async function finishPage(context: RecordsContext, page: string, lease: string, reading: PageReading): Promise<void> {
  await context.db.transaction(async (tx) => {
    const held = await holdLease(tx, page, lease)
    if (held.state === 'done') return
    const [stored] = await tx.select({ widthPx: recordPage.widthPx, heightPx: recordPage.heightPx }).from(recordPage).where(eq(recordPage.id, page))
    const fault = stored ? findReadingFault(reading, stored) : null
    if (fault !== null) throw new OpisError('bad-request', fault)
    await applyReading(tx, page, reading)
    await tx.update(recognitionPage).set({ state: 'done', leaseUntil: null, errorCode: null, errorDetail: null }).where(eq(recognitionPage.page, page))
    await finishIfNothingWaits(context, tx, held.record)
  })
  context.outbox.wake()
}

/** The recogniser could not read the page: tried again later, or given up with the reason for a person to see. */
export async function failPage(context: RecordsContext, page: string, failure: { lease: string; code: string; detail: string; retry: boolean }): Promise<void> {
  await context.db.transaction(async (tx) => {
    const held = await holdLease(tx, page, failure.lease)
    if (held.state === 'done') return
    const again = failure.retry && held.attempts < maxAttempts
    const notBefore = new Date(context.clock.now().getTime() + held.attempts * held.attempts * 5_000)
    await tx
      .update(recognitionPage)
      .set({ state: again ? 'waiting' : 'failed', lease: null, leaseUntil: null, notBefore, errorCode: failure.code, errorDetail: failure.detail })
      .where(eq(recognitionPage.page, page))
    if (!again) await finishIfNothingWaits(context, tx, held.record)
  })
  context.outbox.wake()
}

async function holdLease(tx: Tx, page: string, lease: string): Promise<typeof recognitionPage.$inferSelect> {
  const [row] = await tx.select().from(recognitionPage).where(eq(recognitionPage.page, page)).for('update')
  if (!row || row.lease !== lease) throw leaseLost()
  return row
}

const leaseLost = () => new OpisError('lease-lost', 'The lease has run out and the page was given to another recogniser. Ask for new pages.')

/**
 * A page that cannot be read does not hold the record back: it is archived, marked, and found by its
 * other pages. The lock on the record makes two last pages see each other.
 */
async function finishIfNothingWaits(context: RecordsContext, tx: Tx, id: string): Promise<void> {
  await tx.select({ id: record.id }).from(record).where(eq(record.id, id)).for('update')
  const waiting = await tx
    .select({ page: recognitionPage.page })
    .from(recognitionPage)
    .where(and(eq(recognitionPage.record, id), inArray(recognitionPage.state, ['waiting', 'leased'])))
    .limit(1)
  if (waiting.length === 0) await finishReading(context, tx, id)
}
