import { dirname, join } from 'node:path'
import { digestAll } from '../digest.ts'
import type { FilePort } from '../file-port.ts'
import type { Repair } from '../content-store.ts'
import { encodeId } from './layout.ts'
import { pairs, sidecarText } from './inventory.ts'
import { readSealed, versionNumbers, type SealedInventory } from './read-inventory.ts'
import { beginWork, objectPath, setAsideFolder, type StoreContext } from './store-context.ts'
import { sweepEmptyFolders } from './sweep.ts'

/**
 * Brings an object that a crash left half published to its new or its old state. The rule: the newest
 * version whose inventory, digest file and content all verify is the truth, and its inventory goes to
 * the object's folder. A version that does not verify and that the sound inventory of the object does
 * not know was never acknowledged: it is set aside. A version that was acknowledged is never undone,
 * however damaged: `verify` reports it. The caller holds the object's key.
 */
export async function settle(context: StoreContext, id: string): Promise<Repair[]> {
  const { files } = context
  const object = objectPath(context, id)
  if ((await files.facts(object)) === null) return sweepEmptyFolders(context, dirname(object))
  const root = await ownInventory(files, object, id)
  const repairs: Repair[] = []
  for (const number of await versionNumbers(files, object)) {
    const version = `v${number}`
    const found = await readSealed(files, join(object, version))
    const sealed = found?.inventory.id === id && found.inventory.head === version ? found : null
    if (root !== null && version in root.inventory.versions) {
      if (root.inventory.head !== version || sealed === null || sealed.digest === root.digest) return repairs
      return [...repairs, await restoreInventory(context, id, sealed, 'inventory-restored')]
    }
    // Without a sound inventory of its own the object was acknowledged as far as its versions go.
    if (sealed !== null && root === null) return [await restoreInventory(context, id, sealed, 'inventory-restored')]
    if (sealed !== null && (await contentVerifies(files, object, sealed))) {
      return [...repairs, await restoreInventory(context, id, sealed, 'version-completed')]
    }
    if (root !== null) repairs.push(await setAside(context, id, version))
  }
  return repairs
}

async function ownInventory(files: FilePort, object: string, id: string): Promise<SealedInventory | null> {
  const root = await readSealed(files, object)
  return root?.inventory.id === id ? root : null
}

/** Whether the bytes that this version brought are all there and right. */
async function contentVerifies(files: FilePort, object: string, sealed: SealedInventory): Promise<boolean> {
  for (const [path, sha512] of pairs(sealed.inventory.manifest)) {
    if (!path.startsWith(`${sealed.inventory.head}/`)) continue
    if ((await files.facts(join(object, path)))?.kind !== 'file') return false
    const [actual] = await digestAll(files.chunks(join(object, path)), ['sha512'])
    if (actual !== sha512) return false
  }
  return true
}

async function restoreInventory(
  context: StoreContext, id: string, sealed: SealedInventory, repair: Repair['repair'],
): Promise<Repair> {
  const work = await beginWork(context, id)
  await replaceInventory(context, { work, object: objectPath(context, id), sealed })
  await context.files.removeTree(work)
  return { object: id, repair, detail: `the object stands at ${sealed.inventory.head}` }
}

/**
 * Puts inventory and digest file into the object's folder, each in one step, digest first. Between the
 * two steps readers go by the newest version.
 */
export async function replaceInventory(
  { files }: StoreContext,
  { work, object, sealed }: { work: string; object: string; sealed: Pick<SealedInventory, 'text' | 'digest'> },
): Promise<void> {
  const [sidecar, inventory] = [join(work, 'inventory.json.sha512'), join(work, 'inventory.json')]
  await files.write(sidecar, [Buffer.from(sidecarText(sealed.digest))])
  await files.write(inventory, [sealed.text])
  await files.rename(sidecar, join(object, 'inventory.json.sha512'))
  await files.rename(inventory, join(object, 'inventory.json'))
  await files.syncFolder(object)
}

async function setAside(context: StoreContext, id: string, version: string): Promise<Repair> {
  const { files } = context
  const object = objectPath(context, id)
  // A fresh name: the same version may fail more than once.
  const work = await beginWork(context, id)
  await files.rename(join(object, version), join(work, version))
  await files.syncFolder(object)
  const kept = work.slice(work.lastIndexOf(encodeId(id)))
  await files.rename(work, join(setAsideFolder(context), kept))
  await files.syncFolder(setAsideFolder(context))
  return { object: id, repair: 'version-set-aside', detail: `${version} was never finished; it is kept in ${kept}` }
}
