import { OpisError } from '#kernel/errors.ts'
import { join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { checkPublication } from './check-publication.ts'
import type { ContentStore, ObjectState } from './content-store.ts'
import { disk, systemCode } from './disk.ts'
import type { FilePort } from './file-port.ts'
import { keyedQueue } from './keyed-queue.ts'
import { contentOf, headNumber, headState, type Inventory } from './ocfl/inventory.ts'
import { listObjects } from './ocfl/list-objects.ts'
import { openRoot } from './ocfl/open-root.ts'
import { publishVersion } from './ocfl/publish.ts'
import { purgeObject } from './ocfl/purge.ts'
import { readHead } from './ocfl/read-inventory.ts'
import { recoverStore } from './ocfl/recover.ts'
import { sharedSync } from './ocfl/shared-sync.ts'
import { objectPath, type StoreContext } from './ocfl/store-context.ts'
import { verifyObject } from './ocfl/verify-object.ts'
import { verifiedChunks } from './verified-chunks.ts'

/**
 * The content store as an OCFL 1.1 storage root on a local file system; makes the root when the folder
 * is empty or missing. One process at a time may write. `staging` is where versions are built: another
 * folder on the same file system, by default the root's path with `.staging` after it.
 * Errors: `bad-configuration`, `storage-full`.
 */
export async function fileSystemStore(root: string, options: { staging?: string; files?: FilePort } = {}): Promise<ContentStore> {
  const port = options.files ?? disk
  const context: StoreContext = {
    files: port,
    sync: sharedSync(port),
    root: resolve(root),
    staging: resolve(options.staging ?? `${resolve(root)}.staging`),
    queue: keyedQueue(),
  }
  const { files, queue } = context
  await telling(() => openRoot(context))
  return {
    publish: (publication) => telling(async () => {
      checkPublication(publication)
      return queue.run(publication.id, async () => stateOf(context, await publishVersion(context, publication)))
    }),
    async state(id) {
      const head = await readHead(files, objectPath(context, id), id)
      return head === null ? null : stateOf(context, head.inventory)
    },
    async open(id, path) {
      const found = await find(context, id, path)
      const stream = Readable.from(verifiedChunks(files.chunks(found.file), found), { objectMode: false })
      return { stream, bytes: found.bytes, sha512: found.sha512 }
    },
    async read(id, path) {
      const found = await find(context, id, path)
      const chunks: Uint8Array[] = []
      for await (const chunk of verifiedChunks(files.chunks(found.file), found)) chunks.push(chunk)
      return Buffer.concat(chunks)
    },
    locate: async (id, path) => (await find(context, id, path)).file,
    list: () => listObjects(context),
    verify: (id, { full }) => queue.run(id, () => verifyObject(context, id, full)),
    purge: (id) => telling(() => queue.run(id, () => purgeObject(context, id))),
    recover: (scope = { all: false }) => telling(() => recoverStore(context, scope)),
  }
}

type Found = { id: string; path: string; file: string; bytes: number; sha512: string }

async function find(context: StoreContext, id: string, path: string): Promise<Found> {
  const head = await readHead(context.files, objectPath(context, id), id)
  const sha512 = head === null ? undefined : headState(head.inventory).get(path)
  if (head === null || sha512 === undefined) throw new OpisError('not-found', `There is no file ${path} in the object ${id}.`)
  return { id, path, sha512, ...(await contentFile(context, head.inventory, sha512)) }
}

async function contentFile(context: StoreContext, inventory: Inventory, sha512: string): Promise<{ file: string; bytes: number }> {
  const file = join(objectPath(context, inventory.id), contentOf(inventory, sha512) ?? '')
  const facts = await context.files.facts(file)
  if (facts?.kind === 'file') return { file, bytes: facts.bytes }
  throw new OpisError('integrity', `A file of the object ${inventory.id} is missing from the store. Restore it from a backup.`)
}

async function stateOf(context: StoreContext, inventory: Inventory): Promise<ObjectState> {
  const files: ObjectState['files'] = []
  for (const [path, sha512] of headState(inventory)) {
    files.push({ path, bytes: (await contentFile(context, inventory, sha512)).bytes, sha512 })
  }
  return {
    id: inventory.id,
    head: headNumber(inventory),
    files: files.sort((a, b) => (a.path < b.path ? -1 : 1)),
    createdAt: new Date(inventory.versions['v1']?.created ?? ''),
    updatedAt: new Date(inventory.versions[inventory.head]?.created ?? ''),
  }
}

/** Tells a full disk by its code. */
async function telling<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    if (!['ENOSPC', 'EDQUOT'].includes(systemCode(error) ?? '')) throw error
    throw new OpisError('storage-full', 'The disk of the content store is full. Make room on it; then the same step succeeds.', { cause: error })
  }
}
