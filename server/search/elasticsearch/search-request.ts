import type { estypes } from '@elastic/elasticsearch'
import type { Query } from '../parse-query.ts'
import type { RightsFilter, SearchOptions } from '../search-index.ts'
import { queryClauses, type Clause, type Reading } from './query-clauses.ts'

/** What a page with the words as typed has above every page with forms; all else adds up to less than 2. */
export const exactBonus = 8

/** More values than this of class, year or language are not counted; a file plan has some hundreds. */
const facetValues = 10_000

/** One request for hits, exact total and facets, so that all three see the same pages: those that pass the filter. */
export function searchRequest(index: string, query: Query, rights: RightsFilter, options: SearchOptions): estypes.SearchRequest {
  const { exact, broad, excluded } = queryClauses(query)
  const byDate = options.sort === 'date'
  const typed: Clause = { constant_score: { filter: { bool: { filter: exact.required } }, boost: exactBonus } }
  const ranked = broad === null ? scored(exact, typed) : { dis_max: { queries: [scored(exact, typed), scored(broad, null)] } }
  return {
    index,
    query: { bool: { filter: [...(broad ?? exact).required, ...filters(rights, options)], must_not: excluded, should: [byDate ? typed : ranked] } },
    sort: [...(byDate ? [{ date_first: { order: 'desc', missing: '_last' } } as const] : []), { _score: { order: 'desc' } }, { record: 'asc' }, { page: 'asc' }],
    from: options.offset,
    size: options.limit,
    track_scores: true,
    track_total_hits: true,
    // The keys of a hit are among its sort values; nothing else is fetched.
    stored_fields: ['_none_'],
    aggs: { class: facet('class'), year: facet('year'), language: facet('language') },
    allow_partial_search_results: false,
  }
}

function scored({ required, density, together }: Reading, typed: Clause | null): Clause {
  const should: Clause[] = []
  if (density !== null) should.push({ function_score: { query: density, functions: [{ field_value_factor: { field: 'brevity' } }], boost_mode: 'multiply' } })
  if (together !== null) should.push({ constant_score: { filter: together, boost: 1 } })
  return { bool: { ...(typed === null ? { filter: required } : { must: [typed] }), should } }
}

function facet(field: string): estypes.AggregationsAggregationContainer {
  return { terms: { field, size: facetValues } }
}

function filters(rights: RightsFilter, options: SearchOptions): Clause[] {
  const conditions: Clause[] = []
  if (options.language !== undefined) conditions.push({ term: { language: options.language } })
  if (options.class !== undefined) conditions.push({ term: { class: options.class } })
  if (options.year !== undefined) conditions.push({ term: { year: options.year } })
  if (options.from !== undefined) conditions.push({ range: { date_last: { gte: options.from } } })
  if (options.to !== undefined) conditions.push({ range: { date_first: { lte: options.to } } })
  if (rights.kind === 'units') conditions.push({ bool: { should: [{ term: { whole_house: true } }, { terms: { units: [...rights.units] } }], minimum_should_match: 1 } })
  return conditions
}
