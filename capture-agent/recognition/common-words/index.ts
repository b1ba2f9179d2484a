import type { Language } from '#kernel/language.ts'
import { englishWords } from './english.ts'
import { georgianWords } from './georgian.ts'
import { romanianWords } from './romanian.ts'
import { russianWords } from './russian.ts'
import { ukrainianWords } from './ukrainian.ts'

const lists: Record<Language, string> = {
  ro: romanianWords,
  uk: ukrainianWords,
  ru: russianWords,
  ka: georgianWords,
  en: englishWords,
}

/** Letters with Romanian marks, and the plain letters that a model without them reads. */
const bare: Record<string, string> = { ă: 'a', â: 'a', î: 'i', ș: 's', ț: 't', ş: 's', ţ: 't' }

/**
 * The form in which words are compared: lower case, Romanian marks dropped (a model of another
 * language reads `și` as `si`), one apostrophe, ё as е.
 */
export function comparable(word: string): string {
  return word.toLowerCase().replace(/[ăâîșțşţ]/g, (letter) => bare[letter] ?? letter).replace(/['ʼ`‘]/g, '’').replaceAll('ё', 'е')
}

function setOf(list: string): Set<string> {
  return new Set(list.split(/\s+/).filter((word) => word !== '').map(comparable))
}

/** The frequent words of each language in comparable form. */
export const commonWords: Readonly<Record<Language, ReadonlySet<string>>> = {
  ro: setOf(lists.ro),
  uk: setOf(lists.uk),
  ru: setOf(lists.ru),
  ka: setOf(lists.ka),
  en: setOf(lists.en),
}
