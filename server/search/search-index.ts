import type { Language } from '#kernel/language.ts'
import type { RecordFilter } from '#server/identity/permissions.ts'
import type { Query } from './parse-query.ts'

/**
 * Whose pages may be seen: those of the whole house, those of the units and people named, or `all`. A page without
 * any that is not the whole house's is seen by `all` only. It is the one filter of identity.
 */
export type RightsFilter = RecordFilter

/** One page as it is looked for. `date` is a civil date that may lack its day or month. */
export type IndexedPage = {
  record: string
  /** From 1. The title of the record is found with its first page. */
  page: number
  title: string
  class: string | null
  /** Units and people (`person:<name>`) who see it beside the whole house and `all`. */
  units: readonly string[]
  wholeHouse: boolean
  date: string | null
  /** One of the five languages decides the inflected forms; any other is only counted. */
  language: string | null
  text: string
  /** Name of the imported file. */
  source: string | null
}

export type SearchOptions = {
  limit: number
  offset: number
  sort: 'relevance' | 'date'
  language?: Language | undefined
  class?: string | undefined
  year?: number | undefined
  /** Civil dates, both inclusive; a page with an imprecise date is found when it may lie between them. */
  from?: string | undefined
  to?: string | undefined
}

/** `form`: some word was found only in another inflected form. Scores compare within one answer only. */
export type IndexHit = { record: string; page: number; score: number; match: 'exact' | 'form' }

/** Pages counted by value, most first, then by value. */
export type Facet = { value: string; count: number }[]

export type SearchAnswer = {
  total: number
  hits: IndexHit[]
  facets: { class: Facet; year: Facet; language: Facet }
}

/**
 * The search engine in our words; PostgreSQL and Elasticsearch stand behind it and pass one suite
 * (test/suites/search-index.ts). Text and query are folded by the kernel, so the engine compares
 * finished words. Everything in an answer (order, counts, facets, scores) depends only on pages that
 * pass the rights filter.
 */
export type SearchIndex = {
  readonly engine: 'elasticsearch' | 'postgresql'
  /** Adds pages or replaces them by record and page number; what is put is found when this answers. */
  put(pages: readonly IndexedPage[]): Promise<void>
  /** Takes all pages of the records out; unknown ids are passed over. */
  remove(records: readonly string[]): Promise<void>
  /** Hits in order: exact before form, higher score, record, page; or by date, latest first. */
  search(query: Query, rights: RightsFilter, options: SearchOptions): Promise<SearchAnswer>
  /** Number of pages in the index, whoever may see them. */
  count(): Promise<number>
  clear(): Promise<void>
}

/** An answer and who gave it; `degraded`: the engine that was chosen could not. */
export type GivenAnswer = SearchAnswer & { engine: SearchIndex['engine']; degraded: boolean }

/** Whoever answers searches: one engine, or one that steps in for another. */
export type Answers = { search(query: Query, rights: RightsFilter, options: SearchOptions): Promise<GivenAnswer> }

/** One engine alone. */
export function answersOf(index: SearchIndex): Answers {
  return { search: async (query, rights, options) => ({ ...(await index.search(query, rights, options)), engine: index.engine, degraded: false }) }
}
