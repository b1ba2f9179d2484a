import type { SearchHit } from '#contract/search.ts'

type Box = SearchHit['boxes'][number]

const found = new Map<string, readonly Box[]>()

const keyOf = (record: string, page: number, q: string): string => `${record}\n${page}\n${q}`

/**
 * Keeps the places that a search reported, for the page viewer: a word that was found in spite of
 * misrecognition can be marked by these alone.
 */
export function keepBoxes(hits: readonly SearchHit[], q: string): void {
  found.clear()
  for (const hit of hits) found.set(keyOf(hit.record, hit.page, q), hit.boxes)
}

export function boxesFor(record: string, page: number, q: string): readonly Box[] {
  return found.get(keyOf(record, page, q)) ?? []
}
