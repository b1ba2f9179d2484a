import { eq } from 'drizzle-orm'
import { appendAudit } from '#server/audit/append.ts'
import { OpisError } from '#kernel/errors.ts'
import type { CaptureContext } from './context.ts'
import { refuseOtherStation } from './open-batch.ts'
import { batch, batchImage, type RejectedSheet } from './schema.ts'

/**
 * Closes a batch for the station: from here the server splits it. Refused with `batch-incomplete`
 * while an image that was fed has neither arrived nor been refused for good; closing again changes
 * nothing.
 */
export async function closeBatch(
  context: CaptureContext,
  station: string,
  id: string,
  closing: { fed: number; rejected: RejectedSheet[]; feedSeconds: number },
): Promise<void> {
  const now = context.clock.now()
  await context.db.transaction(async (tx) => {
    await tx.select().from(batch).where(eq(batch.id, id)).for('update')
    const found = await refuseOtherStation(tx, id, station)
    if (found.state !== 'open') return
    const rows = await tx.select({ image: batchImage.image }).from(batchImage).where(eq(batchImage.batch, id))
    const received = rows.map((row) => row.image)
    const refused = closing.rejected.flatMap(({ image }) => image ?? [])
    if (!addsUp(closing.fed, [...received, ...refused]))
      throw new OpisError('batch-incomplete', `${closing.fed} images were fed, ${received.length} have arrived and ${refused.length} were refused. Send the missing ones, then close again.`)
    await tx.update(batch).set({ state: 'closing', receivedAt: now, ...closing }).where(eq(batch.id, id))
    await context.outbox.announce(tx, 'batch.closed', id)
    await appendAudit(tx, { actor: `agent:${station}`, action: 'capture.close-batch', object: `batch:${id}`, details: { fed: closing.fed, rejected: closing.rejected.length } }, now)
  })
  context.outbox.wake()
}

/** Whether the numbers are 1 to `fed`, each once. */
function addsUp(fed: number, images: readonly number[]): boolean {
  return images.length === fed && new Set(images).size === fed && images.every((image) => image >= 1 && image <= fed)
}
