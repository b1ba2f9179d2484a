import { realpath } from 'node:fs/promises'
import type { BatchReport } from '#contract/capture.ts'
import { OpisError } from '#kernel/errors.ts'
import { errorText, isFull } from '../error-text.ts'
import { folderDevice, folderFeeder } from '../scanner/folder-feeder.ts'
import { listPile } from '../scanner/list-pile.ts'
import type { PageSize, ScanMode, Scanner } from '../scanner/port.ts'
import type { BatchSource } from '../spool/journal-entries.ts'
import type { SpooledBatch } from '../spool/spooled-batch.ts'
import { awaitReport } from '../upload/await-report.ts'
import { judgePile } from './choose-batch.ts'
import { openStation, type StationOptions } from './open-station.ts'
import { partBatch } from './part-batch.ts'
import { resumeUnfinished } from './resume-unfinished.ts'
import { runBatch, type BatchEnd, type Feeding, type Station } from './run-batch.ts'

/** What to feed: the files of a folder in name order, or the paper in a scanner. */
export type PileSource =
  | { folder: string }
  | { scanner: Scanner; device: string; source?: string; resolutionDpi?: number; duplex?: boolean; mode?: ScanMode; pageSize?: PageSize }

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

/**
 * One pile from feeder to report, as `opis scan` does it. Run again on the same folder after a crash, a
 * full disk or a lost server it goes on with the same batch: no page twice, none left out.
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
    if (isFull(error)) throw diskFull(errorText(error))
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
  if (end.kind !== 'closed') throw errorOf(end, 'folder' in options.pile)
  if (!options.wait) return end.report
  const outcome = await awaitReport(
    { ...station, signal, onFault: ({ detail }, waitMs) => station.onProgress({ type: 'waiting', detail, waitMs }) },
    batch.state.batch,
    { idleMs: options.idleMs ?? defaultIdleMs, onReport: (report) => station.onProgress({ type: 'report', report }) },
  )
  if (!outcome.ok) throw new OpisError(outcome.code, `${outcome.detail} The batch is closed; ask for its report with “opis batch show ${batch.state.batch}”.`)
  return outcome.value
}

type Prepared = { batch: SpooledBatch; feeding: Feeding; resumed: boolean }

async function prepare(station: Station, options: ScanOptions): Promise<Prepared> {
  const { pile } = options
  const profile = options.profile ?? null
  if ('folder' in pile) return prepareFolder(station, pile.folder, profile)
  const feeding: Feeding = {
    scanner: pile.scanner,
    job: {
      device: pile.device,
      source: pile.source ?? null,
      resolutionDpi: pile.resolutionDpi ?? null,
      duplex: pile.duplex ?? false,
      mode: pile.mode ?? null,
      pageSize: pile.pageSize ?? null,
    },
  }
  return { batch: await station.spool.create({ kind: 'device', device: pile.device }, profile), feeding, resumed: false }
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
  return { batch: await station.spool.create({ kind: 'folder', folder, pile }, profile), feeding, resumed: false }
}

async function takeUp(station: Station, folder: string, pile: Extract<BatchSource, { kind: 'folder' }>['pile']): Promise<SpooledBatch | null> {
  let found: SpooledBatch | null = null
  for (const { batch: id, state } of await station.spool.list()) {
    const verdict = state === null ? 'unrelated' : judgePile(state, folder, pile)
    if (verdict === 'unrelated') continue
    const batch = await station.spool.hold(id)
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

/** What ended a batch before its close, as an error for the person who started it. `again`: the same command goes on. */
export function errorOf(end: Exclude<BatchEnd, { kind: 'closed' }>, again: boolean): OpisError {
  const kept = again ? 'What was fed is kept; the same command goes on where it stopped.' : 'What was fed is kept and will be sent.'
  switch (end.kind) {
    case 'refused':
      return new OpisError(end.fault.code, `${end.fault.detail} The pages are kept at the station.`)
    case 'unavailable':
      return new OpisError(end.fault.code, `${end.fault.detail} ${kept}`)
    case 'interrupted':
      return end.reason === 'storage-full'
        ? diskFull(end.detail)
        : new OpisError(end.reason === 'device-gone' ? 'not-found' : 'unreachable', `Feeding ended: ${end.detail} ${kept}`)
    case 'open':
      return new OpisError('not-in-this-state', 'The pile is not fed to its end.')
  }
}

function diskFull(detail: string): OpisError {
  return new OpisError('storage-full', `${detail} What was fed is kept. Make room and give the same command again: it goes on where it stopped.`)
}
