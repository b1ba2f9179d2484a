import { createHash } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { OpisError } from '#kernel/errors.ts'

/** Makes entries of a folder survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** A file that is durable under its temporary name `file`, not yet under its own. */
export type DurableWrite = { file: string; bytes: number; sha512: string; commit(): Promise<void>; discard(): Promise<void> }

/**
 * Writes a stream to a temporary name beside the target and syncs it, counting and hashing on the
 * way. `commit` gives it its name and syncs the folder; `discard` removes it. Errors: `storage-full`
 * and whatever the source gives; nothing is left then.
 */
export async function writeDurably(
  source: AsyncIterable<Uint8Array>,
  target: string,
  temporary: string,
): Promise<DurableWrite> {
  const discard = () => rm(temporary, { force: true })
  const hash = createHash('sha512')
  let bytes = 0
  try {
    const handle = await open(temporary, 'w', 0o640)
    try {
      for await (const chunk of source) {
        hash.update(chunk)
        bytes += chunk.byteLength
        await handle.writeFile(chunk)
      }
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    await discard()
    throw asStorageFull(error)
  }
  return {
    file: temporary,
    bytes,
    sha512: hash.digest('hex'),
    async commit() {
      await rename(temporary, target)
      await syncFolder(dirname(target))
    },
    discard,
  }
}

/** A full disk is something a person can act on; any other error stays what it is. */
export function asStorageFull(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return error
  return new OpisError('storage-full', 'The disk of the archive is full. Nothing is lost; make room and it goes on by itself.', { cause: error })
}
