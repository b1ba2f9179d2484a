import { tokenise } from '#kernel/fold.ts'
import { limits } from '#kernel/limits.ts'
import type { RefusalReason } from '#kernel/refusal.ts'

/**
 * Words that must follow each other. `prefix`: the last is the beginning of a word. `phrase`: quoted, so
 * inflected forms do not count.
 */
export type Sequence = { tokens: readonly string[]; prefix: boolean; phrase: boolean }

/** Every member of `required` holds in at least one of its alternatives, and none of `excluded` holds. */
export type Query = { required: readonly (readonly Sequence[])[]; excluded: readonly Sequence[] }

export type QueryFault = Extract<RefusalReason, `query-${string}`>

export type ParsedQuery =
  | { kind: 'query'; query: Query }
  /** `position` counts UTF-16 units from the start of the query; `sentence` says what to do. */
  | { kind: 'faulty'; reason: QueryFault; position: number; sentence: string }

type Part = { at: number; text: string; quoted: boolean; negative: boolean; prefix: boolean }

/**
 * Understands what people type: `words` (all of them), `"a phrase"`, `-without`, `begin*`, `one OR other`
 * (capitals, or `|`; binds closer than the space). A quote that is never closed quotes to the end.
 */
export function parseQuery(text: string): ParsedQuery {
  if (text.length > limits.queryChars) return faulty('query-too-long', limits.queryChars, `The query is longer than ${limits.queryChars} characters. Shorten it.`)
  const required: Sequence[][] = []
  const excluded: Sequence[] = []
  let termCount = 0
  let orAt: number | null = null
  let anyWord = false
  for (const part of split(text)) {
    if (isOr(part)) {
      if (required.length === 0) return faulty('query-nothing-before-or', part.at, 'OR stands between two words. Put a word before it, or write it small to search for it.')
      orAt = part.at
      continue
    }
    const sequences = sequencesOf(part)
    if (sequences.length === 0) {
      if (part.text.includes('*')) return faulty('query-star-alone', part.at, 'The * stands after the beginning of a word, as in archiv*. Add some letters before it.')
      continue
    }
    anyWord = true
    termCount += Math.max(...sequences.map((sequence) => sequence.tokens.length))
    if (termCount > limits.queryTerms) return faulty('query-too-many-words', part.at, `The query has more than ${limits.queryTerms} words. Leave some out.`)
    if (part.negative) {
      if (orAt !== null) return faulty('query-without-after-or', part.at, 'A word to leave out cannot stand after OR. Put it at the end.')
      excluded.push(...sequences)
    } else if (orAt === null) required.push(sequences)
    else required.at(-1)?.push(...sequences)
    orAt = null
  }
  if (orAt !== null) return faulty('query-nothing-after-or', orAt, 'OR stands between two words. Put a word after it.')
  if (!anyWord) return faulty('query-no-word', 0, 'There is no word in the query. Type at least one word.')
  if (required.length === 0) return faulty('query-only-without', 0, 'The query only says what to leave out. Add at least one word to look for.')
  return { kind: 'query', query: { required, excluded } }
}

function faulty(reason: QueryFault, position: number, sentence: string): ParsedQuery {
  return { kind: 'faulty', reason, position, sentence }
}

const quotes = '"\u201C\u201D\u201E\u00AB\u00BB\u201F'
const partPattern = new RegExp(`(?<minus>(?<![^\\s(|])[-\u2212](?=[^\\s-]))?(?:[${quotes}](?<phrase>[^${quotes}]*)[${quotes}]?(?<star>[*])?|(?<or>[|]+)|(?<word>[^\\s${quotes}|]+))`, 'gu')

function split(text: string): Part[] {
  return Array.from(text.matchAll(partPattern), (found) => {
    const { minus, phrase, star, or, word } = found.groups ?? {}
    const said = phrase ?? or ?? word ?? ''
    return {
      at: found.index,
      text: said,
      quoted: phrase !== undefined,
      negative: minus !== undefined,
      prefix: phrase === undefined ? said.endsWith('*') : star !== undefined,
    }
  })
}

function isOr(part: Part): boolean {
  return !part.quoted && !part.negative && (part.text === 'OR' || /^[|]+$/.test(part.text))
}

const wordHyphen = /^[-\u00AD\u2010\u2011]$/

/**
 * A word with inner marks (`12/2014`, `жовто-блакитний`) means its parts one after the other; where the
 * mark is a hyphen, also the parts as one word, which is how a word broken at a line end is indexed.
 */
function sequencesOf(part: Part): Sequence[] {
  const found = tokenise(part.text)
  const tokens = found.map(({ token }) => token)
  if (tokens.length === 0) return []
  const shape = { prefix: part.prefix, phrase: part.quoted }
  const sequences: Sequence[] = [{ ...shape, tokens }]
  const joined: string[] = []
  found.forEach(({ token, start }, index) => {
    const before = found[index - 1]
    const glued = before !== undefined && wordHyphen.test(part.text.slice(before.end, start))
    const last = joined.length - 1
    if (glued) joined[last] = `${joined[last] ?? ''}${token}`
    else joined.push(token)
  })
  if (joined.length < tokens.length) sequences.push({ ...shape, tokens: joined })
  return sequences
}
