import { dirname, relative } from 'node:path'
import type { Repair } from '../content-store.ts'
import type { StoreContext } from './store-context.ts'

/**
 * Removes the folder and those above it as far as they are empty, up to the storage root: OCFL allows
 * no empty folder between root and objects (E073).
 */
export async function sweepEmptyFolders(context: StoreContext, from: string): Promise<Repair[]> {
  return context.queue.run('', async () => {
    const repairs: Repair[] = []
    for (let folder = from; folder !== context.root; folder = dirname(folder)) {
      if ((await context.files.facts(folder)) === null) continue
      if (!(await context.files.removeEmptyFolder(folder))) break
      await context.files.syncFolder(dirname(folder))
      repairs.push({ object: null, repair: 'empty-folder-removed', detail: relative(context.root, folder) })
    }
    return repairs
  })
}
