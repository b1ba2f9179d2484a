import { openDatabase } from '#platform/database.ts'
import { searchIndexSuite } from '#test/suites/search-index.ts'
import { testDatabase } from '#test/support/postgres.ts'
import { postgresIndex } from './postgres-index.ts'
import { makeSearchTables } from '#test/support/search-tables.ts'

searchIndexSuite('PostgreSQL', async () => {
  const database = await testDatabase({ empty: true })
  const { pool, close } = openDatabase(database.url, () => undefined, 2)
  await makeSearchTables(pool)
  return {
    index: postgresIndex(pool),
    end: async () => {
      await close()
      await database.drop()
    },
  }
})
