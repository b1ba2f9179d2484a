import { lstat, readdir } from 'node:fs/promises'
import { displayName } from './display-name.ts'

/** One file of a pile. `key` names it uniquely within its folder; `path` opens it, whatever its bytes. */
export type PileItem = { key: string; name: string; path: Buffer; bytes: number; mtimeMs: number }

export type Pile = { items: PileItem[]; leftOut: string[] }

const housekeeping = /^(\.DS_Store|\._.*|\.directory|Thumbs\.db|desktop\.ini)$/i
const order = new Intl.Collator('en', { numeric: true })

/**
 * The files of a folder in the order in which people read numbers (2 before 10). Folders, links and
 * devices are left out and named; what file managers leave in every folder is passed over.
 *
 * @throws the system's error when the folder cannot be read
 */
export async function listPile(folder: string): Promise<Pile> {
  const names = await readdir(folder, { encoding: 'buffer' })
  const items: PileItem[] = []
  const leftOut: string[] = []
  for (const raw of names) {
    const name = displayName(raw.toString('utf8'))
    if (housekeeping.test(name)) continue
    const path = Buffer.concat([Buffer.from(`${folder}/`), raw])
    const stat = await lstat(path)
    if (stat.isFile()) items.push({ key: keyOf(raw), name, path, bytes: stat.size, mtimeMs: Math.trunc(stat.mtimeMs) })
    else leftOut.push(name)
  }
  items.sort((one, other) => order.compare(one.key, other.key) || (one.key < other.key ? -1 : 1))
  return { items, leftOut }
}

/** A name that is not UTF-8 keeps its bytes behind a NUL, which no file name has. */
function keyOf(raw: Buffer): string {
  const text = raw.toString('utf8')
  return Buffer.from(text, 'utf8').equals(raw) ? text : `\0${raw.toString('base64url')}`
}
