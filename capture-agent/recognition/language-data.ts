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
import type { EngineModel } from './ocr-engine.ts'

/** Tesseract's names of the models (ISO 639-2/T). */
export const modelNames: Readonly<Record<Language, string>> = { ro: 'ron', uk: 'ukr', ru: 'rus', ka: 'kat', en: 'eng' }

export type LanguageData = {
  /** Holds NAME.traineddata for every model and `NAME_quick.traineddata` for a quick one beside it, unpacked. */
  folder: string
  models: EngineModel[]
}

/** The fast English model takes dust for points and dashes but in large print; for the others it reads as well in less time (decision 13). */
const fastReadsWorse: readonly Language[] = ['en']

const unpack = promisify(gunzip)
const debianFolder = '/usr/share/tesseract-ocr/5/tessdata'
const committedFolder = fileURLToPath(new URL('./data/', import.meta.url))

/** A model before it is laid into our folder. `from` says where it was found, for people. */
export type FoundModel = { language: Language; from: string; bytes: Uint8Array; dataSha256: string; quick?: { bytes: Uint8Array; dataSha256: string } | undefined }

/**
 * Gathers the models of the five languages in one folder, unpacked. Safe to run again and by two processes at once.
 * Throws OpisError as `findLanguageData` does.
 */
export async function gatherLanguageData(into: string, configuredFolder?: string): Promise<LanguageData> {
  await mkdir(into, { recursive: true })
  const found = await findLanguageData(configuredFolder)
  await Promise.all(
    found.flatMap(({ language, bytes, quick }) => [
      writeWhole(join(into, `${modelNames[language]}.traineddata`), bytes),
      ...(quick === undefined ? [] : [writeWhole(join(into, `${quickName(language)}.traineddata`), quick.bytes)]),
    ]),
  )
  return { folder: into, models: found.map(({ language, dataSha256, quick }) => ({ language, dataSha256, ...(quick === undefined ? {} : { quick: { dataSha256: quick.dataSha256 } }) })) }
}

/**
 * Finds the model of each language in the first place that has it: the configured folder, Debian's folder with the fast models, the file
 * committed beside this one, the npm package with the full ones. Nothing comes from the network. Throws OpisError
 * `bad-configuration` when a language is found nowhere.
 */
export async function findLanguageData(configuredFolder?: string): Promise<FoundModel[]> {
  return await Promise.all(languages.map(async (language) => {
    const found = await findModel(language, configuredFolder)
    if (found === null) throw new OpisError('bad-configuration', `Language data ${modelNames[language]}.traineddata is missing: install it or put it into the configured folder.`)
    const quick = found.from === 'npm' && fastReadsWorse.includes(language) ? await readIfThere(join(debianFolder, `${modelNames[language]}.traineddata`)) : null
    return { language, ...found, dataSha256: hashOf(found.bytes), ...(quick === null ? {} : { quick: { bytes: quick, dataSha256: hashOf(quick) } }) }
  }))
}

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const quickName = (language: Language) => `${modelNames[language]}_quick`

/**
 * The names of the models for these languages, joined by `+` as Tesseract takes them; the quick one of a language where the
 * print is large and there is one. Throws OpisError `bad-configuration` when one is not there.
 */
export function modelsFor(data: LanguageData, wanted: readonly Language[], largePrint = false): string {
  for (const language of wanted) {
    if (data.models.some((model) => model.language === language)) continue
    throw new OpisError('bad-configuration', `There is no language data for "${language}" in the recogniser.`)
  }
  const isQuick = (language: Language) => largePrint && data.models.some((model) => model.language === language && model.quick !== undefined)
  return wanted.map((language) => (isQuick(language) ? quickName(language) : modelNames[language])).join('+')
}

type Place = { from: string; read: () => Promise<Uint8Array | null> }

async function findModel(language: Language, configuredFolder: string | undefined): Promise<{ from: string; bytes: Uint8Array } | null> {
  const name = modelNames[language]
  const file = `${name}.traineddata`
  const configured: Place = { from: 'the configured folder', read: async () => (configuredFolder === undefined ? null : readIfThere(join(configuredFolder, file))) }
  const fast: Place[] = [
    { from: 'Debian', read: () => readIfThere(join(debianFolder, file)) },
    { from: 'Opis', read: () => readIfThere(join(committedFolder, file)) },
  ]
  const full: Place = { from: 'npm', read: () => readPackage(name) }
  for (const { from, read } of [configured, ...(fastReadsWorse.includes(language) ? [full, ...fast] : [...fast, full])]) {
    const bytes = await read()
    if (bytes !== null) return { from, bytes }
  }
  return null
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
