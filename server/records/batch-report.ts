import { and, asc, count, desc, eq, inArray } from 'drizzle-orm'
import type { BatchReport } from '#contract/capture.ts'
import { OpisError } from '#kernel/errors.ts'
import type { Db } from '#platform/database.ts'
import { batch, batchImage, plannedRecordTable, type Fate } from '#server/capture/schema.ts'
import { record } from './schema.ts'

const reasons = ['cover', 'separator', 'blank', 'rejected', 'rescanned'] as const
type Reason = (typeof reasons)[number]
const isReason = (fate: Fate): fate is Reason => (reasons as readonly string[]).includes(fate)

type BatchRow = typeof batch.$inferSelect
type RecordRow = Pick<typeof record.$inferSelect, 'id' | 'title' | 'language' | 'state' | 'readAt' | 'searchableAt'>

/** The batch report of the command line and the capture screen: every sheet with its fate. */
export async function batchReport(db: Db, id: string): Promise<BatchReport> {
  const [found] = await db.select().from(batch).where(eq(batch.id, id))
  if (!found) throw new OpisError('not-found', 'There is no such batch.')
  const images = await db
    .select({ image: batchImage.image, fate: batchImage.fate, record: batchImage.record })
    .from(batchImage)
    .where(eq(batchImage.batch, id))
    .orderBy(asc(batchImage.image))
  const plans = await db.select().from(plannedRecordTable).where(eq(plannedRecordTable.batch, id)).orderBy(asc(plannedRecordTable.firstImage))
  const rows = plans.length === 0 ? [] : await db.select(recordColumns).from(record).where(inArray(record.id, plans.map((plan) => plan.id)))
  const byId = new Map(rows.map((row) => [row.id, row]))
  const searchable = found.state === 'closed' && plans.every((plan) => byId.get(plan.id)?.state === 'searchable')
  return {
    batch: id,
    state: found.state === 'closing' ? 'open' : found.state,
    step: stepOf(found, plans.length, rows),
    fed: images.length,
    archived: images.filter((image) => image.fate === 'page').length,
    setAside: images.flatMap(({ image, fate }) => (isReason(fate) ? [{ image, reason: fate }] : [])),
    records: plans.map((plan) => {
      const row = byId.get(plan.id)
      const pages = images.filter((image) => image.record === plan.id && image.fate === 'page').map((image) => image.image)
      return { id: plan.id, cover: plan.cover, class: plan.class, pages, language: row?.language ?? null, title: row?.title ?? '', state: row?.state ?? 'publishing' }
    }),
    exceptions: found.exceptions,
    rejected: found.rejected,
    searchable,
    seconds: secondsOf(found, rows),
  }
}

const recordColumns = { id: record.id, title: record.title, language: record.language, state: record.state, readAt: record.readAt, searchableAt: record.searchableAt }

function stepOf(found: BatchRow, planned: number, rows: RecordRow[]): string {
  if (found.state === 'open') return 'receiving'
  if (found.state === 'closing') return 'splitting'
  if (rows.length < planned) return 'publishing'
  if (rows.some((row) => row.state === 'reading')) return 'recognising'
  if (rows.some((row) => row.state === 'rendering')) return 'rendering'
  if (rows.some((row) => row.state === 'indexing')) return 'indexing'
  return found.state === 'exceptions' ? 'waiting-for-decision' : 'done'
}

/** From the first image on; a step that is not over has 0. */
function secondsOf(found: BatchRow, rows: RecordRow[]): BatchReport['seconds'] {
  const received = found.receivedAt
  const read = latest(rows.map((row) => row.readAt))
  const indexed = latest(rows.map((row) => row.searchableAt))
  return {
    feed: found.feedSeconds,
    upload: between(found.openedAt, received),
    recognise: between(received, read),
    index: between(read, indexed),
    total: between(found.openedAt, indexed ?? read ?? received),
  }
}

function latest(moments: (Date | null)[]): Date | null {
  const known = moments.filter((moment) => moment !== null)
  return known.length === 0 || known.length < moments.length ? null : new Date(Math.max(...known.map((moment) => moment.getTime())))
}

function between(from: Date | null, to: Date | null): number {
  return from && to ? Math.max(0, Math.round((to.getTime() - from.getTime()) / 100) / 10) : 0
}

/** The newest batches for the capture screen. */
export async function listBatches(db: Db): Promise<{ id: string; state: 'open' | 'exceptions' | 'closed'; step: string; openedAt: string; station: string | null; fed: number; archived: number; exceptions: number }[]> {
  const rows = await db.select().from(batch).orderBy(desc(batch.openedAt)).limit(50)
  if (rows.length === 0) return []
  const sums = await db
    .select({ batch: batchImage.batch, fate: batchImage.fate, images: count() })
    .from(batchImage)
    .where(and(inArray(batchImage.batch, rows.map((row) => row.id))))
    .groupBy(batchImage.batch, batchImage.fate)
  return rows.map((row) => {
    const own = sums.filter((sum) => sum.batch === row.id)
    const fed = own.reduce((total, sum) => total + sum.images, 0)
    const archived = own.find((sum) => sum.fate === 'page')?.images ?? 0
    const state = row.state === 'closing' ? 'open' : row.state
    return { id: row.id, state, step: row.state, openedAt: row.openedAt.toISOString(), station: row.station, fed, archived, exceptions: row.exceptions.length }
  })
}
