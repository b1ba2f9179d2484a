import { join } from 'node:path'
import type { Repair } from '../content-store.ts'
import { listObjects } from './list-objects.ts'
import { settle } from './settle.ts'
import { objectOfWork, workFolder, type StoreContext } from './store-context.ts'

/**
 * Settles every object that a write was under way for, then clears the write's folder; in this order,
 * so that a crash here loses no trace of what is still to be settled. `all`: every object of the store.
 */
export async function recoverStore(context: StoreContext, options: { all: boolean }): Promise<Repair[]> {
  const { files, queue } = context
  const repairs: Repair[] = []
  for (const entry of (await files.list(workFolder(context))) ?? []) {
    const id = objectOfWork(entry.name)
    if (id !== null) repairs.push(...(await queue.run(id, () => settle(context, id))))
    await files.removeTree(join(workFolder(context), entry.name))
    repairs.push({ object: id, repair: 'work-cleared', detail: entry.name })
  }
  await files.syncFolder(workFolder(context))
  if (options.all) {
    for await (const id of listObjects(context)) repairs.push(...(await queue.run(id, () => settle(context, id))))
  }
  return repairs
}
