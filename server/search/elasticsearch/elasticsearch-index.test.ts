import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase, type Database } from '#platform/database.ts'
import { seededRandom } from '#server/demo/add-noise.ts'
import { syntheticArchive } from '#test/bench/synthetic-pages.ts'
import { searchIndexSuite, understood } from '#test/suites/search-index.ts'
import { elasticsearchIsThere, startElasticsearch, type TestElasticsearch } from '#test/support/elasticsearch.ts'
import { testDatabase, type TestDatabase } from '#test/support/postgres.ts'
import { postgresIndex } from '../postgres-index.ts'
import type { IndexedPage, RightsFilter, SearchIndex } from '../search-index.ts'
import { connectElasticsearch, type Client } from './connect.ts'
import { elasticsearchIndex } from './elasticsearch-index.ts'
import { makeIndex } from './indices.ts'
import { makeSearchTables } from '#test/support/search-tables.ts'

describe.skipIf(!elasticsearchIsThere)('the real server', () => {
  let server: TestElasticsearch
  let client: Client
  beforeAll(async () => {
    server = await startElasticsearch()
    client = connectElasticsearch({ urls: [server.url], apiKey: null, caFile: null })
  })
  afterAll(async () => {
    await client.close()
    await server.stop()
  })

  const indexOf = async (name: string): Promise<SearchIndex> => {
    await makeIndex(client, `${name}-1`, name)
    return elasticsearchIndex(client, name, (ms) => pause(ms), 20_000)
  }

  searchIndexSuite('Elasticsearch', async () => ({ index: await indexOf('suite'), end: async () => undefined }))

  describe('beside PostgreSQL', () => {
    let own: TestDatabase
    let database: Database
    let postgres: SearchIndex
    let elasticsearch: SearchIndex
    const { pages } = syntheticArchive(200, 7)
    beforeAll(async () => {
      own = await testDatabase({ empty: true })
      database = openDatabase(own.url, () => undefined, 2)
      await makeSearchTables(database.pool)
      postgres = postgresIndex(database.pool)
      elasticsearch = await indexOf('beside')
      await Promise.all([postgres.put(pages), elasticsearch.put(pages)])
    })
    afterAll(async () => {
      await database.close()
      await own.drop()
    })

    const rights: readonly RightsFilter[] = [{ kind: 'all' }, { kind: 'units', units: ['unit-1', 'unit-4'] }, { kind: 'units', units: [] }]

    test('both find the same pages in the same way and count the same, whatever is asked', async () => {
      let foundAny = 0
      for (const [turn, q] of randomQueries(pages, 120).entries()) {
        const filter = rights[turn % rights.length] ?? { kind: 'all' }
        const answers = await Promise.all([postgres, elasticsearch].map((index) => index.search(understood(q), filter, { limit: 200, offset: 0, sort: 'relevance' })))
        const [one, other] = answers.map(({ total, facets, hits }) => ({ q, total, facets, hits: hits.map(({ record, page, match }) => `${record} ${page} ${match}`).sort() }))
        expect(other).toEqual(one)
        foundAny += one?.total === 0 ? 0 : 1
      }
      expect(foundAny).toBeGreaterThan(90)
    })

    test('both sort by date alike, part by part', async () => {
      for (const q of randomQueries(pages, 10)) {
        for (const offset of [0, 7]) {
          const [one, other] = await Promise.all([postgres, elasticsearch].map(async (index) => (await index.search(understood(q), { kind: 'all' }, { limit: 7, offset, sort: 'date' })).hits.map(({ record, page, match }) => [record, page, match])))
          expect([q, other]).toEqual([q, one])
        }
      }
    })
  })

  test('the beginning of thousands of words is found, alone and in a phrase', async () => {
    const index = await indexOf('many')
    const syllables = 'ба бе бу бі ва ве ву ві га ге гу гі да де ду ді'.split(' ')
    const words = syllables.flatMap((one) => syllables.flatMap((two) => syllables.map((three) => `п${one}${two}${three}`)))
    await index.put([{ record: '00000000-0000-7000-8000-000000000001', page: 1, title: 'T', class: null, units: [], wholeHouse: true, date: null, language: 'uk', text: `перед ${words.join(' перед ')}`, source: null }])
    for (const q of ['п*', '"перед п"*', 'перед п*', '"перед пж"*', '-п* перед']) {
      expect([q, (await index.search(understood(q), { kind: 'all' }, { limit: 1, offset: 0, sort: 'relevance' })).total]).toEqual([q, q.startsWith('"перед пж') || q.startsWith('-') ? 0 : 1])
    }
  })
})

/** Words, phrases, beginnings and what is to be left out, mostly from one page, so that something is found. */
function randomQueries(pages: readonly IndexedPage[], count: number): string[] {
  const random = seededRandom(3)
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)]
  const shapes: readonly ((words: readonly string[]) => string)[] = [
    (words) => words[0] ?? '',
    (words) => `${words[0]} ${words[2]}`,
    (words) => `"${words[0]} ${words[1]}"`,
    (words) => `"${words[0]} ${words[1]?.slice(0, 2)}"*`,
    (words) => `${words[0]?.slice(0, 3)}*`,
    (words) => `${words[0]?.slice(0, 1)}* ${words[1]}`,
    (words) => `${words[0]} OR ${words[3]} ${words[1]}`,
    (words) => `${words[0]} OR "${words[2]} ${words[3]}"`,
    (words) => `${words[0]} -${words[5]}`,
    (words) => `${words[0]} -"${words[4]} ${words[5]}"`,
    (words) => `${words[0]}ами ${words[1]}`,
    (words) => `${words[0]}-${words[1]}`,
    (words) => `${words[0]}-${words[1]}ом`,
    (words) => `${words[0]} ${words[0]}`,
    (words) => `record ${words[0]}`,
  ]
  return Array.from({ length: count }, (_, turn) => {
    const words = (pick(pages)?.text ?? '').split(/\s+/)
    const at = Math.floor(random() * (words.length - 10))
    return (shapes[turn % shapes.length] ?? (() => 'a'))(words.slice(at, at + 8))
  })
}
