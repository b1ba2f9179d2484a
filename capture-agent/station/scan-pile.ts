import { realpath } from 'node:fs/promises'
import type { BatchReport } from '#contract/capture.ts'
import { OpisError } from '#kernel/errors.ts'
import { createBatch } from '../by-hand/create-batch.ts'
import { errorText, isFull } from '../error-text.ts'
import { folderDevice, folderFeeder } from '../scanner/folder-feeder.ts'
import { listPile } from '../scanner/list-pile.ts'
import type { BatchSource } from '../spool/journal-entries.ts'
import type { SpooledBatch } from '../spool/spooled-batch.ts'
import { awaitReport } from '../upload/await-report.ts'
import { judgePile } from './choose-batch.ts'
import { diskFull, errorOf } from './end-error.ts'
import { openStation, type StationOptions } from './open-station.ts'
import { partBatch } from './part-batch.ts'
import { prepareDevice, type DevicePile, type Prepared } from './prepare-device.ts'
import { resumeUnfinished } from './resume-unfinished.ts'
import { runBatch, type Feeding, type Station } from './run-batch.ts'

/** What to feed: the files of a folder in name order, or the paper in a scanner. */
export type PileSource = { folder: string } | DevicePile

export type ScanOptions = StationOptions & {
  pile: PileSource
  profile?: string
  /** Whether to wait until the pages can be searched; otherwise the report is that of closing the batch. */
  wait: boolean
  /** A report that stands still for so long is taken as it is, ms. */
  idleMs?: number
  /** Called with the report before the station forgets the batch; a crash before its end repeats the report. */
  onReport?: (report: BatchReport) => Promise<void>
  signal?: AbortSignal
}

const defaultIdleMs = 10 * 60_000
const letGoMs = 5_000
const holdAgainMs = 100

/**
 * One pile from feeder to report, as `opis scan` does it. Run again on the same folder after a crash, a
 * full disk or a lost server it goes on with the same batch: no page twice, none left out. The rest of a pile in a
 * scanner goes on with its batch where `goOn` says so.
 *
 * @throws OpisError with the code of what ended it; all that was fed is kept in the spool
 */
export async function scanPile(options: ScanOptions): Promise<BatchReport> {
  const signal = options.signal ?? new AbortController().signal
  const station = await openStation(options)
  try {
    const { batch, feeding, resumed } = await prepare(station, options)
    try {
      station.onProgress({ type: 'started', batch: batch.state.batch, resumed })
      const report = await besideOthers(station, batch, signal, () => runToReport(station, batch, feeding, options, signal))
      await options.onReport?.(report)
      await batch.noteReported()
      return report
    } finally {
      await batch.release()
    }
  } catch (error) {
    if (isFull(error)) throw diskFull(errorText(error), 'same-command')
    throw error
  } finally {
    await station.close()
  }
}

/** Meanwhile what earlier runs left in the spool goes on its way, too. */
async function besideOthers<T>(station: Station, batch: SpooledBatch, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const stop = new AbortController()
  const others = resumeUnfinished(station, AbortSignal.any([signal, stop.signal]), batch.state.batch).catch((error: unknown) =>
    station.onProgress({ type: 'notice', detail: errorText(error) }),
  )
  try {
    return await work()
  } catch (error) {
    stop.abort()
    throw error
  } finally {
    await others
  }
}

async function runToReport(station: Station, batch: SpooledBatch, feeding: Feeding, options: ScanOptions, signal: AbortSignal): Promise<BatchReport> {
  const end = await runBatch(station, batch, feeding, signal)
  if (end.kind !== 'closed') {
    if ('folder' in options.pile) throw errorOf(end, 'same-command')
    const nothing = end.kind === 'interrupted' && isEmpty(batch.state)
    if (nothing) await batch.noteReported()
    throw errorOf(end, nothing ? 'nothing' : 'with-continue')
  }
  if (!options.wait) return end.report
  const outcome = await awaitReport(
    { ...station, signal, onFault: ({ detail }, waitMs) => station.onProgress({ type: 'waiting', detail, waitMs }) },
    batch.state.batch,
    { idleMs: options.idleMs ?? defaultIdleMs, onReport: (report) => station.onProgress({ type: 'report', report }) },
  )
  if (!outcome.ok) throw new OpisError(outcome.code, `${outcome.detail} The batch is closed; ask for its report with “opis batch show ${batch.state.batch}”.`)
  return outcome.value
}

/** Nothing came out of the feeder: there is nothing to go on with, and nothing for a person to compare. */
function isEmpty({ images, rejected }: SpooledBatch['state']): boolean {
  return images.length + rejected.length === 0
}

function prepare(station: Station, { pile, profile }: ScanOptions): Promise<Prepared> {
  return 'folder' in pile ? prepareFolder(station, pile.folder, profile ?? null) : prepareDevice(station, pile, profile ?? null)
}

/** A new batch for a folder, or the one that an earlier run left unfinished. */
export async function prepareFolder(station: Station, path: string, profile: string | null): Promise<Prepared> {
  const folder = await realpath(path).catch((cause: unknown) => {
    throw new OpisError('not-found', `The folder cannot be read (${errorText(cause)}).`, { cause })
  })
  const { items } = await listPile(folder).catch((cause: unknown) => {
    throw new OpisError('not-found', `The folder cannot be read (${errorText(cause)}).`, { cause })
  })
  const pile = items.map(({ key, bytes, mtimeMs }) => ({ key, bytes, mtimeMs }))
  const job = { device: folderDevice(folder), source: null, resolutionDpi: null, duplex: false, mode: null, pageSize: null }
  const feeding: Feeding = { scanner: folderFeeder(), job }
  const resumed = await takeUp(station, folder, pile)
  if (resumed !== null) return { batch: resumed, feeding, resumed: true }
  return { batch: await createBatch(station, { kind: 'folder', folder, pile }, profile), feeding, resumed: false }
}

async function takeUp(station: Station, folder: string, pile: Extract<BatchSource, { kind: 'folder' }>['pile']): Promise<SpooledBatch | null> {
  let found: SpooledBatch | null = null
  for (const { batch: id, state } of await station.spool.list()) {
    const verdict = state === null ? 'unrelated' : judgePile(state, folder, pile)
    if (verdict === 'unrelated') continue
    const batch = await holdSoon(station, id)
    if (batch === null) {
      if (verdict === 'resume') throw new OpisError('not-in-this-state', 'This folder is being fed by another process on this machine.')
    } else if (verdict === 'resume' && found === null) {
      found = batch
    } else {
      await partBatch(batch)
      await batch.release()
    }
  }
  return found
}

/** The batch, or null where another process goes on holding it; one whose command was killed is just letting go of it. */
async function holdSoon(station: Station, id: string): Promise<SpooledBatch | null> {
  const { nowMs, sleep } = station.patience
  const untilMs = nowMs() + letGoMs
  for (;;) {
    const batch = await station.spool.hold(id)
    if (batch !== null || nowMs() >= untilMs) return batch
    await sleep(holdAgainMs)
  }
}
