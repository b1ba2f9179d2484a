import { OpisError } from '#kernel/errors.ts'
import { join } from 'node:path'
import { refuseConflict } from '../check-publication.ts'
import type { NewFile, Publication } from '../content-store.ts'
import { digest, sha512Of } from '../digest.ts'
import { contentOf, headNumber, headState, inventoryText, nextInventory, type Inventory } from './inventory.ts'
import { commitObject, commitVersion } from './commit.ts'
import { readHead } from './read-inventory.ts'
import { settle } from './settle.ts'
import { expectDigest, sourceChunks, stageContent, type Staged } from './stage-content.ts'
import { beginWork, clearWork, objectPath, type StoreContext } from './store-context.ts'

/**
 * Stages the new version beside the store, reads it back and moves it into place. Returns the
 * inventory that holds afterwards. The caller holds the object's key. Errors: as `publish` of the
 * content store.
 */
export async function publishVersion(context: StoreContext, publication: Publication): Promise<Inventory> {
  const { id } = publication
  await settle(context, id)
  await clearWork(context, id)
  const head = (await readHead(context.files, objectPath(context, id), id))?.inventory ?? null
  if (head !== null && (await isPublished(context, head, publication))) return head
  checkHead(head, publication)
  try {
    const work = await beginWork(context, id)
    const staged = await stageContent(context, { work, head, add: publication.add })
    const next = following(head, publication, staged)
    await commit(context, { work, head, next, staged })
    // The version stands; what is left over is cleared by the next write or at the next start.
    await context.files.removeTree(work).catch(() => undefined)
    return next
  } catch (error) {
    await tidyUp(context, id)
    throw error
  }
}

/**
 * Whether the newest version already is what is wished for. Its bytes are read again, since the caller
 * will now let go of the sources.
 */
async function isPublished(context: StoreContext, head: Inventory, publication: Publication): Promise<boolean> {
  const state = headState(head)
  const added = new Set(publication.add.map((file) => file.path))
  if (!publication.add.every((file) => state.has(file.path))) return false
  if (publication.remove?.some((path) => state.has(path) && !added.has(path))) return false
  for (const file of publication.add) {
    const { sha512 } = await digestSource(context, file)
    if (state.get(file.path) !== sha512) return false
    await confirm(context, head, sha512)
  }
  return true
}

async function digestSource({ files }: StoreContext, file: NewFile): Promise<{ sha512: string }> {
  const digests = await digest(sourceChunks(files, file))
  expectDigest(file, digests.sha512)
  return digests
}

/** Errors: `integrity` when bytes that the object holds already are no longer right. */
async function confirm({ files, ...context }: StoreContext, head: Inventory, sha512: string): Promise<void> {
  const content = contentOf(head, sha512)
  const path = content === undefined ? null : join(objectPath({ files, ...context }, head.id), content)
  if (path !== null && (await files.facts(path))?.kind === 'file' && (await digest(files.chunks(path))).sha512 === sha512) return
  throw new OpisError('integrity', `The file ${content ?? sha512} of the object ${head.id} is damaged. Restore it from a backup before adding to the object.`)
}

function checkHead(head: Inventory | null, { id, ifHead, add }: Publication): void {
  const present = head === null ? 0 : headNumber(head)
  if (ifHead !== undefined && ifHead !== present) {
    if (ifHead === 0) throw new OpisError('already-exists', `The object ${id} exists already with other files.`)
    throw new OpisError('not-in-this-state', `The object ${id} stands at version ${present}, not ${ifHead}. Read it again first.`)
  }
  if (head === null && add.length === 0) throw new OpisError('bad-request', `The object ${id} does not exist and cannot begin without a file.`)
}

function following(head: Inventory | null, publication: Publication, staged: Staged): Inventory {
  const state = head === null ? new Map<string, string>() : headState(head)
  for (const path of publication.remove ?? []) state.delete(path)
  for (const [path, sha512] of staged.digests) state.set(path, sha512)
  refuseConflict([...state.keys()])
  return nextInventory(publication.id, head, {
    state,
    stored: staged.stored,
    created: publication.createdAt,
    message: publication.message,
    user: publication.user,
  })
}

type Ready = { work: string; head: Inventory | null; next: Inventory; staged: Staged }

async function commit(context: StoreContext, { work, head, next, staged }: Ready): Promise<void> {
  if (head !== null) for (const sha512 of staged.reused) await confirm(context, head, sha512)
  const text = Buffer.from(inventoryText(next))
  const sealed = { inventory: next, text, digest: sha512Of(text) }
  if (head === null) await commitObject(context, work, sealed)
  else await commitVersion(context, work, sealed)
}

/** After an error: the object to its old or new state. If even that fails, the work folder tells `recover`. */
async function tidyUp(context: StoreContext, id: string): Promise<void> {
  try {
    await settle(context, id)
    await clearWork(context, id)
  } catch {
    // The first error is the one to be told; this one comes back when recovery meets it.
  }
}
