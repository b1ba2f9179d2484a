import { dirname, relative } from 'node:path'
import type { Repair } from '../content-store.ts'
import type { StoreContext } from './store-context.ts'

/**
 * Removes the folder and those above it as far as they are empty, up to the storage root: OCFL allows
 * no empty folder between root and objects (E073). Durable on return.
 */
export async function sweepEmptyFolders(context: StoreContext, from: string): Promise<Repair[]> {
  const { repairs, left } = await removeEmptyFolders(context, from)
  if (repairs.length > 0) await context.sync(left)
  return repairs
}

/** The same, not yet durable: `left` is the lowest folder that stays, to be synced. */
export async function removeEmptyFolders(context: StoreContext, from: string): Promise<{ repairs: Repair[]; left: string }> {
  return context.queue.run('', async () => {
    const repairs: Repair[] = []
    let left = from
    for (; left !== context.root; left = dirname(left)) {
      if (await context.files.removeEmptyFolder(left)) repairs.push({ object: null, repair: 'empty-folder-removed', detail: relative(context.root, left) })
      else if ((await context.files.facts(left)) !== null) break
    }
    return { repairs, left }
  })
}
