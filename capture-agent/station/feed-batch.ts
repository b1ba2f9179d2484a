import { limits } from '#kernel/limits.ts'
import { isFull, errorText } from '../error-text.ts'
import type { FeedEnd } from '../scanner/port.ts'
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
  for await (const event of feeding.scanner.feed(job, signal)) {
    switch (event.type) {
      case 'page': {
        if (batch.state.images.length >= limits.imagesPerBatch) {
          await batch.noteRejected({ ...event, type: 'rejected', code: 'too-many-pages', detail: batchFull })
          return { reason: 'feeder-empty', detail: batchFull }
        }
        const image = await batch.takeIn(event)
        station.onProgress({ type: 'fed', image: image.image, name: image.name })
        onImage(image)
        break
      }
      case 'rejected':
        await batch.noteRejected(event)
        station.onProgress({ type: 'rejected', name: event.name, code: event.code, detail: event.detail })
        break
      case 'notice':
        station.onProgress(event)
        break
      case 'ended':
        return { reason: event.reason, detail: event.detail }
    }
    const stop = await station.spool.fullBecause()
    if (stop !== null) return { reason: 'storage-full', detail: stop }
  }
  return { reason: 'fault', detail: 'The feeder ended without saying why.' }
}
