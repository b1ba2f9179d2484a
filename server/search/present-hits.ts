import type { SearchHit } from '#contract/search.ts'
import { findMatches } from './find-matches.ts'
import { snippetOf } from './snippet.ts'
import type { Query } from './parse-query.ts'
import type { IndexHit, RightsFilter } from './search-index.ts'

type Box = [number, number, number, number]

/** A word on the picture of a page; `line` tells words at a line end from their second half. */
export type PlacedWord = { text: string; box: Box | null; line?: number | undefined }

/** What a hit shows of its page and record. */
export type ReadPage = {
  record: string
  page: number
  title: string
  source: string | null
  class: string | null
  date: string | null
  language: string | null
  text: string
  words: readonly PlacedWord[]
  hasPicture: boolean
}

/**
 * Reads pages from the system of record and checks the rights anew: what is gone or may not be seen at
 * this moment is left out of the answer.
 */
export type PageReader = (keys: readonly { record: string; page: number }[], rights: RightsFilter) => Promise<ReadPage[]>

/**
 * Dresses the hits of the index with title, snippet and word boxes, in their order. A hit whose page was
 * not read is dropped.
 */
export function presentHits(hits: readonly IndexHit[], pages: readonly ReadPage[], query: Query): SearchHit[] {
  const byKey = new Map(pages.map((page) => [`${page.record} ${page.page}`, page]))
  return hits.flatMap(({ record, page: number, score, match }) => {
    const page = byKey.get(`${record} ${number}`)
    if (page === undefined) return []
    const { title, source, class: code, date, language, hasPicture } = page
    return [{
      record, title, source, class: code, date, page: number, score, match, language,
      snippet: snippetOf(page.text, findMatches(page.text, query, language)),
      boxes: boxesOf(page.words, query, language),
      hasPicture,
    }]
  })
}

/**
 * Boxes of the words that match, as fractions of the page, in reading order. A word broken at a line end has
 * the boxes of both halves.
 */
export function boxesOf(words: readonly PlacedWord[], query: Query, language: string | null): Box[] {
  const { text, starts } = asText(words)
  const marked = new Set<number>()
  let at = 0
  for (const { start, end } of findMatches(text, query, language)) {
    while (at + 1 < words.length && (starts[at + 1] ?? Infinity) <= start) at += 1
    for (let each = at; each < words.length && (starts[each] ?? Infinity) < end; each += 1) marked.add(each)
  }
  return words.flatMap((word, index) => (marked.has(index) && word.box !== null ? [word.box] : []))
}

/** The words as one text in which a new line on the picture is a new line. */
function asText(words: readonly PlacedWord[]): { text: string; starts: number[] } {
  let text = ''
  const starts: number[] = []
  words.forEach((word, index) => {
    const before = words[index - 1]
    if (before !== undefined) text += newLine(before, word) ? '\n' : ' '
    starts.push(text.length)
    text += word.text
  })
  return { text, starts }
}

function newLine(before: PlacedWord, word: PlacedWord): boolean {
  if (before.line !== undefined && word.line !== undefined) return before.line !== word.line
  if (before.box === null || word.box === null) return false
  return word.box[1] >= before.box[1] + before.box[3] / 2 || word.box[0] + word.box[2] <= before.box[0]
}
