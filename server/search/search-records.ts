import type { SearchRequest, SearchResult } from '#contract/search.ts'
import { limits } from '#kernel/limits.ts'
import { refusal } from '#kernel/refusal.ts'
import { parseQuery } from './parse-query.ts'
import { presentHits, type PageReader } from './present-hits.ts'
import type { Answers, RightsFilter } from './search-index.ts'

export type SearchContext = {
  index: Answers
  pages: PageReader
  /** Milliseconds, from any beginning. */
  now: () => number
}

/**
 * Searches pages under the rights of the viewer. The index filters; the system of record is asked again
 * for each hit, and a hit that it does not give any more is neither shown nor counted. Throws `bad-query`
 * with the place and what to do.
 */
export async function searchRecords({ index, pages, now }: SearchContext, request: SearchRequest, rights: RightsFilter): Promise<SearchResult> {
  const startedMs = now()
  const parsed = parseQuery(request.q)
  if (parsed.kind === 'faulty') {
    const limit = parsed.reason === 'query-too-long' ? limits.queryChars : limits.queryTerms
    throw refusal(parsed.reason, { position: parsed.position + 1, limit }, `${parsed.sentence} (At character ${parsed.position + 1}.)`)
  }
  const { limit, offset, sort, lang, class: code, year, from, to } = request
  const found = await index.search(parsed.query, rights, { limit, offset, sort, language: lang, class: code, year, from, to })
  const hits = presentHits(found.hits, await pages(found.hits, rights), parsed.query)
  return {
    engine: found.engine,
    degraded: found.degraded,
    total: found.total - (found.hits.length - hits.length),
    totalIs: 'exact',
    tookMs: Math.round((now() - startedMs) * 10) / 10,
    suggestion: null,
    hits,
    facets: found.facets,
  }
}
