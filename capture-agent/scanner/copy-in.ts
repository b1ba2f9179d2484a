import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import type { ProblemCode } from '#kernel/errors.ts'
import { limits } from '#kernel/limits.ts'
import { errorText, isFull } from '../error-text.ts'
import { fileKind, headBytes, type FileKind } from './file-kind.ts'

/** `storage-full` and `internal` are troubles of the station's own disk, every other code is one of this file. */
export type CopiedIn = { ok: true; kind: FileKind } | { ok: false; code: ProblemCode; detail: string }

const chunkBytes = 256 * 1024

/**
 * Copies a file of the pile byte for byte, so that what is checked is what is kept even if somebody
 * writes to the source meanwhile. Links are not followed, and a pipe does not hold the feeder up.
 */
export async function copyIn(source: Buffer, target: string): Promise<CopiedIn> {
  let from
  try {
    from = await open(source, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch (error) {
    return { ok: false, code: 'bad-image', detail: `The file cannot be opened (${errorText(error)}).` }
  }
  try {
    const { size } = await from.stat()
    if (size === 0) return { ok: false, code: 'empty-file', detail: 'The file has no content. Scan the sheet again.' }
    if (size > limits.fileBytes) return tooLarge()
    return await copyBytes(from, target)
  } finally {
    await from.close()
  }
}

type Handle = Awaited<ReturnType<typeof open>>

async function copyBytes(from: Handle, target: string): Promise<CopiedIn> {
  let to: Handle | null = null
  let head = Buffer.alloc(0)
  const chunk = Buffer.alloc(chunkBytes)
  let copied = 0
  try {
    to = await open(target, 'wx', 0o600)
    for (;;) {
      const read = await readChunk(from, chunk)
      if (read === null) return { ok: false, code: 'bad-image', detail: 'The file cannot be read to its end.' }
      if (read === 0) return { ok: true, kind: fileKind(head) }
      if (copied === 0) head = Buffer.from(chunk.subarray(0, Math.min(read, headBytes)))
      copied += read
      if (copied > limits.fileBytes) return tooLarge()
      await to.writeFile(chunk.subarray(0, read))
    }
  } catch (error) {
    return isFull(error)
      ? { ok: false, code: 'storage-full', detail: 'The disk of this station is full.' }
      : { ok: false, code: 'internal', detail: `The station cannot write to its spool (${errorText(error)}).` }
  } finally {
    await to?.close()
  }
}

async function readChunk(from: Handle, chunk: Buffer): Promise<number | null> {
  try {
    return (await from.read(chunk, 0, chunk.length)).bytesRead
  } catch {
    return null
  }
}

function tooLarge(): CopiedIn {
  return { ok: false, code: 'body-too-large', detail: `The file has more than ${limits.fileBytes / 1024 / 1024} MB.` }
}
