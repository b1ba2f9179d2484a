import type { Pool } from 'pg'
import { refusal } from '#kernel/refusal.ts'
import { limits } from '#kernel/limits.ts'
import { parseQuery } from './parse-query.ts'
import { postgresQuery } from './postgres-query.ts'

const everywhere = 'select distinct record from search_page where id in (select search_page_ids($1::tsquery, $2::tsquery)) order by record'
/** The same conditions on a few rows, without a walk through the index. */
const amongThem = `select distinct record from search_page where record = any($3::uuid[])
  and lexemes @@ $1::tsquery and ($2::tsquery is null or (words || forms) @@ $2::tsquery) order by record`

/**
 * Ids of all records of which a page matches, inflected forms included, whoever may see them; `among` limits where it looks.
 * PostgreSQL answers whichever engine was chosen, since it always holds every page. Throws `bad-query`.
 */
export async function findRecords(pool: Pool, text: string, among?: readonly string[]): Promise<string[]> {
  const parsed = parseQuery(text)
  if (parsed.kind === 'faulty') {
    const limit = parsed.reason === 'query-too-long' ? limits.queryChars : limits.queryTerms
    throw refusal(parsed.reason, { position: parsed.position + 1, limit }, `${parsed.sentence} (At character ${parsed.position + 1}.)`)
  }
  const { exact, broad } = postgresQuery(parsed.query)
  const { wanted, checked } = broad ?? exact
  const { rows } = await pool.query<{ record: string }>(among === undefined ? everywhere : amongThem, [wanted, checked, ...(among === undefined ? [] : [among])])
  return rows.map(({ record }) => record)
}
