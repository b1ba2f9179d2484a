import { afterAll, beforeAll, expect, test } from 'vitest'
import { searchRequest, searchResult } from '#contract/search.ts'
import { openDatabase, type Database } from '#platform/database.ts'
import { pageOf, recordId } from '#test/suites/search-index.ts'
import { testDatabase, type TestDatabase } from '#test/support/postgres.ts'
import { postgresIndex } from './postgres-index.ts'
import type { PageReader } from './present-hits.ts'
import { searchRecords } from './search-records.ts'
import { answersOf, type SearchIndex } from './search-index.ts'
import { makeSearchTables } from '#test/support/search-tables.ts'

let own: TestDatabase
let database: Database
let index: SearchIndex
const seen = pageOf(1, 'рішення міської ради', { class: 'acts', date: '2001-02-03', language: 'uk' })
const revoked = pageOf(2, 'рішення')

beforeAll(async () => {
  own = await testDatabase({ empty: true })
  database = openDatabase(own.url, () => undefined, 2)
  await makeSearchTables(database.pool)
  index = postgresIndex(database.pool)
  await index.put([seen, revoked])
})
afterAll(async () => {
  await database.close()
  await own.drop()
})

/** The system of record knows the first page only: the right to the second was taken away after indexing. */
const pages: PageReader = async (keys) =>
  keys.filter((key) => key.record === seen.record).map((key) => ({ ...key, ...seen, words: [{ text: 'рішення', box: [0.1, 0.2, 0.3, 0.4] }], hasPicture: true }))

const request = (q: string) => searchRequest.parse({ q })

test('answers in the form of the contract, without what may not be seen any more', async () => {
  let nowMs = 100
  const result = await searchRecords({ index: answersOf(index), pages, now: () => (nowMs += 12.34) }, request('рішення'), { kind: 'all' })
  expect(searchResult.parse(result)).toEqual(result)
  expect(result).toMatchObject({ engine: 'postgresql', degraded: false, total: 1, totalIs: 'exact', tookMs: 12.3, suggestion: null })
  expect(result.hits).toEqual([expect.objectContaining({ record: recordId(1), page: 2, match: 'exact', snippet: '<mark>рішення</mark> міської ради', boxes: [[0.1, 0.2, 0.3, 0.4]] })])
})

test('a faulty query is refused with its place', async () => {
  await expect(searchRecords({ index: answersOf(index), pages, now: () => 0 }, request('рада OR'), { kind: 'all' })).rejects.toMatchObject({
    code: 'bad-query',
    detail: expect.stringContaining('At character 6'),
  })
})
