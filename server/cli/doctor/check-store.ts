import { existsSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { broken, reasonOf, well, type CheckPart } from './check.ts'

/**
 * Whether the content store takes what is written durably: a file is written, brought to the disk and moved from
 * the folder of versions under way to the store's, which must be on one file system, then removed.
 */
export const checkStore: CheckPart = async (config) => {
  const [staging, store] = ['store.staging', 'store'].map((name) => join(config.dataFolder, name))
  if (config.remote || !staging || !store || !existsSync(store)) return []
  const name = `doctor-${randomUUID()}`
  const startedMs = performance.now()
  try {
    const file = await open(join(staging, name), 'wx', 0o600)
    await file.writeFile('opis doctor').then(() => file.sync()).finally(() => file.close())
    // Beside the storage root, never in it: a stray file there would be a fault of the store.
    await rename(join(staging, name), join(config.dataFolder, name))
    return [well('content store', `writable, ${Math.round(performance.now() - startedMs)} ms to the disk`)]
  } catch (error) {
    return [broken('content store', reasonOf(error), 'Make room on its disk, mount it writable, or give the folder to the user of the server. Until then nothing is archived; stations keep their pages.')]
  } finally {
    for (const folder of [staging, config.dataFolder]) await rm(join(folder, name), { force: true }).catch(() => undefined)
  }
}
