import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { FilePort } from '../file-port.ts'
import type { KeyedQueue } from '../keyed-queue.ts'
import type { SharedSync } from './shared-sync.ts'
import { decodeId, encodeId, objectFolder } from './layout.ts'

/** What the use cases of the store share. */
export type StoreContext = {
  files: FilePort
  /** Absolute path of the OCFL storage root. */
  root: string
  /** Absolute path of the staging folder, on the same file system and outside the root. */
  staging: string
  /** By object id; the empty key guards the folders between root and objects. */
  queue: KeyedQueue
  /** Syncs a folder once for all who ask at the same time. */
  sync: SharedSync
}

/** Absolute path of an object's folder. */
export function objectPath(context: StoreContext, id: string): string {
  return join(context.root, ...objectFolder(id))
}

/** Where writes in progress lie: one folder each, named by the object, so that `recover` knows whom to look at. */
export function workFolder(context: StoreContext): string {
  return join(context.staging, 'work')
}

/** Where things are kept that recovery took out of the store and a person may want to see. */
export function setAsideFolder(context: StoreContext): string {
  return join(context.staging, 'set-aside')
}

/**
 * Makes the folder of one write. Durable on return, hence before anything in the store changes.
 */
export async function beginWork(context: StoreContext, id: string): Promise<string> {
  const work = join(workFolder(context), `${encodeId(id)}.${randomUUID()}`)
  await context.files.makeFolder(work)
  await context.sync(workFolder(context))
  return work
}

/**
 * Removes what earlier writes to this object left behind and says whether there was anything. The
 * caller holds the object's key and has settled the object.
 */
export async function clearWork(context: StoreContext, id: string): Promise<boolean> {
  // What `objectOfWork` says of a name, without decoding each: an encoded id holds no dot.
  const own = `${encodeId(id)}.`
  const left = ((await context.files.list(workFolder(context))) ?? []).filter((entry) => entry.name.startsWith(own))
  for (const entry of left) await context.files.removeTree(join(workFolder(context), entry.name))
  return left.length > 0
}

/** The object that a folder of `beginWork` belongs to; null for a stranger. */
export function objectOfWork(name: string): string | null {
  const dot = name.lastIndexOf('.')
  return dot === -1 ? null : decodeId(name.slice(0, dot))
}

/** Makes all names below the folder durable, itself included. */
export async function syncTree(files: FilePort, folder: string): Promise<void> {
  for (const entry of (await files.list(folder)) ?? []) {
    if (entry.kind === 'folder') await syncTree(files, join(folder, entry.name))
  }
  await files.syncFolder(folder)
}
