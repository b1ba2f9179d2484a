import { limits } from '#kernel/limits.ts'
import { isFull, errorText } from '../error-text.ts'
import type { FeedEnd, FeedEvent } from '../scanner/port.ts'
import { deliveredOf, type ImageState } from '../spool/batch-state.ts'
import type { SpooledBatch } from '../spool/spooled-batch.ts'
import type { Feeding, Station } from './run-batch.ts'

export type FeedOutcome = { reason: FeedEnd; detail: string }

const batchFull = `A batch holds ${limits.imagesPerBatch} images. Feed what follows from here on as a pile of its own.`

/**
 * Takes page after page from the feeder into the spool until the pile is through or feeding must end. Every
 * page that was taken in is handed to `onImage`. The count becomes final only when the feeder is empty.
 */
export async function feedBatch(
  station: Station,
  batch: SpooledBatch,
  feeding: Feeding,
  signal: AbortSignal,
  onImage: (image: ImageState) => void,
): Promise<FeedOutcome> {
  const startedMs = station.clock.now().getTime()
  const outcome = await takePages(station, batch, feeding, signal, onImage).catch((error: unknown): FeedOutcome => {
    if (isFull(error)) return { reason: 'storage-full', detail: 'The disk of this station is full.' }
    return { reason: 'fault', detail: `The station cannot write to its spool (${errorText(error)}).` }
  })
  if (outcome.reason === 'feeder-empty') await batch.finishFeed((station.clock.now().getTime() - startedMs) / 1000, outcome.reason)
  station.onProgress({ type: 'feeding-ended', images: batch.state.images.length, ...outcome })
  return outcome
}

/**
 * When no more may be taken in, the feeder is stopped and what it had under way is still taken: paper that went
 * through a scanner does not lie in its tray any more.
 */
async function takePages(
  station: Station,
  batch: SpooledBatch,
  feeding: Feeding,
  signal: AbortSignal,
  onImage: (image: ImageState) => void,
): Promise<FeedOutcome> {
  const job = { ...feeding.job, folder: batch.feedFolder, delivered: deliveredOf(batch.state) }
  const full = await station.spool.fullBecause()
  if (full !== null) return { reason: 'storage-full', detail: full }
  const stop = new AbortController()
  let stopped: FeedOutcome | null = null
  for await (const event of feeding.scanner.feed(job, AbortSignal.any([signal, stop.signal]))) {
    if (event.type === 'ended') return stopped ?? { reason: event.reason, detail: event.detail }
    if (event.type === 'page' && batch.state.images.length >= limits.imagesPerBatch) {
      await batch.noteRejected({ ...event, type: 'rejected', code: 'too-many-pages', detail: batchFull })
      stopped ??= { reason: 'feeder-empty', detail: batchFull }
    } else {
      await takeEvent(station, batch, event, onImage)
    }
    const reason = await station.spool.fullBecause()
    if (reason !== null) stopped ??= { reason: 'storage-full', detail: reason }
    if (stopped !== null) stop.abort()
  }
  return { reason: 'fault', detail: 'The feeder ended without saying why.' }
}

async function takeEvent(station: Station, batch: SpooledBatch, event: Exclude<FeedEvent, { type: 'ended' }>, onImage: (image: ImageState) => void): Promise<void> {
  switch (event.type) {
    case 'page': {
      const image = await batch.takeIn(event)
      station.onProgress({ type: 'fed', image: image.image, name: image.name })
      onImage(image)
      return
    }
    case 'rejected':
      await batch.noteRejected(event)
      station.onProgress({ type: 'rejected', name: event.name, code: event.code, detail: event.detail })
      return
    case 'notice':
      station.onProgress(event)
  }
}
