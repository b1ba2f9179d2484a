import { OpisError } from '#kernel/errors.ts'
import { dirname, join } from 'node:path'
import type { NewFile } from '../content-store.ts'
import { digestAll, hashing } from '../digest.ts'
import { systemCode } from '../disk.ts'
import type { FilePort } from '../file-port.ts'
import { contentOf, headNumber, type Inventory, type NewContent } from './inventory.ts'
import type { StoreContext } from './store-context.ts'

/** `digests`: SHA-512 by logical path. `reused`: digests of which the object already has the bytes. */
export type Staged = { digests: Map<string, string>; stored: NewContent[]; reused: string[] }

/** Where the next version is built inside the work folder. */
export function stagedObject(work: string): string {
  return join(work, 'object')
}

/**
 * Copies the new files into the work folder, each byte hashed on the way, flushed, and read back.
 * Bytes that the object has already, or that come twice, are kept once. Errors: `checksum-mismatch`,
 * `not-found`, `integrity`.
 */
export async function stageContent(
  { files }: StoreContext,
  { work, head, add }: { work: string; head: Inventory | null; add: readonly NewFile[] },
): Promise<Staged> {
  const version = `v${head === null ? 1 : headNumber(head) + 1}`
  const staged: Staged = { digests: new Map(), stored: [], reused: [] }
  await files.makeFolder(join(stagedObject(work), version))
  for (const [n, file] of add.entries()) {
    const copy = join(work, `copy-${n}`)
    const content = join(version, 'content', file.path)
    const { sha512, sha256 } = await copyIn(files, file, copy)
    staged.digests.set(file.path, sha512)
    const inHead = head !== null && contentOf(head, sha512) !== undefined
    if (inHead || staged.stored.some((known) => known.sha512 === sha512)) {
      if (inHead) staged.reused.push(sha512)
      await files.removeTree(copy)
      continue
    }
    const target = join(stagedObject(work), content)
    await files.makeFolder(dirname(target))
    await files.rename(copy, target)
    const [back] = await digestAll(files.chunks(target), ['sha256'])
    if (back !== sha256) throw new OpisError('integrity', `The disk gave other bytes back than were written for ${file.path}. Check the disk.`)
    staged.stored.push({ content, sha512, sha256 })
  }
  return staged
}

async function copyIn(files: FilePort, file: NewFile, copy: string): Promise<{ sha512: string; sha256: string }> {
  const hashed = hashing(sourceChunks(files, file))
  await files.write(copy, hashed.chunks)
  const digests = hashed.result()
  expectDigest(file, digests.sha512)
  return digests
}

/** The bytes to be stored. Errors: `not-found` while reading when the source file is not there. */
export async function* sourceChunks(files: FilePort, { path, source }: NewFile): AsyncIterable<Uint8Array> {
  if ('bytes' in source) {
    yield source.bytes
    return
  }
  try {
    yield* files.chunks(source.file)
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error
    throw new OpisError('not-found', `The file that should be stored as ${path} is not there.`, { cause: error })
  }
}

/** Errors: `checksum-mismatch` when the digest was announced and is another. */
export function expectDigest(file: NewFile, sha512: string): void {
  if (file.sha512 === undefined || file.sha512 === sha512) return
  throw new OpisError('checksum-mismatch', `The bytes of ${file.path} have not the announced SHA-512. Send the file again.`)
}
