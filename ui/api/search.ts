import type { SearchResult } from '#contract/search.ts'
import { request } from './request.ts'
import type { Query } from './with-query.ts'

/** Pages that hold the words; the query is that of the contract's `searchRequest`. */
export function search(query: Query, signal?: AbortSignal): Promise<SearchResult> {
  return request('GET', '/search', { query, signal })
}
