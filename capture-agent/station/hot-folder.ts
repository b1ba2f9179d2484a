import { mkdir, readdir, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { OpisError } from '#kernel/errors.ts'
import { errorText } from '../error-text.ts'
import { listPile } from '../scanner/list-pile.ts'
import { errorOf } from './end-error.ts'
import { runBatch, type Station } from './run-batch.ts'
import { prepareFolder } from './scan-pile.ts'

/** Folder within the hot folder into which a pile is moved when its batch is closed. */
export const doneFolder = 'done'

/** A folder that nobody has written to for so long is taken as complete, ms. */
const quietMs = 5_000

/** A pile that could not be brought to its end rests for so long, ms. */
const restMs = 60_000

/** When each resting pile may be tried again. */
export type Resting = Map<string, number>

/**
 * Feeds every pile (subfolder) that lies in the hot folder and is complete. A pile that could not be brought
 * to its end stays where it is and is tried again later; the others go on.
 */
export async function feedHotFolder(station: Station, hotFolder: string, resting: Resting, signal: AbortSignal): Promise<void> {
  for (const name of await pilesIn(hotFolder)) {
    if (signal.aborted) return
    const nowMs = station.clock.now().getTime()
    if ((resting.get(name) ?? 0) > nowMs) continue
    try {
      if (await isQuiet(join(hotFolder, name), nowMs)) await feedPile(station, hotFolder, name, signal)
    } catch (error) {
      resting.set(name, nowMs + restMs)
      const detail = error instanceof OpisError ? error.detail : errorText(error)
      station.onProgress({ type: 'notice', detail: `The pile “${name}” is not through: ${detail}` })
    }
  }
}

async function feedPile(station: Station, hotFolder: string, name: string, signal: AbortSignal): Promise<void> {
  const { batch, feeding, resumed } = await prepareFolder(station, join(hotFolder, name), null)
  try {
    station.onProgress({ type: 'started', batch: batch.state.batch, resumed })
    const end = await runBatch(station, batch, feeding, signal)
    if (end.kind !== 'closed') throw errorOf(end, 'same-command')
    await mkdir(join(hotFolder, doneFolder), { recursive: true })
    await rename(join(hotFolder, name), join(hotFolder, doneFolder, `${name}-${batch.state.batch}`))
    station.onProgress({ type: 'report', report: end.report })
    await batch.noteReported()
  } finally {
    await batch.release()
  }
}

async function pilesIn(hotFolder: string): Promise<string[]> {
  const entries = await readdir(hotFolder, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory() && entry.name !== doneFolder && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .sort()
}

/** Neither the folder nor a file in it was written to lately, and it is not empty. */
async function isQuiet(folder: string, nowMs: number): Promise<boolean> {
  const { items } = await listPile(folder)
  const times = [(await stat(folder)).mtimeMs, ...items.map((item) => item.mtimeMs)]
  return items.length > 0 && times.every((time) => Math.abs(nowMs - time) > quietMs)
}
