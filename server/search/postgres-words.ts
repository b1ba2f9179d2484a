import { tokenise } from '#kernel/fold.ts'
import { languages } from '#kernel/language.ts'
import type { IndexedPage } from './search-index.ts'
import { stems } from './stem.ts'

/** PostgreSQL numbers the words of a tsvector up to here and keeps this many places of one word. */
const lastPosition = 16_383
const placesKept = 255
/** So that no phrase runs from the text into the title. */
const titleGap = 10

/** Marks that no folded word contains: stems and pairs of neighbours lie beside the words under them. */
const formMark = '='
const pairMark = '~'
/** Pairs share buckets, which keeps the index small; what shares a bucket by chance is sorted out afterwards. */
const pairBuckets = 2 ** 18

/**
 * A page as three tsvector literals, made by us alone: no dictionary or parser of PostgreSQL sees the
 * text, so every engine finds the same. `words` and `forms` have places, `lexemes` is the index's view.
 */
export type PageVectors = { words: string; forms: string; lexemes: string }

export function vectorsOf(page: Pick<IndexedPage, 'page' | 'title' | 'language' | 'text'>): PageVectors {
  const words = new Map<string, string[]>()
  const forms = new Map<string, string[]>()
  const pairs = new Set<string>()
  const formsOfPage = rememberForms(page.language)
  const addAll = (text: string, from: number): number => {
    const tokens = tokenise(text)
    tokens.forEach(({ token }, index) => {
      const place = String(Math.min(from + index, lastPosition))
      note(words, token, place)
      for (const form of formsOfPage(token)) note(forms, form, place)
      const next = tokens[index + 1]
      if (next !== undefined) pairs.add(pairLexeme(token, next.token))
    })
    return from + tokens.length
  }
  const end = addAll(page.text, 1)
  if (page.page === 1) addAll(page.title, end + titleGap)
  return { words: literal(words), forms: literal(forms), lexemes: [...words.keys(), ...forms.keys(), ...pairs].map(quoted).join(' ') }
}

function note(places: Map<string, string[]>, lexeme: string, place: string): void {
  const known = places.get(lexeme)
  if (known === undefined) places.set(lexeme, [place])
  else if (known.length < placesKept && known.at(-1) !== place) known.push(place)
}

function literal(places: ReadonlyMap<string, readonly string[]>): string {
  return Array.from(places, ([lexeme, where]) => `${quoted(lexeme)}:${where.join(',')}`).join(' ')
}

function rememberForms(name: string | null): (token: string) => readonly string[] {
  const language = languages.find((one) => one === name) ?? null
  const known = new Map<string, readonly string[]>()
  return (token) => {
    const found = known.get(token) ?? formLexemes(token, stems(token, language))
    known.set(token, found)
    return found
  }
}

/** The stems of a word as lexemes; a word without stems (a number) stands for itself. */
export function formLexemes(token: string, found: readonly string[]): string[] {
  return (found.length === 0 ? [token] : found).map((stem) => formMark + stem)
}

/** The bucket of two neighbouring words (FNV-1a over both). */
export function pairLexeme(first: string, second: string): string {
  let hash = 0x811c9dc5
  for (const char of `${first} ${second}`) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return pairMark + (((hash ^ (hash >>> 18)) >>> 0) % pairBuckets).toString(36)
}

/** A lexeme as tsvector and tsquery write it. */
export function quoted(lexeme: string): string {
  return `'${lexeme.replace(/['\\]/g, '$&$&')}'`
}
