import { and, asc, count, desc, eq, inArray, isNull } from 'drizzle-orm'
import type { BatchReport, BatchStep, BatchSummary } from '#contract/capture.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Db } from '#platform/database.ts'
import { readCoverFacts } from '#server/capture/by-hand/cover-facts.ts'
import { shown } from '#server/capture/by-hand/waiting.ts'
import { batch, batchImage, plannedRecordTable, type Fate } from '#server/capture/schema.ts'
import { agent } from '#server/identity/schema.ts'
import { record } from './schema.ts'

const reasons = ['cover', 'separator', 'blank', 'rejected', 'rescanned'] as const
type Reason = (typeof reasons)[number]
const isReason = (fate: Fate): fate is Reason => (reasons as readonly string[]).includes(fate)

type BatchRow = typeof batch.$inferSelect
type RecordRow = Pick<typeof record.$inferSelect, 'id' | 'title' | 'language' | 'state' | 'readAt' | 'searchableAt'>

/** The batch report of the command line and the capture screen: every sheet with its fate. */
export async function batchReport(db: Db, id: string): Promise<BatchReport> {
  const [row] = await db.select({ found: batch, stationName: agent.name }).from(batch).leftJoin(agent, eq(agent.id, batch.station)).where(eq(batch.id, id))
  if (!row) throw refusal('no-such-batch', {}, 'There is no such batch.')
  const { found, stationName } = row
  const images = await db
    .select({ image: batchImage.image, fate: batchImage.fate, record: batchImage.record })
    .from(batchImage)
    .where(eq(batchImage.batch, id))
    .orderBy(asc(batchImage.image))
  const plans = await db.select().from(plannedRecordTable).where(eq(plannedRecordTable.batch, id)).orderBy(asc(plannedRecordTable.firstImage))
  const rows = plans.length === 0 ? [] : await db.select(recordColumns).from(record).where(inArray(record.id, plans.map((plan) => plan.id)))
  const byId = new Map(rows.map((row) => [row.id, row]))
  const openedFor = (await readCoverFacts(db, [found.openedFor])).get(found.openedFor ?? '')
  const destroyed = images.filter((image) => image.fate === 'destroyed').length
  const searchable = found.state === 'closed' && plans.every((plan) => plan.destroyedAt !== null || byId.get(plan.id)?.state === 'searchable')
  return {
    batch: id,
    state: found.state === 'closing' ? 'open' : found.state,
    step: stepOf(found, plans.filter((plan) => plan.destroyedAt === null).length, rows),
    ...(openedFor ? { openedFor } : {}),
    openedAt: found.openedAt.toISOString(),
    stationName,
    fed: images.length,
    archived: images.filter((image) => image.fate === 'page').length + destroyed,
    ...(destroyed > 0 ? { destroyed } : {}),
    setAside: images.flatMap(({ image, fate }) => (isReason(fate) ? [{ image, reason: fate }] : [])),
    records: plans.map((plan) => {
      const row = byId.get(plan.id)
      const pages = images.filter((image) => image.record === plan.id && (image.fate === 'page' || image.fate === 'destroyed')).map((image) => image.image)
      return { id: plan.id, cover: plan.cover, class: plan.class, pages, language: row?.language ?? null, title: row?.title ?? '', state: row?.state ?? (plan.destroyedAt === null ? 'publishing' : 'destroyed') }
    }),
    exceptions: found.exceptions,
    rejected: found.rejected,
    searchable,
    seconds: secondsOf(found, rows),
  }
}

const recordColumns = { id: record.id, title: record.title, language: record.language, state: record.state, readAt: record.readAt, searchableAt: record.searchableAt }

function stepOf(found: BatchRow, planned: number, rows: Pick<RecordRow, 'state'>[]): BatchStep {
  if (found.state === 'open') return found.openedFor !== null && found.takenAt === null ? 'waiting-for-pages' : 'receiving'
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
export async function listBatches(db: Db): Promise<BatchSummary[]> {
  const rows = await db.select({ batch, stationName: agent.name }).from(batch).leftJoin(agent, eq(agent.id, batch.station)).where(shown).orderBy(desc(batch.openedAt)).limit(50)
  const ids = rows.map((row) => row.batch.id)
  if (ids.length === 0) return []
  const sums = await db
    .select({ batch: batchImage.batch, fate: batchImage.fate, images: count() })
    .from(batchImage)
    .where(inArray(batchImage.batch, ids))
    .groupBy(batchImage.batch, batchImage.fate)
  const plans = await db
    .select({ batch: plannedRecordTable.batch, state: record.state })
    .from(plannedRecordTable)
    .leftJoin(record, eq(record.id, plannedRecordTable.id))
    .where(and(inArray(plannedRecordTable.batch, ids), isNull(plannedRecordTable.destroyedAt)))
  const covers = await readCoverFacts(db, rows.map((row) => row.batch.openedFor))
  return rows.map(({ batch: row, stationName }) => {
    const openedFor = covers.get(row.openedFor ?? '')
    const own = sums.filter((sum) => sum.batch === row.id)
    const planned = plans.filter((plan) => plan.batch === row.id)
    const written = planned.flatMap(({ state }) => (state === null ? [] : [{ state }]))
    const fed = own.reduce((total, sum) => total + sum.images, 0)
    const archived = own.filter((sum) => sum.fate === 'page' || sum.fate === 'destroyed').reduce((total, sum) => total + sum.images, 0)
    const state = row.state === 'closing' ? 'open' : row.state
    const step = stepOf(row, planned.length, written)
    return { id: row.id, state, step, openedAt: row.openedAt.toISOString(), station: row.station, stationName, ...(openedFor ? { openedFor } : {}), fed, archived, exceptions: row.exceptions.length }
  })
}
