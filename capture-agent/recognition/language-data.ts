import { createHash } from 'node:crypto'
import { mkdir, open, readFile, rename, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { OpisError } from '#kernel/errors.ts'
import { newId } from '#kernel/ids.ts'
import { languages } from '#kernel/language.ts'
import type { Language } from '#kernel/language.ts'

/** Tesseract's names of the models (ISO 639-2/T). */
export const modelNames: Readonly<Record<Language, string>> = { ro: 'ron', uk: 'ukr', ru: 'rus', ka: 'kat', en: 'eng' }

export type LanguageData = {
  /** Holds NAME.traineddata for every model, unpacked. */
  folder: string
  models: { language: Language; dataSha256: string }[]
}

const unpack = promisify(gunzip)
const debianFolder = '/usr/share/tesseract-ocr/5/tessdata'
const committedFolder = fileURLToPath(new URL('./data/', import.meta.url))

/**
 * Gathers the models of the five languages in one folder, unpacked, from the first place that has each:
 * the configured folder, the npm package, the file committed beside this one, Debian's folder. Nothing
 * comes from the network. Safe to run again and by two processes at once.
 * Throws OpisError `bad-configuration` when a language is found nowhere.
 */
export async function gatherLanguageData(into: string, configuredFolder?: string): Promise<LanguageData> {
  await mkdir(into, { recursive: true })
  const models = await Promise.all(languages.map(async (language) => {
    const name = modelNames[language]
    const bytes = await findModel(name, configuredFolder)
    if (bytes === null) throw new OpisError('bad-configuration', `Language data ${name}.traineddata is missing: install it or put it into the configured folder.`)
    await writeWhole(join(into, `${name}.traineddata`), bytes)
    return { language, dataSha256: createHash('sha256').update(bytes).digest('hex') }
  }))
  return { folder: into, models }
}

async function findModel(name: string, configuredFolder: string | undefined): Promise<Uint8Array | null> {
  const file = `${name}.traineddata`
  return (configuredFolder === undefined ? null : await readIfThere(join(configuredFolder, file)))
    ?? await readPackage(name)
    ?? await readIfThere(join(committedFolder, file))
    ?? await readIfThere(join(debianFolder, file))
}

async function readPackage(name: string): Promise<Uint8Array | null> {
  try {
    // The integer models read as well as the full ones (the same error rate) and are a third of the size.
    const packed = createRequire(import.meta.url).resolve(`@tesseract.js-data/${name}/4.0.0_best_int/${name}.traineddata.gz`)
    return await unpack(await readFile(packed))
  } catch (error) {
    if (hasCode(error, 'MODULE_NOT_FOUND') || hasCode(error, 'ENOENT')) return null
    throw error
  }
}

async function readIfThere(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw error
  }
}

/** A reader never sees half a file: temporary name, fsync, rename. A file of the same size and bytes stays. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const there = await stat(path).catch(() => null)
  if (there?.size === bytes.length && Buffer.compare(await readFile(path), bytes) === 0) return
  const temporary = `${path}.${newId()}.part`
  const file = await open(temporary, 'w')
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(temporary, path)
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
