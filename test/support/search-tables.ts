import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Pool } from 'pg'

/** The tables of search alone, in an empty database. */
export async function makeSearchTables(pool: Pool): Promise<void> {
  for (const name of ['0002_search', '0031_search_readers']) await pool.query(await readFile(resolve(import.meta.dirname, `../../server/migrations/${name}.sql`), 'utf8'))
}
