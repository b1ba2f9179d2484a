import { and, eq, isNull } from 'drizzle-orm'
import { appendAudit } from '#server/audit/append.ts'
import { OpisError } from '#kernel/errors.ts'
import type { Tx } from '#platform/database.ts'
import { isWithdrawn } from './by-hand/withdraw-batch.ts'
import type { CaptureContext } from './context.ts'
import { batch } from './schema.ts'

/**
 * Opens a batch under the id that the station chose; opening it again changes nothing. A batch that was
 * opened by hand is taken: from here its pages come.
 */
export async function openBatch(context: CaptureContext, station: string, wanted: { id: string; source?: string | undefined }): Promise<void> {
  const now = context.clock.now()
  await context.db.transaction(async (tx) => {
    const made = await tx
      .insert(batch)
      .values({ id: wanted.id, station, state: 'open', source: wanted.source ?? null, openedAt: now })
      .onConflictDoNothing()
      .returning({ id: batch.id })
    if (made.length > 0) {
      await appendAudit(tx, { actor: `agent:${station}`, action: 'capture.open-batch', object: `batch:${wanted.id}` }, now)
      return
    }
    const found = await refuseOtherStation(tx, wanted.id, station)
    if (found.openedFor !== null && found.takenAt === null) await take(tx, found, { source: wanted.source ?? null, now })
  })
}

/**
 * A batch that was withdrawn while the station could not be told has pages all the same: it is open
 * again but without its cover, so that a person decides where they belong.
 */
async function take(tx: Tx, found: typeof batch.$inferSelect, by: { source: string | null; now: Date }): Promise<void> {
  const openedFor = isWithdrawn(found) ? null : found.openedFor
  const taken = await tx
    .update(batch)
    .set({ state: 'open', openedFor, takenAt: by.now, source: by.source, closedAt: null, receivedAt: null, fed: null })
    .where(and(eq(batch.id, found.id), isNull(batch.takenAt)))
    .returning({ id: batch.id })
  if (taken.length > 0) await appendAudit(tx, { actor: `agent:${found.station}`, action: 'capture.open-batch', object: `batch:${found.id}`, details: { cover: openedFor } }, by.now)
}

/** A batch of another station is, for this one, not there. */
export async function refuseOtherStation(db: Pick<CaptureContext['db'], 'select'>, id: string, station: string): Promise<typeof batch.$inferSelect> {
  const [found] = await db.select().from(batch).where(eq(batch.id, id))
  if (!found || found.station !== station) throw new OpisError('not-found', 'There is no such batch of this station. Open it first.')
  return found
}
