import { createRequire } from 'node:module'
import type { EngineChoice } from '#agent/recognition/choose-engine.ts'
import type { LanguageData } from '#agent/recognition/language-data.ts'
import type { Language } from '#kernel/language.ts'

/** Engine, version and the data of these languages, by the first signs of its SHA-256: what a figure holds for. */
export function describeEngine(choice: EngineChoice, data: LanguageData, languages: readonly Language[]): string {
  const { version } = choice.kind === 'native' ? choice : createRequire(import.meta.url)('tesseract.js/package.json') as { version: string }
  const hashes = data.models.filter(({ language }) => languages.includes(language)).map(({ language, dataSha256 }) => `${language} ${dataSha256.slice(0, 10)}`)
  return `${choice.kind === 'native' ? 'tesseract' : choice.kind} ${version}, data ${hashes.join(' ')}`
}
