import { crc32, deflateRawSync } from 'node:zlib'

/** A file of an archive: its path in ASCII, `/` between the parts. `stored`: not packed. */
export type ZipFile = { path: string; bytes: Uint8Array; stored?: boolean }

/** 1 January 1980, the first day that the format knows: the same files give the same bytes. */
const firstDay = (1 << 5) | 1
const versionNeeded = 20
const largest = 0xffff_ffff

/** A ZIP archive in memory (APPNOTE 6.3, without the 64-bit forms), its files in the order given. Throws when it grows beyond 4 GB. */
export function writeZip(files: readonly ZipFile[]): Uint8Array {
  const parts: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let at = 0
  for (const { path, bytes, stored = false } of files) {
    const packed = stored ? bytes : deflateRawSync(bytes)
    const name = Buffer.from(path, 'ascii')
    const head = localHead({ bytes, packed, stored, name })
    directory.push(Buffer.concat([directoryHead(head, at), name]))
    parts.push(Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), head, name]), packed)
    at += 4 + head.byteLength + name.byteLength + packed.byteLength
  }
  const bytes = directory.reduce((sum, entry) => sum + entry.byteLength, 0)
  if (at + bytes > largest || files.length > 0xffff) throw new RangeError('the archive is too large for this form of ZIP')
  return Buffer.concat([...parts, ...directory, endRecord({ files: files.length, bytes, at })])
}

function localHead({ bytes, packed, stored, name }: { bytes: Uint8Array; packed: Uint8Array; stored: boolean; name: Uint8Array }): Buffer {
  const head = Buffer.alloc(26)
  head.writeUInt16LE(versionNeeded, 0)
  head.writeUInt16LE(stored ? 0 : 8, 4)
  head.writeUInt16LE(firstDay, 8)
  head.writeUInt32LE(crc32(bytes), 10)
  head.writeUInt32LE(packed.byteLength, 14)
  head.writeUInt32LE(bytes.byteLength, 18)
  head.writeUInt16LE(name.byteLength, 22)
  return head
}

/** The entry of a file in the directory at the end: what its head says, and where that lies. */
function directoryHead(head: Buffer, at: number): Buffer {
  const rest = Buffer.alloc(14)
  rest.writeUInt32LE(at, 10)
  const made = Buffer.alloc(2)
  made.writeUInt16LE(versionNeeded, 0)
  return Buffer.concat([Buffer.from('PK\u0001\u0002', 'latin1'), made, head, rest])
}

function endRecord({ files, bytes, at }: { files: number; bytes: number; at: number }): Buffer {
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 0, 'latin1')
  end.writeUInt16LE(files, 8)
  end.writeUInt16LE(files, 10)
  end.writeUInt32LE(bytes, 12)
  end.writeUInt32LE(at, 16)
  return end
}
