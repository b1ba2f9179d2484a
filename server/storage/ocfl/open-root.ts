import { OpisError } from '#kernel/errors.ts'
import { dirname, join } from 'node:path'
import type { FilePort } from '../file-port.ts'
import { json, layoutName, rootFiles } from './layout.ts'
import { parseJson, readAll } from './read-inventory.ts'
import { isPlainObject } from './check-versions.ts'
import { setAsideFolder, syncTree, workFolder, type StoreContext } from './store-context.ts'

const declaration = '0=ocfl_1.1'

/**
 * Makes the storage root where there is none and refuses one that is not ours to write.
 * Errors: `bad-configuration`.
 */
export async function openRoot(context: StoreContext): Promise<void> {
  const { files, root } = context
  await files.makeFolder(root)
  await files.makeFolder(workFolder(context))
  await files.makeFolder(setAsideFolder(context))
  for (const folder of [context.staging, dirname(context.staging), dirname(root)]) await files.syncFolder(folder)
  await checkDevices(context)
  const entries = (await files.list(root)) ?? []
  if (entries.length === 0) await makeRoot(context)
  else await checkRoot(files, root)
}

/** Renaming is one step only within a file system. */
async function checkDevices({ files, root, staging }: StoreContext): Promise<void> {
  if ((await files.facts(root))?.device === (await files.facts(staging))?.device) return
  throw new OpisError(
    'bad-configuration',
    `The store ${root} and its staging folder ${staging} lie on two file systems. Put the store into a folder of the mounted file system instead of the mount point itself.`,
  )
}

/** The root appears in one step: it is built beside and takes the place of the empty folder. */
async function makeRoot(context: StoreContext): Promise<void> {
  const { files, root } = context
  const built = join(workFolder(context), 'root')
  await files.removeTree(built)
  for (const [path, text] of Object.entries(rootFiles)) {
    await files.makeFolder(dirname(join(built, path)))
    await files.write(join(built, path), [Buffer.from(text)])
  }
  await syncTree(files, built)
  await files.rename(built, root)
  await files.syncFolder(dirname(root))
}

async function checkRoot(files: FilePort, root: string): Promise<void> {
  const text = await readAll(files, join(root, declaration))
  if (text === null || Buffer.from(text).toString('utf8') !== rootFiles[declaration]) {
    throw new OpisError('bad-configuration', `${root} has files but is not an OCFL 1.1 storage root. Choose an empty folder or the right one.`)
  }
  const layout = parseJson((await readAll(files, join(root, 'ocfl_layout.json'))) ?? new Uint8Array())
  const config = `extensions/${layoutName}/config.json`
  const parameters = parseJson((await readAll(files, join(root, config))) ?? new Uint8Array())
  if (!isPlainObject(layout) || layout['extension'] !== layoutName || json(parameters) !== rootFiles[config]) {
    throw new OpisError('bad-configuration', `The storage root ${root} has another layout than ${layoutName} with its default values.`)
  }
}
