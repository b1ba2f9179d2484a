import type { Listed } from '../spool/spool.ts'
import { partBatch } from './part-batch.ts'
import { runBatch, type BatchEnd, type Station } from './run-batch.ts'

/** Batches of a folder that are through are kept this long, so that their command can still be told. */
const keepMs = 30 * 24 * 3600 * 1000

/** A person may clear a jam and put the rest of the pile into its batch for so long after its beginning, ms. */
const goOnMs = 30 * 60_000

/**
 * Goes on with every batch that an earlier run left in the spool: uploads what waits, closes what was fed
 * completely. Batches that another process holds, and the one named, are left alone. A batch of a folder
 * stays known as closed until whoever feeds that folder has had its report. A pile in a scanner that broke off is
 * closed as it is once another was begun (`except`), or after half an hour.
 */
export async function resumeUnfinished(station: Station, signal: AbortSignal, except: string | null = null): Promise<BatchEnd[]> {
  const ends: BatchEnd[] = []
  for (const listed of await station.spool.list()) {
    if (signal.aborted) break
    if (listed.batch === except) continue
    const end = await resumeOne(station, listed, except !== null, signal)
    if (end !== null) ends.push(end)
  }
  return ends
}

async function resumeOne(station: Station, listed: Listed, another: boolean, signal: AbortSignal): Promise<BatchEnd | null> {
  if (listed.state === null) {
    station.onProgress({ type: 'notice', detail: `Batch ${listed.batch} in the spool: ${listed.detail}` })
    return null
  }
  const ageMs = station.clock.now().getTime() - Date.parse(listed.state.openedAt)
  const remember = listed.state.source.kind === 'folder' && ageMs < keepMs
  if (listed.state.closed && remember) return null
  const batch = await station.spool.hold(listed.batch)
  if (batch === null) return null
  try {
    // Only a person can feed the rest of paper that was in a scanner; without them a person must compare.
    if (batch.state.source.kind === 'device' && (another || ageMs > goOnMs)) await partBatch(batch)
    const end = await runBatch(station, batch, null, signal)
    if (end.kind === 'closed' && !remember) await batch.noteReported()
    if (end.kind === 'refused') station.onProgress({ type: 'notice', detail: `Batch ${listed.batch}: ${end.fault.detail}` })
    return end
  } finally {
    await batch.release()
  }
}
