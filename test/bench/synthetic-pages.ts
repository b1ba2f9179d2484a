import { seededRandom } from '#server/demo/add-noise.ts'
import type { Language } from '#kernel/language.ts'
import type { IndexedPage } from '#server/search/search-index.ts'

const alphabets: Record<Language, readonly [string, string]> = {
  ro: ['bcdfglmnprstvzșț', 'aeiouăîâ'],
  uk: ['бвгджзклмнпрстхцчш', 'аеиіоуюяї'],
  ru: ['бвгджзклмнпрстхцчш', 'аеиоуыюяё'],
  ka: ['ბგდვზთკლმნპრსტფქღყშჩცძწჭხჯჰ', 'აეიოუ'],
  en: ['bcdfghjklmnprstvw', 'aeiouy'],
}
const languageOrder: readonly Language[] = ['uk', 'ro', 'ru', 'ka', 'en']
const vocabularySize = 8_000

/** Invented words by rank: the first is the most frequent. */
export function vocabulary(language: Language, random: () => number): string[] {
  const [consonants, vowels] = alphabets[language]
  const letter = (from: string) => from[Math.floor(random() * from.length)] ?? ''
  const words = new Set<string>()
  while (words.size < vocabularySize) {
    const syllables = 1 + Math.floor(random() * 4 * Math.min(1, 0.3 + words.size / 200))
    words.add(Array.from({ length: syllables }, () => letter(consonants) + letter(vowels)).join('') + (random() < 0.4 ? letter(consonants) : ''))
  }
  return [...words]
}

/** A rank by Zipf's law: the word of rank r comes up about 1/r times as often as the first. */
export function zipfRank(random: () => number): number {
  return Math.floor(Math.exp(random() * Math.log(vocabularySize + 1))) - 1
}

export type SyntheticArchive = { pages: IndexedPage[]; words: Record<Language, string[]> }

/** Pages of some 380 words in five languages, classes, years and units; 30 of 100 are the whole house's. */
export function syntheticArchive(pageCount: number, seed: number): SyntheticArchive {
  const random = seededRandom(seed)
  const words = Object.fromEntries(languageOrder.map((language) => [language, vocabulary(language, random)])) as Record<Language, string[]>
  const pages = Array.from({ length: pageCount }, (_, at): IndexedPage => {
    const language = languageOrder[Math.floor(random() ** 2 * languageOrder.length)] ?? 'uk'
    const list = words[language]
    const text = Array.from({ length: 330 + Math.floor(random() * 100) }, (__, index) => `${list[zipfRank(random)] ?? ''}${index % 12 === 11 ? '\n' : ' '}`).join('')
    return {
      record: `00000000-0000-7000-8000-${String(Math.floor(at / 3)).padStart(12, '0')}`,
      page: (at % 3) + 1,
      title: `Record ${Math.floor(at / 3)}`,
      class: `class-${Math.floor(random() * 12)}`,
      units: [`unit-${Math.floor(random() * 8)}`],
      wholeHouse: random() < 0.3,
      date: `${1990 + Math.floor(random() * 35)}-${String(1 + Math.floor(random() * 12)).padStart(2, '0')}-15`,
      language,
      text,
      source: null,
    }
  })
  return { pages, words }
}
