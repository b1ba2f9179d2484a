import { eq } from 'drizzle-orm'
import { appendAudit } from '#server/audit/append.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Tx } from '#platform/database.ts'
import type { CaptureContext } from '../context.ts'
import { batch } from '../schema.ts'

type BatchRow = typeof batch.$inferSelect

/** Takes back a batch that was opened by hand and has no pages yet; its cover is free again. `station`: only if it is of this one. */
export async function withdrawBatch(context: CaptureContext, id: string, actor: string, station?: string): Promise<void> {
  const now = context.clock.now()
  await context.db.transaction(async (tx) => {
    const [found] = await tx.select().from(batch).where(eq(batch.id, id)).for('update')
    if (!found || (station !== undefined && found.station !== station)) throw refusal('no-such-batch', {}, 'There is no such batch.')
    if (isWithdrawn(found)) return
    if (found.openedFor === null || found.takenAt !== null) throw refusal('batch-has-begun', {}, 'Pages of this batch are being fed already. It ends when they are through.')
    await withdraw(tx, found, { actor, now })
  })
}

/** The same for a row that the caller has locked and that has no pages. */
export async function withdraw(tx: Tx, row: BatchRow, by: { actor: string; now: Date }): Promise<void> {
  await tx.update(batch).set({ state: 'closed', closedAt: by.now, receivedAt: by.now, fed: 0 }).where(eq(batch.id, row.id))
  await appendAudit(tx, { actor: by.actor, action: 'capture.withdraw-batch', object: `batch:${row.id}`, details: { cover: row.openedFor } }, by.now)
}

/** Opened by hand and closed without ever having been fed. */
export function isWithdrawn(row: BatchRow): boolean {
  return row.state === 'closed' && row.openedFor !== null && row.takenAt === null
}
