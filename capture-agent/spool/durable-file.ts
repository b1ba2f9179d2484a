import { createHash } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Makes a folder and those above it; only the owner enters, since pages lie in it. */
export async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true, mode: 0o700 })
  if (first !== undefined) await syncFolder(dirname(first))
}

/** Forces the entries of a folder to disk: after it, a rename or removal in it survives a power cut. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** Forces the bytes of a file to disk. */
export async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Replaces a small file so that at every moment the old or the new content is there, never half. */
export async function writeDurably(path: string, content: string, mode: number): Promise<void> {
  const temporary = `${path}.part`
  await rm(temporary, { force: true })
  const file = await open(temporary, 'wx', mode)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(temporary, path)
  await syncFolder(dirname(path))
}

/** SHA-512 in lower-case hex and length of a file as it lies on disk. */
export async function hashFile(path: string): Promise<{ sha512: string; bytes: number }> {
  const hash = createHash('sha512')
  const file = await open(path, 'r')
  try {
    // One buffer for the whole file: a stream would leave a heap of garbage per page behind.
    const chunk = Buffer.allocUnsafe(256 * 1024)
    let bytes = 0
    for (;;) {
      const { bytesRead } = await file.read(chunk, 0, chunk.length)
      if (bytesRead === 0) return { sha512: hash.digest('hex'), bytes }
      hash.update(chunk.subarray(0, bytesRead))
      bytes += bytesRead
    }
  } finally {
    await file.close()
  }
}
