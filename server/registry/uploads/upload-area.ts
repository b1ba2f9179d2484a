import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rm, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { asStorageFull, syncFolder } from '#platform/durable-file.ts'

/** Where files that come in pieces lie until the archive has them; names come from identifiers, never from a sender. */
export type UploadArea = {
  fileOf(id: string): string
  /** How many bytes are there. */
  offset(id: string): Promise<number>
  /**
   * Writes what comes behind the first `from` bytes and syncs it, also when the sender goes away in the middle: what came
   * stays. The error of the source is thrown afterwards.
   */
  append(id: string, from: number, source: AsyncIterable<Uint8Array>): Promise<void>
  sha512(id: string): Promise<string>
  /** Throws away all bytes, so that the sender begins anew. */
  empty(id: string): Promise<void>
  remove(id: string): Promise<void>
}

export function createUploadArea(folder: string): UploadArea {
  const fileOf = (id: string) => join(folder, id)
  return {
    fileOf,
    async offset(id) {
      return (await stat(fileOf(id)).catch(() => null))?.size ?? 0
    },
    async append(id, from, source) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const handle = await open(fileOf(id), from === 0 ? 'w' : 'r+', 0o600)
      let at = from
      try {
        for await (const chunk of source) {
          await handle.write(chunk, 0, chunk.byteLength, at)
          at += chunk.byteLength
        }
      } catch (error) {
        throw asStorageFull(error)
      } finally {
        await handle.sync()
        await handle.close()
      }
      if (from === 0) await syncFolder(folder)
    },
    async sha512(id) {
      const hash = createHash('sha512')
      for await (const chunk of createReadStream(fileOf(id)) as AsyncIterable<Uint8Array>) hash.update(chunk)
      return hash.digest('hex')
    },
    empty: (id) => truncate(fileOf(id), 0),
    remove: (id) => rm(fileOf(id), { force: true }),
  }
}
