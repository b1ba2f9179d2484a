import { eq } from 'drizzle-orm'
import type { InboundStatus } from '#contract/inbound.ts'
import { OpisError } from '#kernel/errors.ts'
import { refusal } from '#kernel/refusal.ts'
import { inForceOn, versionsOf } from '../../services/read-service.ts'
import { assignUploads, type UploadContext } from '../../uploads/receive-file.ts'
import { upload } from '../../uploads/schema.ts'
import { keepBytes } from '../keep-item.ts'
import { intakeItem } from '../schema.ts'
import { presentApplications, seeApplication } from './read-status.ts'
import type { InboundClient } from './schema.ts'

/** One file sent by itself. */
export const inboundFileBytesMax = 50 * 1024 * 1024
const filesMax = 40

/**
 * Adds a file to an application that was not rejected: to what waits, or to the card when it is registered. The same
 * bytes sent again are the same file. Refuses with `no-such-intake-item`, `intake-item-decided`, `bad-request`.
 */
export async function addFile(context: UploadContext, client: InboundClient, id: string, form: { name: string; paper?: string | undefined }, bytes: AsyncIterable<Uint8Array>): Promise<InboundStatus> {
  const known = await seeApplication(context.db, client.id, id)
  if (form.paper !== undefined) {
    const served = known.proposedService === null ? null : inForceOn(await versionsOf(context.db, known.proposedService), known.receivedOn)
    if (!(served?.papers ?? []).some(({ code }) => code === form.paper)) throw new OpisError('bad-request', `paper: the service has no paper ${form.paper}.`)
  }
  const kept = await keepBytes(context, form.name, bytes)
  let isNew = false
  try {
    const item = await context.db.transaction(async (tx) => {
      const locked = await seeApplication(tx, client.id, id, true)
      if (locked.state === 'rejected') throw refusal('intake-item-decided', {}, 'This application was rejected. Send a new one.')
      const { rows } = { rows: await tx.select().from(upload).where(eq(upload.sha512, kept.sha512)) }
      if (kept.bytes === 0 || rows.some((one) => locked.files.some((file) => file.upload === one.id))) return locked
      if (locked.files.length >= filesMax) throw new OpisError('bad-request', `An application takes at most ${filesMax} files.`)
      const now = context.clock.now()
      await tx.insert(upload).values({ id: kept.id, owner: '', name: kept.name, mediaType: kept.mediaType, bytes: kept.bytes, sha512: kept.sha512, state: 'complete', madeAt: now, touchedAt: now })
      const file = { upload: kept.id, name: kept.name, ...(form.paper === undefined ? {} : { paper: form.paper }) }
      const [changed] = await tx.update(intakeItem).set({ files: [...locked.files, file], changedAt: now }).where(eq(intakeItem.id, id)).returning()
      if (locked.card !== null) await assignUploads(context, tx, '', [file], { card: locked.card, role: 'annex' })
      isNew = true
      return changed ?? locked
    })
    const [shown] = await presentApplications(context.db, [item])
    if (shown === undefined) throw new Error('an application was there a moment ago')
    return shown
  } catch (error) {
    isNew = false
    throw error
  } finally {
    if (isNew) context.outbox.wake()
    else await context.uploads.remove(kept.id)
  }
}
