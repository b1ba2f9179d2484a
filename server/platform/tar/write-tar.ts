import { blockBytes, checksumOf, field } from './header.ts'

/** A file of an archive: its path (ASCII, `/` between the parts), exact size, and bytes. */
export type TarFile = { path: string; bytes: number; content: AsyncIterable<Uint8Array> }

/** A tar archive in the form of POSIX 1003.1-1988 (ustar), while its files are read. Throws when a file has another size than said. */
export async function* writeTar(files: AsyncIterable<TarFile>): AsyncGenerator<Uint8Array> {
  for await (const { path, bytes, content } of files) {
    yield header(path, bytes)
    let sent = 0
    for await (const chunk of content) {
      sent += chunk.byteLength
      yield chunk
    }
    if (sent !== bytes) throw new Error(`${path} has ${sent} bytes instead of ${bytes}`)
    yield Buffer.alloc((blockBytes - (bytes % blockBytes)) % blockBytes)
  }
  yield Buffer.alloc(2 * blockBytes)
}

function header(path: string, bytes: number): Buffer {
  const { name, prefix } = split(path)
  const block = Buffer.alloc(blockBytes)
  block.write(name, field.name.at, 'latin1')
  block.write('0000644\0', field.mode.at, 'latin1')
  block.write('0000000\0', field.owner.at, 'latin1')
  block.write('0000000\0', field.group.at, 'latin1')
  block.write(`${bytes.toString(8).padStart(11, '0')}\0`, field.size.at, 'latin1')
  block.write('00000000000\0', field.time.at, 'latin1')
  block.write('0', field.type.at, 'latin1')
  block.write('ustar\u000000', field.magic.at, 'latin1')
  block.write(prefix, field.prefix.at, 'latin1')
  block.write(`${checksumOf(block).toString(8).padStart(6, '0')}\0 `, field.checksum.at, 'latin1')
  return block
}

/** A path longer than the field for it goes on two, divided at a slash. */
function split(path: string): { name: string; prefix: string } {
  if (!/^[\x20-\x7e]+$/.test(path)) throw new Error(`${JSON.stringify(path)} is no path for a tar archive`)
  if (path.length <= field.name.bytes) return { name: path, prefix: '' }
  const at = path.lastIndexOf('/', field.prefix.bytes)
  const [prefix, name] = [path.slice(0, at), path.slice(at + 1)]
  if (at <= 0 || name.length > field.name.bytes) throw new Error(`${path} is too long for a tar archive`)
  return { name, prefix }
}
