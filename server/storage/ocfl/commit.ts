import { OpisError } from '#kernel/errors.ts'
import { dirname, join, relative } from 'node:path'
import type { FilePort } from '../file-port.ts'
import { objectDeclaration, sidecarText } from './inventory.ts'
import { readSealed, type SealedInventory } from './read-inventory.ts'
import { replaceInventory } from './settle.ts'
import { stagedObject } from './stage-content.ts'
import { objectPath, syncTree, type StoreContext } from './store-context.ts'

/** Moves a new object, whose content is staged, into the store in one step. */
export async function commitObject(context: StoreContext, work: string, sealed: SealedInventory): Promise<void> {
  const { files } = context
  const staged = stagedObject(work)
  await files.write(join(staged, objectDeclaration.name), [Buffer.from(objectDeclaration.text)])
  await writeSealed(files, staged, sealed)
  await writeSealed(files, join(staged, sealed.inventory.head), sealed)
  await syncTree(files, staged)
  await expectSealed(files, [staged, join(staged, sealed.inventory.head)], sealed)
  await context.queue.run('', () => place(context, work, objectPath(context, sealed.inventory.id)))
}

/** Moves a new version into its object, then makes the object's folder name it. */
export async function commitVersion(context: StoreContext, work: string, sealed: SealedInventory): Promise<void> {
  const { files } = context
  const object = objectPath(context, sealed.inventory.id)
  const staged = join(stagedObject(work), sealed.inventory.head)
  await writeSealed(files, staged, sealed)
  await syncTree(files, staged)
  await expectSealed(files, [staged], sealed)
  await files.rename(staged, join(object, sealed.inventory.head))
  await files.syncFolder(object)
  await replaceInventory(context, { work, object, sealed })
  await expectSealed(files, [object], sealed)
}

async function writeSealed(files: FilePort, folder: string, sealed: SealedInventory): Promise<void> {
  await files.write(join(folder, 'inventory.json'), [sealed.text])
  await files.write(join(folder, 'inventory.json.sha512'), [Buffer.from(sidecarText(sealed.digest))])
}

async function expectSealed(files: FilePort, folders: string[], sealed: SealedInventory): Promise<void> {
  for (const folder of folders) {
    if ((await readSealed(files, folder))?.digest === sealed.digest) continue
    throw new OpisError('integrity', `The inventory of ${sealed.inventory.id} was not read back as written. Check the disk.`)
  }
}

/**
 * Renames the topmost folder that the store lacks, with the object already in it, so that the store
 * never has an empty folder.
 */
async function place({ files, root }: StoreContext, work: string, object: string): Promise<void> {
  let top = object
  while (dirname(top) !== root && (await files.facts(dirname(top))) === null) top = dirname(top)
  const built = join(work, 'place')
  await files.makeFolder(dirname(join(built, relative(dirname(top), object))))
  await files.rename(stagedObject(work), join(built, relative(dirname(top), object)))
  await syncTree(files, built)
  await files.rename(join(built, relative(dirname(top), top)), top)
  await files.syncFolder(dirname(top))
}
