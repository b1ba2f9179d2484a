import { OpisError } from '#kernel/errors.ts'
import { createHash } from 'node:crypto'

/**
 * Passes the bytes on, one chunk late, and lets the last one go only when the SHA-512 of the whole is
 * right, so that nobody takes a damaged file for complete. Errors: `integrity` at the end.
 */
export async function* verifiedChunks(
  chunks: AsyncIterable<Uint8Array>,
  expected: { id: string; path: string; sha512: string },
): AsyncIterable<Uint8Array> {
  const hash = createHash('sha512')
  let held: Uint8Array | null = null
  for await (const chunk of chunks) {
    hash.update(chunk)
    if (held !== null) yield held
    held = chunk
  }
  if (hash.digest('hex') !== expected.sha512) {
    throw new OpisError('integrity', `The file ${expected.path} of ${expected.id} is damaged. Restore it from a backup.`)
  }
  if (held !== null) yield held
}
