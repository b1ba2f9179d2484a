import { OpisError } from '#kernel/errors.ts'
import { join } from 'node:path'
import { sha512Of } from '../digest.ts'
import type { FilePort } from '../file-port.ts'
import { checkInventory } from './check-inventory.ts'
import type { Inventory } from './inventory.ts'

/** An inventory whose bytes have the digest that lies beside them. */
export type SealedInventory = { inventory: Inventory; text: Uint8Array; digest: string }

/** All bytes of a file that is known to be small; null when it is not there. */
export async function readAll(files: FilePort, path: string): Promise<Uint8Array | null> {
  if ((await files.facts(path))?.kind !== 'file') return null
  const chunks: Uint8Array[] = []
  for await (const chunk of files.chunks(path)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** The digest in a sidecar; null when it has another form (E061). */
export function sidecarDigest(text: Uint8Array): string | null {
  return /^([0-9a-fA-F]+)[\t ]+inventory\.json[\r\n]*$/.exec(Buffer.from(text).toString('utf8'))?.[1]?.toLowerCase() ?? null
}

/** Parses JSON; undefined when it is none. */
export function parseJson(text: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(text))
  } catch {
    return undefined
  }
}

/**
 * The inventory in a folder (an object's or a version's); null when it or its sidecar is missing,
 * does not fit the other, or is not an inventory as this store writes them.
 */
export async function readSealed(files: FilePort, folder: string): Promise<SealedInventory | null> {
  const text = await readAll(files, join(folder, 'inventory.json'))
  const sidecar = await readAll(files, join(folder, 'inventory.json.sha512'))
  if (text === null || sidecar === null) return null
  const digest = sha512Of(text)
  if (sidecarDigest(sidecar) !== digest) return null
  let sound = true
  const inventory = checkInventory(parseJson(text), (code) => (sound = sound && code.startsWith('W')))
  return inventory !== null && sound && inventory.digestAlgorithm === 'sha512' ? { inventory, text, digest } : null
}

/** Numbers of the version folders of an object, newest first. */
export async function versionNumbers(files: FilePort, object: string): Promise<number[]> {
  const entries = (await files.list(object)) ?? []
  return entries
    .filter((entry) => entry.kind === 'folder' && /^v[1-9]\d*$/.test(entry.name))
    .map((entry) => Number(entry.name.slice(1)))
    .sort((a, b) => b - a)
}

/**
 * The inventory that holds for the object: the one in its folder or, while that is being replaced or
 * is damaged, the newest sound one of a version. Null when there is no object.
 * Errors: `integrity` when no inventory is sound.
 */
export async function readHead(files: FilePort, object: string, id: string): Promise<SealedInventory | null> {
  const root = await readSealed(files, object)
  if (root?.inventory.id === id) return root
  if ((await files.facts(object)) === null) return null
  for (const number of await versionNumbers(files, object)) {
    const sealed = await readSealed(files, join(object, `v${number}`))
    if (sealed?.inventory.id === id && sealed.inventory.head === `v${number}`) return sealed
  }
  if ((await files.facts(object)) === null) return null
  throw new OpisError('integrity', `No inventory of the object ${id} is sound. Restore the object from a backup.`)
}
