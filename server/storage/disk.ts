import { createReadStream } from 'node:fs'
import { lstat, mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises'
import type { EntryKind, FilePort } from './file-port.ts'

const readChunkBytes = 256 * 1024

/** The code of a system error, such as `ENOENT`; undefined for anything else. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

async function unless<T>(codes: readonly string[], instead: T, act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    if (codes.includes(systemCode(error) ?? '')) return instead
    throw error
  }
}

function kindOf(entry: { isFile(): boolean; isDirectory(): boolean }): EntryKind {
  if (entry.isFile()) return 'file'
  return entry.isDirectory() ? 'folder' : 'other'
}

const absent = ['ENOENT', 'ENOTDIR']

/** The file port on a local file system. */
export const disk: FilePort = {
  async makeFolder(path) {
    await mkdir(path, { recursive: true })
  },

  async write(path, chunks) {
    const handle = await open(path, 'wx')
    try {
      await handle.writeFile(chunks)
      await handle.sync()
    } finally {
      await handle.close()
    }
  },

  async syncFolder(path) {
    const handle = await open(path, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  },

  rename: (from, to) => rename(from, to),

  removeEmptyFolder: (path) =>
    unless([...absent, 'ENOTEMPTY', 'EEXIST'], false, async () => {
      await rmdir(path)
      return true
    }),

  removeTree: (path) => rm(path, { recursive: true, force: true }),

  list: (path) =>
    unless(absent, null, async () => {
      const entries = await readdir(path, { withFileTypes: true })
      return entries
        .map((entry) => ({ name: entry.name, kind: kindOf(entry) }))
        .sort((a, b) => (a.name < b.name ? -1 : 1))
    }),

  facts: (path) =>
    unless(absent, null, async () => {
      const facts = await lstat(path)
      return { kind: kindOf(facts), bytes: facts.size, links: facts.nlink, device: facts.dev }
    }),

  // Opens the file only when somebody reads, so that an unused stream holds nothing.
  async *chunks(path) {
    yield* createReadStream(path, { highWaterMark: readChunkBytes })
  },
}
