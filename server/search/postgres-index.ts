import type { Pool } from 'pg'
import { pageFields } from './page-fields.ts'
import { postgresQuery } from './postgres-query.ts'
import { searchStatement } from './postgres-statement.ts'
import { vectorsOf } from './postgres-words.ts'
import type { IndexedPage, SearchAnswer, SearchIndex } from './search-index.ts'

/** Rows in one statement of `put`. */
const putRows = 100

/**
 * The search port on the table `search_page` of the system of record; see decision 0008. `mirrored`: every
 * change notes in the same statement that a second engine must be told of it (decision 0009).
 */
export function postgresIndex(pool: Pool, { mirrored = false }: { mirrored?: boolean } = {}): SearchIndex {
  return {
    engine: 'postgresql',
    async put(pages) {
      for (let at = 0; at < pages.length; at += putRows) await putSome(pool, pages.slice(at, at + putRows), mirrored)
    },
    async remove(records) {
      await pool.query(mirrored ? notedRemoval : removal, [records])
    },
    async search(query, rights, options) {
      const { text, values } = searchStatement(postgresQuery(query), rights, options)
      const answer = await pool.query<{ answer: SearchAnswer }>(text, values)
      return answer.rows[0]?.answer ?? { total: 0, hits: [], facets: { class: [], year: [], language: [] } }
    },
    async count() {
      const answer = await pool.query<{ pages: number }>('select count(*)::int as pages from search_page')
      return answer.rows[0]?.pages ?? 0
    },
    async clear() {
      await pool.query('truncate search_page')
    },
  }
}

async function putSome(pool: Pool, pages: readonly IndexedPage[], mirrored: boolean): Promise<void> {
  // One statement must not touch a row twice: the last page of the same number counts.
  const byKey = new Map(pages.map((page) => [`${page.record} ${page.page}`, page]))
  await pool.query(mirrored ? notedPutStatement : putStatement, [JSON.stringify([...byKey.values()].map(rowOf))])
  // New entries wait in a list that every search reads; sorting them in now is quicker than one by one.
  await pool.query("select gin_clean_pending_list('search_page_lexemes')")
}

function rowOf(page: IndexedPage): Record<string, string | number | boolean | null | readonly string[]> {
  return { ...pageFields(page), ...vectorsOf(page) }
}

const putStatement = `
  insert into search_page (record, page, class, units, whole_house, language, date_first, date_last, year, words, forms, lexemes)
  select record, page, class, units, whole_house, language, date_first, date_last, year, words::tsvector, forms::tsvector, lexemes::tsvector
  from jsonb_to_recordset($1::jsonb) as row (record uuid, page int, class text, units text[], whole_house boolean,
    language text, date_first text, date_last text, year int, words text, forms text, lexemes text)
  order by record, page
  on conflict (record, page) do update set class = excluded.class, units = excluded.units,
    whole_house = excluded.whole_house, language = excluded.language, date_first = excluded.date_first,
    date_last = excluded.date_last, year = excluded.year, words = excluded.words, forms = excluded.forms,
    lexemes = excluded.lexemes`

/** The highest number of a page of the record that was ever put, so that whoever is told can take out what is gone. */
const notedPutStatement = `
  with added as (${putStatement} returning record, page)
  insert into search_to_send (record, last_page)
  select record, greatest(max(page), (select max(page) from search_page known where known.record = added.record)) from added group by record`

const removal = 'delete from search_page where record = any($1::uuid[])'

const notedRemoval = `
  with removed as (${removal} returning record, page)
  insert into search_to_send (record, last_page) select record, max(page) from removed group by record`
