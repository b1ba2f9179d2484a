import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** Folders of the server itself: no export is written there, and each is looked after by its owner. */
const ownFolders = new Set(['database', 'store', 'store.staging', 'pictures', 'intake', 'keys'])
/** An export has one folder a record, directly in the folder that was named for it. */
const depth = 3

/** Removes folders and unfinished renditions of these records from exports and work in the data folder; exports elsewhere nobody knows of. */
export async function removeExports(dataFolder: string, records: ReadonlySet<string>): Promise<void> {
  await look(dataFolder, records, depth)
}

async function look(folder: string, records: ReadonlySet<string>, levels: number): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  for (const entry of entries) {
    if (entry.isFile() && entry.name.endsWith('.pdf') && records.has(entry.name.slice(0, -4))) await rm(join(folder, entry.name), { force: true })
    if (!entry.isDirectory() || (levels === depth && ownFolders.has(entry.name))) continue
    const path = join(folder, entry.name)
    if (records.has(entry.name)) await rm(path, { recursive: true, force: true })
    else if (levels > 1) await look(path, records, levels - 1)
  }
}
