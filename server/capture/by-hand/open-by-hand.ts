import { and, asc, eq, ne } from 'drizzle-orm'
import type { OpenByHand, OpenedByHand } from '#contract/by-hand.ts'
import { appendAudit } from '#server/audit/append.ts'
import { parseCoverId } from '#kernel/cover-id.ts'
import { OpisError } from '#kernel/errors.ts'
import { newId } from '#kernel/ids.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Tx } from '#platform/database.ts'
import { agent } from '#server/identity/schema.ts'
import type { CaptureContext } from '../context.ts'
import { batch, cover, refusedCode } from '../schema.ts'
import { factsOf } from './cover-facts.ts'
import { isWaiting, untaken } from './waiting.ts'
import { withdraw } from './withdraw-batch.ts'

type CoverRow = typeof cover.$inferSelect
type Station = OpenedByHand['station']

/**
 * Opens a batch at a station for a cover that a person scanned ahead of its pages: the next pile fed
 * there goes into it, and pages with no cover before them belong to the record of this one. Scanning
 * the same cover again changes nothing; another cover takes the place of the one that waits. A code
 * that opens nothing is refused with its reason; one from a reader at a station is kept for the capture screen.
 */
export async function openByHand(context: CaptureContext, wanted: OpenByHand, by: { actor: string; atStation: boolean }): Promise<OpenedByHand> {
  const station = await chooseStation(context, wanted.station)
  try {
    return await context.db.transaction((tx) => open(context, tx, { code: wanted.code, station, actor: by.actor }))
  } catch (error) {
    if (by.atStation && error instanceof OpisError && error.reason !== undefined) await noteRefused(context, station.id, wanted.code, error)
    throw error
  }
}

async function open(context: CaptureContext, tx: Tx, wanted: { code: string; station: Station; actor: string }): Promise<OpenedByHand> {
  const { station, actor } = wanted
  const now = context.clock.now()
  // Two scans at one station come one after the other.
  await tx.select({ id: agent.id }).from(agent).where(eq(agent.id, station.id)).for('update')
  const known = await usableCover(tx, wanted.code)
  const again = await takeOverOpen(context, tx, { known, station: station.id, actor })
  await tx.delete(refusedCode).where(eq(refusedCode.station, station.id))
  const opened = { station, cover: factsOf(known), openedAt: now.toISOString() }
  if (again !== null) return { ...opened, batch: again }
  const [other] = await tx.select().from(batch).where(and(untaken, eq(batch.station, station.id)))
  if (other) await withdraw(tx, other, { actor, now })
  const id = newId(now.getTime())
  await tx.insert(batch).values({ id, station: station.id, state: 'open', openedFor: known.id, openedAt: now })
  await appendAudit(tx, { actor, action: 'capture.open-by-hand', object: `batch:${id}`, details: { cover: known.id, station: station.id } }, now)
  return { ...opened, batch: id }
}

/** The cover of a code as read, locked: two stations with one cover must not both find it free. */
async function usableCover(tx: Tx, code: string): Promise<CoverRow> {
  const parsed = parseCoverId(code)
  if (parsed.kind === 'foreign') throw refusal('code-foreign', {}, 'This code is not that of a cover sheet. Scan the code on a cover sheet.')
  if (parsed.kind === 'damaged') throw refusal('code-damaged', {}, 'The code begins like that of a cover sheet but was not read whole. Scan it again, or scan the other code on the sheet.')
  const [known] = await tx.select().from(cover).where(eq(cover.id, parsed.id)).for('update')
  if (!known) throw refusal('cover-not-issued', { cover: parsed.id }, `Cover ${parsed.id} was not issued by this archive. Print a cover sheet here and scan that.`)
  if (known.usedBy !== null) throw refusal('cover-used-before', { cover: known.id }, `Cover ${known.id} already stands for an archived record. Print a new cover sheet for these papers.`)
  return known
}

/**
 * The batch that waits at this station for the cover already, its time begun anew; null where none does.
 * One forgotten, here or elsewhere, is withdrawn; one that runs or waits elsewhere is a refusal.
 */
async function takeOverOpen(context: CaptureContext, tx: Tx, wanted: { known: CoverRow; station: string; actor: string }): Promise<string | null> {
  const now = context.clock.now()
  const { id } = wanted.known
  const rows = await tx.select().from(batch).where(and(eq(batch.openedFor, id), ne(batch.state, 'closed'))).for('update')
  for (const row of rows) {
    const waits = isWaiting(row, now)
    if (waits && row.station === wanted.station) {
      await tx.update(batch).set({ openedAt: now }).where(eq(batch.id, row.id))
      return row.id
    }
    if (waits || row.takenAt !== null) throw refusal('cover-open-elsewhere', { cover: id }, `A batch is open for cover ${id} already. Finish or withdraw that one first.`)
    await withdraw(tx, row, { actor: wanted.actor, now })
  }
  return null
}

/** The station named, or the only one that there is. */
async function chooseStation(context: CaptureContext, wanted: string | undefined): Promise<Station> {
  const stations = await context.db
    .select({ id: agent.id, name: agent.name })
    .from(agent)
    .where(and(eq(agent.role, 'station'), eq(agent.active, true)))
    .orderBy(asc(agent.name))
  const [first, second] = wanted === undefined ? stations : stations.filter((one) => one.id === wanted)
  if (first === undefined) throw refusal('no-station', {}, 'There is no such station. Enrol one, then scan again.')
  if (second !== undefined) throw refusal('which-station', {}, 'There are several stations. Say at which one the pages will be fed.')
  return first
}

async function noteRefused(context: CaptureContext, station: string, code: string, error: OpisError): Promise<void> {
  const row = { code, reason: error.reason ?? '', detail: error.detail, refusedAt: context.clock.now() }
  await context.db.insert(refusedCode).values({ station, ...row }).onConflictDoUpdate({ target: refusedCode.station, set: row })
}
