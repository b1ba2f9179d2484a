import { fromBufferPromise } from 'yauzl'

export type UnzipLimits = { files: number; bytes: number }
export type Unzipped = { kind: 'files'; files: Map<string, Uint8Array> } | { kind: 'too-large' } | { kind: 'broken' }

/** The files of an archive in memory, by path; names are data and never become paths. What grows beyond the limits is not unpacked to the end. */
export async function unzip(bytes: Uint8Array, limits: UnzipLimits): Promise<Unzipped> {
  const files = new Map<string, Uint8Array>()
  let total = 0
  try {
    const zip = await fromBufferPromise(Buffer.from(bytes), { lazyEntries: true, validateEntrySizes: true })
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue
      // The archive says how large a file becomes; the reader ends one that becomes larger.
      total += entry.uncompressedSize
      if (files.size >= limits.files || total > limits.bytes) return { kind: 'too-large' }
      const chunks: Uint8Array[] = []
      for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Uint8Array)
      files.set(entry.fileName, Buffer.concat(chunks))
    }
    return { kind: 'files', files }
  } catch {
    return { kind: 'broken' }
  }
}
