import type { BatchReport } from '#contract/capture.ts'
import type { PageMarks } from '#contract/page-marks.ts'
import type { Clock } from '#kernel/clock.ts'
import type { NextBatch } from '../by-hand/next-batch.ts'
import type { Patience } from '../http/back-off.ts'
import type { Refused, Unavailable } from '../http/outcome.ts'
import type { ServerClient } from '../http/server-client.ts'
import { untilAnswered } from '../http/until-answered.ts'
import type { FeedEnd, FeedJob, Scanner } from '../scanner/port.ts'
import { announcementOf, type ImageState } from '../spool/batch-state.ts'
import type { Spool } from '../spool/spool.ts'
import type { SpooledBatch } from '../spool/spooled-batch.ts'
import { closeBatch } from '../upload/close-batch.ts'
import { createLanes } from '../upload/lanes.ts'
import { concernsImageOnly, uploadImage, type Uploading } from '../upload/upload-image.ts'
import { feedBatch } from './feed-batch.ts'
import type { Looker } from './look-at-image.ts'
import type { Progress } from './progress.ts'

/** What a station works with. */
export type Station = {
  spool: Spool
  nextBatch: NextBatch
  client: ServerClient
  looker: Looker
  clock: Clock
  patience: Patience
  onProgress(progress: Progress): void
}

/** What is still to be fed into a batch, and from where. */
export type Feeding = { scanner: Scanner; job: Omit<FeedJob, 'folder' | 'delivered'> }

/**
 * How the work on a batch ended. All but `closed` leave it in the spool: `interrupted` (the feeder ended
 * before the pile did), `refused` (a person must look), `unavailable` (patience or time at an end).
 */
export type BatchEnd =
  | { kind: 'closed'; report: BatchReport }
  | { kind: 'interrupted'; reason: FeedEnd; detail: string }
  | { kind: 'refused'; fault: Refused }
  | { kind: 'unavailable'; fault: Unavailable }
  /** Everything fed so far is at the server; the rest of the pile was not to be fed now. */
  | { kind: 'open' }

const lookLanes = 2
const uploadLanes = 2

/**
 * Feed → spool → look → upload → close, for a new batch or for one found in the spool, whatever of it is
 * done already. Feeding waits for none of the others.
 */
export async function runBatch(station: Station, batch: SpooledBatch, feeding: Feeding | null, signal: AbortSignal): Promise<BatchEnd> {
  const stop = new AbortController()
  const either = AbortSignal.any([signal, stop.signal])
  const line = uploadLine(station, batch, either, () => stop.abort())
  for (const image of batch.state.images) line.add(image)
  const fed = batch.state.fed === null && feeding !== null ? await feedBatch(station, batch, feeding, signal, line.add) : null
  const fault = await line.finish()
  if (fault !== null) return fault.kind === 'refused' ? { kind: 'refused', fault } : { kind: 'unavailable', fault }
  if (fed !== null && fed.reason !== 'feeder-empty') return { kind: 'interrupted', ...fed }
  if (batch.state.fed === null) return { kind: 'open' }
  return close(station, batch, signal)
}

async function close(station: Station, batch: SpooledBatch, signal: AbortSignal): Promise<BatchEnd> {
  const up = uploading(station, signal)
  const opened = await untilAnswered(() => openBatch(station, batch, signal), station.patience, up)
  const outcome = opened.ok ? await closeBatch(up, batch.state) : opened
  if (!outcome.ok) return outcome.kind === 'refused' ? { kind: 'refused', fault: outcome } : { kind: 'unavailable', fault: outcome }
  if (!batch.state.closed) await batch.noteClosed()
  return { kind: 'closed', report: outcome.value }
}

type UploadLine = { add(image: ImageState): void; finish(): Promise<Refused | Unavailable | null> }

/** Looking and uploading, each in its lanes. The first fault that is not one image's own ends it. */
function uploadLine(station: Station, batch: SpooledBatch, signal: AbortSignal, stop: () => void): UploadLine {
  const up = uploading(station, signal)
  let fault: Refused | Unavailable | null = null
  const fail = (found: Refused | Unavailable): void => {
    fault ??= found
    stop()
  }
  let opening: ReturnType<ServerClient['openBatch']> | null = null
  const opened = () => (opening ??= untilAnswered(() => openBatch(station, batch, signal), station.patience, up))

  const uploads = createLanes<{ image: ImageState; marks: PageMarks }>(uploadLanes, async ({ image, marks }) => {
    if (fault !== null) return
    const open = await opened()
    if (!open.ok) return fail(open)
    const file = { path: batch.pathOf(image), announcement: announcementOf(image, marks) }
    const outcome = await uploadImage(up, batch.state.batch, image.image, file)
    if (outcome.ok) await acknowledge(station, batch, image.image, outcome.value.sha512)
    else if (outcome.kind === 'refused' && concernsImageOnly(outcome)) await refuse(station, batch, image.image, outcome)
    else fail(outcome)
  })
  const looks = createLanes<ImageState>(lookLanes, async (image) => {
    if (signal.aborted) return
    const marks = image.marks ?? (await station.looker.look(batch.pathOf(image)))
    if (image.marks === null) await batch.noteMarks(image.image, marks)
    uploads.add({ image, marks })
  })
  return {
    add(image) {
      if (image.fate === 'waiting') looks.add(image)
    },
    async finish() {
      await looks.idle()
      await uploads.idle()
      const waiting = batch.state.images.some((image) => image.fate === 'waiting')
      if (fault === null && waiting) fail({ ok: false, kind: 'unavailable', code: 'unreachable', detail: 'The station was asked to stop.', afterMs: null })
      return fault
    },
  }
}

async function acknowledge(station: Station, batch: SpooledBatch, image: number, sha512: string): Promise<void> {
  await batch.acknowledge(image, sha512)
  const { images } = batch.state
  const acknowledged = images.filter(({ fate }) => fate === 'acknowledged').length
  station.onProgress({ type: 'acknowledged', image, acknowledged, fed: images.length })
}

async function refuse(station: Station, batch: SpooledBatch, image: number, fault: Refused): Promise<void> {
  await batch.refuse(image, fault.code, fault.detail)
  station.onProgress({ type: 'refused', image, code: fault.code, detail: fault.detail })
}

function openBatch(station: Station, batch: SpooledBatch, signal: AbortSignal): ReturnType<ServerClient['openBatch']> {
  const { batch: id, profile, source } = batch.state
  const from = source.kind === 'folder' ? source.folder : source.device
  return station.client.openBatch({ id, source: from.slice(-200).toWellFormed(), ...(profile === null ? {} : { profile }) }, signal)
}

function uploading(station: Station, signal: AbortSignal): Uploading & { client: ServerClient } {
  const { client, patience } = station
  return { client, patience, signal, onFault: ({ detail }, waitMs) => station.onProgress({ type: 'waiting', detail, waitMs }) }
}
