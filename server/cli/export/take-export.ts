import { createHash } from 'node:crypto'
import { mkdir, open, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { OpisError } from '#kernel/errors.ts'
import { readTar, type TarEntry } from '#platform/tar/read-tar.ts'
import { manifestName, reportPath, type ExportReport } from '#server/records/export-records.ts'

/** A file that has arrived whole and is durable in the work folder of its record. */
export type TakenFile = { path: string; file: string; bytes: number; sha512: string }

/** What is done with each record when all of its files are there; its folder is removed afterwards unless it was moved. */
export type TakeRecord = (record: { id: string; folder: string; files: readonly TakenFile[] }) => Promise<void>

const report = z.object({ records: z.int(), files: z.int(), bytes: z.number(), bad: z.array(z.object({ record: z.string(), fault: z.string() })) })
const longestManifestBytes = 64 * 1024 * 1024

/** Expected checksums by path of the record that is arriving, and what has come of it. */
type Arriving = { id: string; folder: string; expected: Map<string, string>; files: TakenFile[] }

/**
 * Receives an export record by record into a work folder, every byte held against its checksum. Errors:
 * `integrity` when the stream is cut off, a file is missing, or bytes are not those of the archive.
 */
export async function takeExport(archive: AsyncIterable<Uint8Array>, workFolder: string, take: TakeRecord): Promise<ExportReport> {
  let arriving: Arriving | null = null
  for await (const entry of readTar(archive)) {
    if (entry.path === reportPath) {
      await finish(arriving, take)
      return report.parse(JSON.parse((await whole(entry)).toString('utf8')))
    }
    const [, id = '', path = ''] = /^([0-9a-f-]{36})\/(.+)$/.exec(entry.path) ?? []
    if (path === manifestName) {
      await finish(arriving, take)
      arriving = { id, folder: join(workFolder, id), expected: readManifest((await whole(entry)).toString('utf8')), files: [] }
    } else if (arriving?.id === id && arriving.expected.has(path)) await takeFile(arriving, path, entry)
    else throw new OpisError('integrity', `The export has a file that belongs nowhere: ${entry.path}`)
  }
  throw new OpisError('integrity', 'The export ends without its report. Run the command again.')
}

async function takeFile(arriving: Arriving, path: string, entry: TarEntry): Promise<void> {
  const file = join(arriving.folder, path)
  await mkdir(dirname(file), { recursive: true })
  const hash = createHash('sha512')
  const handle = await open(file, 'wx', 0o640)
  try {
    for await (const chunk of entry.content) {
      hash.update(chunk)
      await handle.writeFile(chunk)
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
  const sha512 = hash.digest('hex')
  if (sha512 !== arriving.expected.get(path)) throw new OpisError('integrity', `The bytes of ${entry.path} that arrived are not those of the archive. Run the command again.`)
  arriving.files.push({ path, file, bytes: entry.bytes, sha512 })
}

async function finish(arriving: Arriving | null, take: TakeRecord): Promise<void> {
  if (!arriving) return
  if (arriving.files.length !== arriving.expected.size) throw new OpisError('integrity', `Files of the record ${arriving.id} are missing from the export. Run the command again.`)
  await take(arriving)
  await rm(arriving.folder, { recursive: true, force: true })
}

/** Lines of `sha512  path`; a path that could leave its folder is refused. */
function readManifest(text: string): Map<string, string> {
  const lines = [...text.matchAll(/^([0-9a-f]{128}) {2}(.+)$/gm)].map(([, sha512 = '', path = '']) => [path, sha512] as const)
  if (lines.some(([path]) => path.split('/').some((part) => part === '' || part === '.' || part === '..'))) throw new OpisError('integrity', 'The export names a path outside its folder.')
  return new Map(lines)
}

async function whole(entry: TarEntry): Promise<Buffer> {
  if (entry.bytes > longestManifestBytes) throw new OpisError('integrity', `${entry.path} is too large.`)
  return Buffer.concat(await Array.fromAsync(entry.content))
}
