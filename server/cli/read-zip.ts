import { basename } from 'node:path'
import { openPromise } from 'yauzl'
import { limits } from '#kernel/limits.ts'

const entriesMax = 10_000
const totalBytesMax = 4 * 1024 * 1024 * 1024
/** More than this and the archive holds little but a bomb (text packs about 10 to 1). */
const ratioMax = 200

export type ZipItem = { source: string; bytes: Uint8Array } | { source: string; fault: string; detail: string }

/** The files of a ZIP archive, one in memory at a time; names are data and never become paths. */
export async function* readZip(file: string): AsyncGenerator<ZipItem> {
  const source = basename(file)
  try {
    const zip = await openPromise(file, { lazyEntries: true, validateEntrySizes: true })
    let entries = 0
    let total = 0
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue
      entries += 1
      total += entry.uncompressedSize
      const name = basename(entry.fileName)
      if (entries > entriesMax || total > totalBytesMax) return yield { source, fault: 'too-many-pages', detail: 'The archive holds too much. Divide it.' }
      if (entry.uncompressedSize > limits.fileBytes || entry.uncompressedSize > entry.compressedSize * ratioMax + 1024 * 1024) {
        yield { source: name, fault: 'body-too-large', detail: 'The file in the archive is too large, or packed suspiciously well.' }
        continue
      }
      const chunks: Uint8Array[] = []
      for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Uint8Array)
      yield { source: name, bytes: Buffer.concat(chunks) }
    }
  } catch {
    yield { source, fault: 'unknown-format', detail: 'The ZIP archive is broken. Make it again.' }
  }
}
