import { inLanguage } from '#kernel/language.ts'
import { currentLanguage } from './locale.ts'

/** A name or sentence kept in several languages, in the one of the UI, in English, or in whichever there is; `otherwise` when there is none. */
export function localName(names: Readonly<Partial<Record<string, string>>> | undefined, otherwise = ''): string {
  return inLanguage(names, currentLanguage()) || otherwise
}
