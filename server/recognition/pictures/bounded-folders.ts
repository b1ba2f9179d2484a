import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** A folder of folders that can all be made again; the least recently used go when they take too much room. */
export type BoundedFolders = {
  /**
   * The folder for a key, filled by `fill` when it is not there. Two who ask at once wait for one
   * filling. A filling that fails leaves nothing, and its error reaches everyone who waited.
   */
  obtain(key: string, fill: (folder: string) => Promise<void>): Promise<string>
  /** Forgets a key, for example because its folder proved damaged. */
  forget(key: string): Promise<void>
}

type Entry = { bytes: number }

const keyPattern = /^[a-z0-9-]{1,200}$/
const unfinished = '.part-'

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  let bytes = 0
  for (const entry of entries) if (entry.isFile()) bytes += (await stat(join(entry.parentPath, entry.name))).size
  return bytes
}

/** What an earlier process left, oldest first; half-made folders are removed. */
async function takeStock(root: string): Promise<Map<string, Entry>> {
  await mkdir(root, { recursive: true })
  const found: { key: string; bytes: number; mtimeMs: number }[] = []
  for (const name of await readdir(root)) {
    const folder = join(root, name)
    if (name.startsWith(unfinished)) await rm(folder, { recursive: true, force: true })
    else if (keyPattern.test(name)) found.push({ key: name, bytes: await sizeOf(folder), mtimeMs: (await stat(folder)).mtimeMs })
  }
  found.sort((a, b) => a.mtimeMs - b.mtimeMs)
  return new Map(found.map(({ key, bytes }) => [key, { bytes }]))
}

/** Opens such a folder of folders; `root` is made when needed and belongs to one process. */
export function createBoundedFolders({ root, maxBytes }: { root: string; maxBytes: number }): BoundedFolders {
  let stock: Promise<Map<string, Entry>> | null = null
  const underWay = new Map<string, Promise<string>>()

  const forget = async (key: string): Promise<void> => {
    const entries = await (stock ??= takeStock(root))
    entries.delete(key)
    await rm(join(root, key), { recursive: true, force: true })
  }

  const makeRoom = async (entries: Map<string, Entry>, keep: string): Promise<void> => {
    let total = entries.values().reduce((sum, { bytes }) => sum + bytes, 0)
    for (const [key, { bytes }] of [...entries]) {
      if (total <= maxBytes) return
      if (key === keep) continue
      total -= bytes
      await forget(key)
    }
  }

  const fillNew = async (key: string, fill: (folder: string) => Promise<void>): Promise<string> => {
    const entries = await (stock ??= takeStock(root))
    const known = entries.get(key)
    if (known !== undefined) {
      // A map keeps the order of insertion: the last is the most recently used.
      entries.delete(key)
      entries.set(key, known)
      return join(root, key)
    }
    const temporary = join(root, `${unfinished}${randomUUID()}`)
    await mkdir(temporary)
    try {
      await fill(temporary)
      const bytes = await sizeOf(temporary)
      await rename(temporary, join(root, key))
      entries.set(key, { bytes })
    } catch (error) {
      await rm(temporary, { recursive: true, force: true })
      throw error
    }
    await makeRoom(entries, key)
    return join(root, key)
  }

  return {
    forget,
    obtain(key, fill) {
      if (!keyPattern.test(key)) return Promise.reject(new TypeError(`not a key: ${key.slice(0, 40)}`))
      const running = underWay.get(key)
      if (running !== undefined) return running
      const started = fillNew(key, fill).finally(() => underWay.delete(key))
      underWay.set(key, started)
      return started
    },
  }
}
