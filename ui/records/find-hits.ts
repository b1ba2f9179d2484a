import { tokenise } from '#kernel/fold.ts'
import type { Token } from '#kernel/fold.ts'
import { alignWords } from './align-words.ts'
import type { Stretch } from './align-words.ts'

type Page = { page: number; text: string; words: readonly { text: string }[] }

/** A place where a term of the query stands: page, stretch of its text, and the words it covers by their index. */
export type Hit = { page: number; start: number; end: number; words: readonly number[] }

/** One term of a query: tokens that follow each other; `prefix` when the last one is only a beginning. */
type Term = { tokens: readonly string[]; prefix: boolean }
type TokenisedPage = { page: number; tokens: readonly Token[]; places: readonly (Stretch | null)[] }

/** Endings that differ this much at most are taken for another form of the same word. */
const longestEnding = 3
const shortestStem = 4

/** Reads a query as the search does; words with a minus mark nothing. */
export function readTerms(query: string): Term[] {
  const terms: Term[] = []
  for (const [whole, , phrase] of query.matchAll(/-?("([^"]*)"?|\S+)/g)) {
    if (whole.startsWith('-')) continue
    const tokens = tokenise(phrase ?? whole).map(({ token }) => token)
    if (tokens.length > 0) terms.push({ tokens, prefix: phrase === undefined && whole.endsWith('*') })
  }
  return terms
}

/**
 * Finds the words of a query on the pages of one record, in reading order. A term that stands
 * nowhere as typed is looked for in another form, since the search finds forms too.
 */
export function findHits(pages: readonly Page[], query: string): Hit[] {
  const terms = readTerms(query)
  if (terms.length === 0) return []
  const tokenised = pages.map(tokenisePage)
  const found = terms.flatMap((term) => {
    const exact = tokenised.flatMap((page) => matches(page, term, (have, want) => have === want))
    return exact.length > 0 ? exact : tokenised.flatMap((page) => matches(page, term, sameStem))
  })
  return inOrder(found)
}

function tokenisePage({ page, text, words }: Page): TokenisedPage {
  return { page, tokens: tokenise(text), places: alignWords(text, words) }
}

function matches({ page, tokens, places }: TokenisedPage, term: Term, same: (have: string, want: string) => boolean): Hit[] {
  const hits: Hit[] = []
  for (let first = 0; first + term.tokens.length <= tokens.length; first += 1) {
    const run = tokens.slice(first, first + term.tokens.length)
    const fits = run.every(({ token }, index) => {
      const want = term.tokens[index] ?? ''
      return term.prefix && index === run.length - 1 ? token.startsWith(want) : same(token, want)
    })
    const start = run[0]?.start
    const end = run.at(-1)?.end
    if (fits && start !== undefined && end !== undefined) hits.push({ page, start, end, words: wordsWithin(places, start, end) })
  }
  return hits
}

function wordsWithin(places: readonly (Stretch | null)[], start: number, end: number): number[] {
  return places.flatMap((place, index) => (place !== null && place.start < end && place.end > start ? [index] : []))
}

function sameStem(have: string, want: string): boolean {
  const stem = Math.max(shortestStem, want.length - longestEnding)
  return want.length >= shortestStem && have.startsWith(want.slice(0, stem)) && have.length <= want.length + longestEnding
}

/** Sorted by page and place; a hit that lies within an earlier one goes. */
function inOrder(hits: readonly Hit[]): Hit[] {
  const kept: Hit[] = []
  for (const hit of [...hits].sort((a, b) => a.page - b.page || a.start - b.start || b.end - a.end)) {
    const before = kept.at(-1)
    if (before === undefined || before.page !== hit.page || hit.end > before.end) kept.push(hit)
  }
  return kept
}

/**
 * The hit after (or before) the present place, going round at the ends.
 * @param current index of the present hit, or null when only the page is known
 * @returns an index, or null when there is no hit at all
 */
export function stepHit(hits: readonly Hit[], current: number | null, page: number, by: 1 | -1): number | null {
  if (hits.length === 0) return null
  if (current !== null) return (current + by + hits.length) % hits.length
  if (by === 1) {
    const next = hits.findIndex((hit) => hit.page >= page)
    return next === -1 ? 0 : next
  }
  const before = hits.findLastIndex((hit) => hit.page <= page)
  return before === -1 ? hits.length - 1 : before
}
