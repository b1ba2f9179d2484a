import type { BatchSource } from '../spool/journal-entries.ts'
import type { SpooledBatch } from '../spool/spooled-batch.ts'
import type { Station } from '../station/run-batch.ts'

/** A new batch in the spool for a pile: the one that a person opened for it by hand, or one of its own. */
export async function createBatch(station: Station, source: BatchSource, profile: string | null): Promise<SpooledBatch> {
  const { spool, nextBatch, onProgress } = station
  const inSpool = new Set((await spool.list()).map(({ batch }) => batch))
  const { opened, notice } = await nextBatch.next(inSpool)
  if (notice !== null) onProgress({ type: 'notice', detail: notice })
  if (opened === null) return spool.create(source, profile)
  const batch = await spool.create(source, profile, opened.batch)
  if (batch.state.batch === opened.batch) onProgress({ type: 'by-hand', event: 'feeding', batch: batch.state.batch, cover: opened.cover })
  return batch
}
