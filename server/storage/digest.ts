import { createHash } from 'node:crypto'

type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>

/** Digests of one reading of some bytes, lower-case hex. */
export type Digests = { sha512: string; sha256: string; bytes: number }

/**
 * Passes the bytes on unchanged and hashes them on the way. `result` may be called once, after the
 * last chunk.
 */
export function hashing(chunks: Chunks): { chunks: AsyncIterable<Uint8Array>; result(): Digests } {
  const sha512 = createHash('sha512')
  const sha256 = createHash('sha256')
  let bytes = 0
  async function* pass(): AsyncIterable<Uint8Array> {
    for await (const chunk of chunks) {
      sha512.update(chunk)
      sha256.update(chunk)
      bytes += chunk.length
      yield chunk
    }
  }
  return {
    chunks: pass(),
    result: () => ({ sha512: sha512.digest('hex'), sha256: sha256.digest('hex'), bytes }),
  }
}

/** Digests of the bytes by each of the named algorithms of `node:crypto`, in one reading. */
export async function digestAll(chunks: Chunks, algorithms: readonly string[]): Promise<string[]> {
  const hashes = algorithms.map((algorithm) => createHash(algorithm))
  for await (const chunk of chunks) for (const hash of hashes) hash.update(chunk)
  return hashes.map((hash) => hash.digest('hex'))
}

/** Both digests of the bytes, without passing them on. */
export async function digest(chunks: Chunks): Promise<Digests> {
  const hashed = hashing(chunks)
  for await (const _ of hashed.chunks);
  return hashed.result()
}

/** SHA-512 of bytes in memory. */
export function sha512Of(bytes: Uint8Array): string {
  return createHash('sha512').update(bytes).digest('hex')
}
