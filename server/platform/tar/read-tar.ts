import { OpisError } from '#kernel/errors.ts'
import { blockBytes, checksumOf, field } from './header.ts'

/** A file as it comes out of an archive; `content` must be read before the next file is asked for, what is left of it is passed over. */
export type TarEntry = { path: string; bytes: number; content: AsyncIterable<Uint8Array> }

/**
 * Reads a tar archive of plain files (ustar) as it arrives. Errors: `integrity` when a header is damaged
 * or the archive ends before its end mark.
 */
export async function* readTar(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<TarEntry> {
  const source = reader(chunks)
  for (;;) {
    const block = await source.exactly(blockBytes)
    if (block.every((byte) => byte === 0)) return
    const bytes = Number.parseInt(text(block, field.size), 8)
    if (Number.parseInt(text(block, field.checksum), 8) !== checksumOf(block) || Number.isNaN(bytes) || text(block, field.type) !== '0') throw damaged('a header is not one of a plain file')
    const prefix = text(block, field.prefix)
    let left = bytes
    const content = (async function* () {
      while (left > 0) {
        const part = await source.upTo(left)
        left -= part.length
        yield part
      }
    })()
    yield { path: prefix === '' ? text(block, field.name) : `${prefix}/${text(block, field.name)}`, bytes, content }
    while (left > 0) left -= (await source.upTo(left)).length
    await source.exactly((blockBytes - (bytes % blockBytes)) % blockBytes)
  }
}

const damaged = (what: string) => new OpisError('integrity', `The archive is damaged or cut off: ${what}.`)

function text(block: Buffer, { at, bytes }: { at: number; bytes: number }): string {
  return (block.toString('latin1', at, at + bytes).split('\0')[0] ?? '').trim()
}

/** Bytes of a stream in the portions asked for. */
function reader(chunks: AsyncIterable<Uint8Array>) {
  const iterator = chunks[Symbol.asyncIterator]()
  let rest: Buffer = Buffer.alloc(0)
  const upTo = async (most: number): Promise<Buffer> => {
    while (rest.length === 0) {
      const next = await iterator.next()
      if (next.done) throw damaged('it ends early')
      rest = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength)
    }
    const part = rest.subarray(0, most)
    rest = rest.subarray(part.length)
    return part
  }
  const exactly = async (bytes: number): Promise<Buffer> => {
    const parts: Buffer[] = []
    for (let missing = bytes; missing > 0; ) {
      const part = await upTo(missing)
      parts.push(part)
      missing -= part.length
    }
    return Buffer.concat(parts)
  }
  return { upTo, exactly }
}
