import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openDatabase } from '#platform/database.ts'
import { searchIndexSuite } from '#test/suites/search-index.ts'
import { testDatabase } from '#test/support/postgres.ts'
import { postgresIndex } from './postgres-index.ts'

searchIndexSuite('PostgreSQL', async () => {
  const database = await testDatabase({ empty: true })
  const { pool, close } = openDatabase(database.url, () => undefined, 2)
  await pool.query(await readFile(join(import.meta.dirname, '../migrations/0002_search.sql'), 'utf8'))
  return {
    index: postgresIndex(pool),
    end: async () => {
      await close()
      await database.drop()
    },
  }
})
