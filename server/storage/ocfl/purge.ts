import { dirname, join } from 'node:path'
import { beginWork, clearWork, objectPath, type StoreContext } from './store-context.ts'
import { removeEmptyFolders } from './sweep.ts'

/**
 * Takes the object out of the store in one step and then erases it; what a crash or an error left of
 * that is finished by the next call or by `recover`. False when there was nothing to remove. The
 * caller holds the object's key.
 */
export async function purgeObject(context: StoreContext, id: string): Promise<boolean> {
  const { files } = context
  const object = objectPath(context, id)
  if ((await files.facts(object)) !== null) {
    const work = await beginWork(context, id)
    await files.rename(object, join(work, 'purged'))
  }
  // Durable before a byte is erased: an object that came back without its files would count as damaged.
  await context.sync((await removeEmptyFolders(context, dirname(object))).left)
  return clearWork(context, id)
}
