import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { OpisError } from '#kernel/errors.ts'
import { writeDurably } from '../durable-file.ts'

const markOf = (dataFolder: string) => join(dataFolder, 'moved.json')

/** Notes in the folder of an embedded database that its contents live elsewhere now. */
export async function markMoved(dataFolder: string, mark: { at: string; to: string }): Promise<void> {
  const name = markOf(dataFolder)
  const written = await writeDurably(Readable.from([Buffer.from(`${JSON.stringify(mark)}\n`)]), name, `${name}.new`)
  await written.commit()
}

/** Two databases for one store would each miss half of the records: the old one is not opened any more. */
export async function refuseMoved(dataFolder: string): Promise<void> {
  const text = await readFile(markOf(dataFolder), 'utf8').catch(() => null)
  if (text === null) return
  const { at, to } = JSON.parse(text) as { at: string; to: string }
  throw new OpisError('bad-configuration', `The database of this folder was moved to ${to} on ${at.slice(0, 10)}. Set DATABASE_URL to it. To go back to the old one and lose what came later, remove ${markOf(dataFolder)}.`)
}
