import type { PostgresQuery, Reading } from './postgres-query.ts'
import type { RightsFilter, SearchOptions } from './search-index.ts'

/**
 * Ranking reads the places of all words of every page it compares. Beyond this many hits the pages where the words
 * may stand together and the latest records are compared, so that a search for a word that stands on every page
 * stays as quick as the others.
 */
const rankedPages = 500

type Value = (given: unknown, type: string) => string

/** One statement for hits, total and facets, so that all three see the same pages. */
export function searchStatement(query: PostgresQuery, rights: RightsFilter, options: SearchOptions): { text: string; values: unknown[] } {
  const values: unknown[] = []
  const value: Value = (given, type) => `$${values.push(given)}::${type}`
  const exact = idsOf(query.exact, value)
  const all = query.broad === null ? 'exact' : 'broad'
  const ids = [`exact as materialized (select ${exact} as id)`]
  if (query.broad !== null) ids.push(`broad as materialized (select ${idsOf(query.broad, value)} as id)`)
  if (query.neighbours !== null) ids.push(`near as materialized (select search_page_ids(${value(query.neighbours, 'tsquery')}, null) as id)`)
  const conditions = [`id in (select id from ${all})`, ...filters(rights, options, value)]
  const byDate = options.sort === 'date'
  const order = byDate ? 'date_first desc nulls last, is_exact desc, record, page' : 'is_exact desc, score desc, record, page'
  const compareFirst = byDate ? order : 'is_exact desc, is_near desc, date_first desc nulls last, record, page'
  const exactScore = scoreOf('p.words', query.exact, value)
  const score = query.broad === null ? exactScore : `case when c.is_exact then ${exactScore} else ${scoreOf('p.forms', query.broad, value)} end`
  const text = `
    with ${ids.join(', ')},
    found as materialized (
      select id, record, page, class, language, year, date_first from search_page where ${conditions.join(' and ')}
    ), compared as materialized (
      select id, record, page, date_first, id in (select id from exact) as is_exact,
        ${query.neighbours === null ? 'false' : 'id in (select id from near)'} as is_near
      from found order by ${compareFirst} limit ${value(Math.max(rankedPages, options.offset + options.limit), 'int')}
    ), scored as materialized (
      select c.record, c.page, c.date_first, c.is_exact, round((${score})::numeric, 6)::float8 as score
      from compared c join search_page p using (id)
    ), hits as (
      select record, page, score, is_exact, row_number() over (order by ${order}) as place
      from scored order by place limit ${value(options.limit, 'int')} offset ${value(options.offset, 'int')}
    )
    select jsonb_build_object(
      'total', (select count(*) from found),
      'hits', (select coalesce(jsonb_agg(jsonb_build_object('record', record, 'page', page, 'score', score,
        'match', case when is_exact then 'exact' else 'form' end) order by place), '[]') from hits),
      'facets', jsonb_build_object('class', ${facet('class')}, 'year', ${facet('year')}, 'language', ${facet('language')})
    ) as answer`
  return { text, values }
}

function idsOf(reading: Reading, value: Value): string {
  return `search_page_ids(${value(reading.wanted, 'tsquery')}, ${value(reading.checked, 'tsquery')})`
}

/**
 * Cover density of the page alone, divided by its length and brought below 1: no statistics over all pages, which
 * would tell of pages that may not be seen. One more where all words stand together.
 */
function scoreOf(column: string, { ranked, together }: Reading, value: Value): string {
  const density = `ts_rank_cd(${column}, ${value(ranked, 'tsquery')}, 33)`
  return together === null ? density : `${density} + (${column} @@ ${value(together, 'tsquery')})::int`
}

function filters(rights: RightsFilter, options: SearchOptions, value: Value): string[] {
  const conditions: string[] = []
  if (options.language !== undefined) conditions.push(`language = ${value(options.language, 'text')}`)
  if (options.class !== undefined) conditions.push(`class = ${value(options.class, 'text')}`)
  if (options.year !== undefined) conditions.push(`year = ${value(options.year, 'int')}`)
  if (options.from !== undefined) conditions.push(`date_last >= ${value(options.from, 'text')}`)
  if (options.to !== undefined) conditions.push(`date_first <= ${value(options.to, 'text')}`)
  if (rights.kind === 'units') conditions.push(`(whole_house or units && ${value(rights.units, 'text[]')})`)
  return conditions
}

function facet(column: 'class' | 'year' | 'language'): string {
  return `(select coalesce(jsonb_agg(jsonb_build_object('value', value, 'count', pages) order by pages desc, value collate "C"), '[]')
    from (select ${column}::text as value, count(*) as pages from found where ${column} is not null group by 1) counted)`
}
