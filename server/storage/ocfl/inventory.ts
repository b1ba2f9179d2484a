import { json } from './layout.ts'

/** Lists of paths by digest, as manifests and states have them. */
export type PathsByDigest = Record<string, string[]>

export type Version = {
  created: string
  state: PathsByDigest
  message?: string
  user?: { name: string; address?: string }
}

/** An OCFL inventory (OCFL 1.1 section 3.5). */
export type Inventory = {
  id: string
  type: string
  digestAlgorithm: string
  head: string
  contentDirectory?: string
  manifest: PathsByDigest
  versions: Record<string, Version>
  fixity?: Record<string, PathsByDigest>
}

/** An inventory of an object with the folder it lies in, empty for the object's own. */
export type FoundInventory = { folder: string; inventory: Inventory; text: Uint8Array }

/** A file whose bytes are new to the object. `content` is its path below the object's folder. */
export type NewContent = { content: string; sha512: string; sha256: string }

/** What the next version shall be; `state` gives the SHA-512 of each logical path. */
export type NextVersion = {
  state: ReadonlyMap<string, string>
  stored: readonly NewContent[]
  created: Date
  message: string
  user: { name: string; address: string }
}

export const inventoryType = 'https://ocfl.io/1.1/spec/#inventory'
export const objectDeclaration = { name: '0=ocfl_object_1.1', text: 'ocfl_object_1.1\n' }

/** The inventory that follows `before` (null: the first). */
export function nextInventory(id: string, before: Inventory | null, next: NextVersion): Inventory {
  const head = `v${before === null ? 1 : headNumber(before) + 1}`
  const manifest = group([
    ...pairs(before?.manifest ?? {}),
    ...next.stored.map((file): Pair => [file.content, file.sha512]),
  ])
  const sha256 = group([
    ...pairs(before?.fixity?.['sha256'] ?? {}),
    ...next.stored.map((file): Pair => [file.content, file.sha256]),
  ])
  const version: Version = {
    created: next.created.toISOString(),
    message: next.message,
    user: { name: next.user.name, address: next.user.address },
    state: group([...next.state]),
  }
  return {
    id,
    type: inventoryType,
    digestAlgorithm: 'sha512',
    head,
    manifest,
    versions: { ...before?.versions, [head]: version },
    fixity: { sha256 },
  }
}

/** The number of the newest version, from 1. */
export function headNumber(inventory: Inventory): number {
  return Number(inventory.head.slice(1))
}

/** SHA-512 of each logical path of the newest version. */
export function headState(inventory: Inventory): Map<string, string> {
  return new Map(pairs(inventory.versions[inventory.head]?.state ?? {}))
}

/** Path of the stored bytes below the object's folder, by digest; undefined when the object has no such bytes. */
export function contentOf(inventory: Inventory, sha512: string): string | undefined {
  return inventory.manifest[sha512]?.[0]
}

/** The bytes of `inventory.json`. */
export function inventoryText(inventory: Inventory): string {
  return json(inventory)
}

/** The line of the file beside it that holds its digest. */
export function sidecarText(digest: string): string {
  return `${digest} inventory.json\n`
}

export type Pair = readonly [path: string, digest: string]

/** Path and digest one by one. */
export function pairs(lists: PathsByDigest): Pair[] {
  return Object.entries(lists).flatMap(([digest, paths]) => paths.map((path): Pair => [path, digest]))
}

function group(files: readonly Pair[]): PathsByDigest {
  const sorted = files.toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(Map.groupBy(sorted, ([, digest]) => digest).entries().map(([digest, of]) => [digest, of.map(([path]) => path)]))
}
