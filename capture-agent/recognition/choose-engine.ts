import { join } from 'node:path'
import { OpisError } from '#kernel/errors.ts'
import type { EngineWish } from './engine-wish.ts'
import { findTesseract } from './find-tesseract.ts'
import { gatherLanguageData } from './language-data.ts'
import { createNativeTesseractEngine } from './native-tesseract-engine.ts'
import type { OcrEngine } from './ocr-engine.ts'
import { createTesseractJsEngine } from './tesseract-js-engine.ts'

/** The engine to be used; `why` says for what reason it is not the other one. */
export type EngineChoice = { kind: 'native'; program: string; version: string } | { kind: 'tesseract.js'; why: string }

/** Decides without starting anything but `tesseract --version`. Throws OpisError `bad-configuration` when only the installed one is wanted and it cannot be used. */
export async function chooseEngine(wish: EngineWish, program: string): Promise<EngineChoice> {
  if (wish === 'tesseract.js') return { kind: 'tesseract.js', why: 'the setting asks for it' }
  const found = await findTesseract(program)
  if (found.ok) return { kind: 'native', program: found.program, version: found.version }
  if (wish === 'native') throw new OpisError('bad-configuration', `OPIS_OCR_ENGINE asks for the installed Tesseract, but ${found.reason}.`)
  return { kind: 'tesseract.js', why: found.reason }
}

export type EngineSettings = {
  wish: EngineWish
  program: string
  /** The recogniser's own folder: unpacked language data and images while they are read. */
  dataFolder: string
  /** A folder with other language data, looked at first. */
  languageDataFolder: string | null
  concurrency: number
}

/** Chooses an engine, gathers its language data and makes it ready; `why` is null for the installed one. Throws OpisError `bad-configuration`. */
export async function openEngine(settings: EngineSettings): Promise<{ engine: OcrEngine; why: string | null }> {
  const { dataFolder, concurrency } = settings
  const choice = await chooseEngine(settings.wish, settings.program)
  const data = await gatherLanguageData(join(dataFolder, 'language-data'), settings.languageDataFolder ?? undefined)
  if (choice.kind === 'tesseract.js') return { engine: createTesseractJsEngine({ data, concurrency }), why: choice.why }
  const { program, version } = choice
  return { engine: await createNativeTesseractEngine({ program, version, data, concurrency, workFolder: join(dataFolder, 'work') }), why: null }
}
