import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { OpisError } from '#kernel/errors.ts'
import { limits } from '#kernel/limits.ts'
import { readZip } from './read-zip.ts'

export type ImportItem = { source: string; bytes: Uint8Array; total: number } | { source: string; fault: string; detail: string; total: number }

/** All files behind the paths, in name order: folders are walked, ZIP archives opened. */
export async function* listImports(paths: string[]): AsyncGenerator<ImportItem> {
  const files = (await Promise.all(paths.map(filesBelow))).flat()
  for (const file of files) {
    const { size } = await stat(file)
    const source = basename(file)
    if (size > limits.fileBytes) yield { source, fault: 'body-too-large', detail: 'The file is larger than 256 MiB. Divide it.', total: files.length }
    else if (/\.zip$/i.test(file)) for await (const entry of readZip(file)) yield { ...entry, total: files.length }
    else yield { source, bytes: await readFile(file), total: files.length }
  }
}

async function filesBelow(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => {
    throw new OpisError('not-found', `There is no file or folder ${path}.`)
  })
  if (!found.isDirectory()) return [path]
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return files.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
}
