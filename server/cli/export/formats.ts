import { createHash } from 'node:crypto'
import { mkdir, open, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { syncFolder } from '#platform/durable-file.ts'
import { fileSystemStore } from '#server/storage/file-system-store.ts'
import { objectIdOf, storeUser } from '#server/records/context.ts'
import { manifestName } from '#server/records/export-records.ts'
import { version } from '../../version.ts'
import type { TakenFile, TakeRecord } from './take-export.ts'

export const exportFormats = ['ocfl', 'bagit', 'files'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** How records are laid out in the folder of an export; `end` writes what is known only when all are there. */
type Layout = { take: TakeRecord; end(): Promise<void> }

/** The layouts by name; `root` is the folder that will be handed over, not yet made. */
export const layouts: Record<ExportFormat, (root: string, now: Date) => Promise<Layout>> = {
  /** A folder a record, with a manifest that `sha512sum -c` reads. */
  files: async (root) => ({
    take: async ({ id, folder, files }) => {
      await moveIn(folder, join(root, id))
      await writeWhole(join(root, id, manifestName), files.map(({ path, sha512 }) => `${sha512}  ${path}\n`).join(''))
    },
    end: () => mkdir(root, { recursive: true }).then(() => undefined),
  }),

  /** One bag of RFC 8493 with a folder a record in its payload. */
  bagit: async (root, now) => {
    const payload: { path: string; bytes: number; sha512: string }[] = []
    return {
      take: async ({ id, folder, files }) => {
        await moveIn(folder, join(root, 'data', id))
        for (const { path, bytes, sha512 } of files) payload.push({ path: `data/${id}/${path}`, bytes, sha512 })
      },
      end: async () => {
        await mkdir(join(root, 'data'), { recursive: true })
        const octets = payload.reduce((sum, file) => sum + file.bytes, 0)
        const info = `Bagging-Date: ${now.toISOString().slice(0, 10)}\nPayload-Oxum: ${octets}.${payload.length}\nBag-Software-Agent: Opis ${version()}\n`
        const tags = { 'bagit.txt': 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n', 'bag-info.txt': info, [manifestName]: payload.map(({ path, sha512 }) => `${sha512}  ${bagPath(path)}\n`).join('') }
        for (const [name, text] of Object.entries(tags)) await writeWhole(join(root, name), text)
        await writeWhole(join(root, `tag${manifestName}`), Object.entries(tags).map(([name, text]) => `${createHash('sha512').update(text).digest('hex')}  ${name}\n`).join(''))
      },
    }
  },

  /** An OCFL storage root of its own; the newest version of each record is the first one there. */
  ocfl: async (root, now) => {
    const store = await fileSystemStore(root)
    return {
      take: async ({ id, files }) => {
        await store.publish({ id: objectIdOf(id), add: files.map(asNewFile), message: 'Exported', user: storeUser, createdAt: now })
      },
      end: async () => undefined,
    }
  },
}

const asNewFile = ({ path, file, sha512 }: TakenFile) => ({ path, source: { file }, sha512 })

/** RFC 8493, 2.1.3: line ends and the per cent sign in paths are encoded. */
const bagPath = (path: string) => path.replaceAll('%', '%25').replaceAll('\n', '%0A').replaceAll('\r', '%0D')

async function moveIn(folder: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true })
  await rename(folder, target)
  await syncFolder(dirname(target))
}

async function writeWhole(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o640)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}
