import { eq } from 'drizzle-orm'
import { appendAudit } from '#server/audit/append.ts'
import { OpisError } from '#kernel/errors.ts'
import type { CaptureContext } from './context.ts'
import { batch } from './schema.ts'

/** Opens a batch under the id that the station chose; opening it again changes nothing. */
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
    await refuseOtherStation(tx, wanted.id, station)
  })
}

/** A batch of another station is, for this one, not there. */
export async function refuseOtherStation(db: Pick<CaptureContext['db'], 'select'>, id: string, station: string): Promise<typeof batch.$inferSelect> {
  const [found] = await db.select().from(batch).where(eq(batch.id, id))
  if (!found || found.station !== station) throw new OpisError('not-found', 'There is no such batch of this station. Open it first.')
  return found
}
