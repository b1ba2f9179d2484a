import type { BarcodeReader } from '../barcode-reader/port.ts'
import { openByReader } from '../by-hand/open-by-reader.ts'
import { errorText } from '../error-text.ts'
import { feedHotFolder, type Resting } from './hot-folder.ts'
import { openStation, type StationOptions } from './open-station.ts'
import { resumeUnfinished } from './resume-unfinished.ts'

const roundMs = 2_000
/** What the spool holds is gone through again this often: the server may have come back. */
const resumeMs = 60_000

/**
 * The station as a process: finishes what an earlier run left in the spool, then feeds piles that appear in
 * the hot folder, until the signal is aborted. The page being fed at that moment is still made durable. Beside
 * it, covers that are scanned by hand open batches.
 */
export async function runStation(options: Omit<StationOptions, 'giveUpAfterMs'> & { hotFolder: string | null; reader: BarcodeReader | null }, signal: AbortSignal): Promise<void> {
  const station = await openStation({ ...options, giveUpAfterMs: 60_000 })
  const scans = options.reader === null ? Promise.resolve() : openByReader(station, options.reader, signal)
  const resting: Resting = new Map()
  let resumeAtMs = 0
  try {
    while (!signal.aborted) {
      try {
        if (station.patience.nowMs() >= resumeAtMs) {
          await resumeUnfinished(station, signal)
          resumeAtMs = station.patience.nowMs() + resumeMs
        }
        if (options.hotFolder !== null) await feedHotFolder(station, options.hotFolder, resting, signal)
      } catch (error) {
        station.onProgress({ type: 'notice', detail: errorText(error) })
      }
      await station.patience.sleep(roundMs, signal)
    }
  } finally {
    await scans
    await station.close()
  }
}
