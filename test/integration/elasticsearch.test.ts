import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { importAnswer } from '#contract/records.ts'
import { searchResult, type SearchResult } from '#contract/search.ts'
import { timeLimits } from '#server/search/elasticsearch/connect.ts'
import { elasticsearchIsThere, startElasticsearch, type TestElasticsearch } from '#test/support/elasticsearch.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'

const status = z.object({ search: z.string(), searchState: z.object({ degraded: z.boolean(), detail: z.string(), advice: z.string().nullable(), recordsToSend: z.int() }) })

/** Time for tests that wait until the program, killed or cut off, is used again: it starts in 10 s on an idle machine. */
const restartMs = 200_000

describe.skipIf(!elasticsearchIsThere)('the archive with Elasticsearch', () => {
  let elasticsearch: TestElasticsearch
  let server: RunningServer
  beforeAll(async () => {
    elasticsearch = await startElasticsearch()
    server = await runServer({ settings: { ELASTICSEARCH_URL: elasticsearch.url } })
  })
  afterAll(async () => {
    elasticsearch.resume()
    await server.stop()
    await elasticsearch.stop()
  })

  const search = (q: string): Promise<SearchResult> => server.admin.get(searchResult, 'GET', `/api/search?q=${encodeURIComponent(q)}`)
  const state = () => server.admin.get(status, 'GET', '/api/status')
  const brought = async (name: string, text: string) => (await server.admin.get(importAnswer, 'POST', `/api/import?name=${name}.txt`, { body: Buffer.from(text) })).record ?? ''
  /** Brings a record and waits until it counts as searchable: from then on it must be found. */
  const archived = async (name: string, text: string): Promise<string> => {
    const id = await brought(name, text)
    await vi.waitUntil(() => isSearchable(id), { timeout: 40_000, interval: 50 })
    return id
  }
  const isSearchable = async (id: string) => (await server.parts.database.pool.query("select 1 from record where id = $1 and state = 'searchable'", [id])).rows.length === 1
  const inElasticsearch = async (path: string, init: RequestInit = {}): Promise<unknown> => (await fetch(`${elasticsearch.url}${path}`, { ...init, headers: { 'content-type': 'application/json' } })).json()
  const pagesThere = async () => z.object({ count: z.int() }).parse(await inElasticsearch('/opis-*/_count')).count
  const indices = async () => Object.keys(z.record(z.string(), z.unknown()).parse(await inElasticsearch('/opis-*')))
  const answersAgain = () => vi.waitUntil(async () => (await search('anything')).engine === 'elasticsearch', { timeout: 180_000, interval: 100 })
  const degraded = { engine: 'postgresql', degraded: true }
  const well = { engine: 'elasticsearch', degraded: false }

  test('answers as soon as the server is ready, and finds what counts as searchable', async () => {
    expect(await search('nothing')).toMatchObject({ ...well, total: 0 })
    const id = await archived('first', 'Рішення міської ради про міст\fДруга сторінка рішення')
    expect(await search('рішенням')).toMatchObject({ ...well, total: 2, hits: [{ record: id, page: 2, match: 'form' }, { record: id, page: 1 }] })
    expect(await state()).toMatchObject({ search: 'elasticsearch', searchState: { degraded: false, recordsToSend: 0 } })
  })

  test('hangs: PostgreSQL answers in time, nothing waits for long, and what came meanwhile is sent afterwards', async () => {
    elasticsearch.pause()
    await vi.waitUntil(() => elasticsearch.standsStill(), { timeout: 30_000, interval: 5 })
    expect(await search('рішення')).toMatchObject({ ...degraded, total: 2, tookMs: expect.toSatisfy((tookMs: number) => tookMs < timeLimits.writeMs) })
    // The next one does not ask it again.
    expect((await search('рішення')).tookMs).toBeLessThan(timeLimits.searchMs)
    const id = await archived('second', 'Рішення про школу')
    expect(await search('школу')).toMatchObject({ ...degraded, total: 1, hits: [{ record: id }] })
    expect(await state()).toMatchObject({ search: 'postgresql', searchState: { degraded: true, advice: expect.stringContaining('load'), recordsToSend: 1 } })
    elasticsearch.resume()
    await answersAgain()
    expect(await search('школу')).toMatchObject({ ...well, total: 1 })
    expect(await pagesThere()).toBe(3)
  })

  test('a search is the first to meet it dead; removals and changed pages are made up for', async () => {
    const gone = await archived('gone', 'Тимчасовий запис\fіз двох сторінок')
    const changed = await archived('changed', 'Старий текст сторінки')
    await elasticsearch.kill()
    expect(await search('тимчасовий')).toMatchObject({ ...degraded, total: 1 })
    const { pool } = server.parts.database
    // Nothing removes a record today; for the index only its row counts.
    await pool.query(`begin; set local session_replication_role = replica; delete from record where id = '${gone}'; commit`)
    await server.parts.search.remove([gone])
    await pool.query("update record_page set text = 'Новий текст сторінки' where record = $1", [changed])
    await pool.query("insert into task (id, name, subject) values (gen_random_uuid(), 'index', $1)", [changed])
    await vi.waitUntil(async () => (await search('новий')).total === 1, { timeout: 30_000 })
    expect(await state()).toMatchObject({ searchState: { detail: expect.stringContaining('cannot be reached'), recordsToSend: 2 } })
    await elasticsearch.start()
    await answersAgain()
    expect(await search('новий')).toMatchObject({ ...well, total: 1 })
    expect(await search('старий OR тимчасовий')).toMatchObject({ ...well, total: 0 })
    expect(await pagesThere()).toBe(4)
  }, restartMs)

  test('blocked at the disk watermark: PostgreSQL answers until it takes changes again', async () => {
    const block = (value: boolean | null) => inElasticsearch('/opis-*/_settings', { method: 'PUT', body: JSON.stringify({ 'index.blocks.read_only_allow_delete': value }) })
    await block(true)
    await archived('blocked', 'Запис під час переповнення')
    expect(await search('переповнення')).toMatchObject({ ...degraded, total: 1 })
    expect(await state()).toMatchObject({ searchState: { degraded: true, advice: expect.stringContaining('free space') } })
    await block(null)
    await answersAgain()
    expect(await search('переповнення')).toMatchObject({ ...well, total: 1 })
  })

  test('an index that was deleted, or is not the one we made, is built anew', async () => {
    for (const name of await indices()) await inElasticsearch(`/${name}`, { method: 'DELETE' })
    expect(await search('рішення')).toMatchObject({ ...degraded, total: 3 })
    await answersAgain()
    expect(await search('рішення')).toMatchObject({ ...well, total: 3 })
    expect(await pagesThere()).toBe(5)
  })

  test('red, since its disk lost the pages: PostgreSQL answers and says what to do; a reindex makes it well', async () => {
    await elasticsearch.losePages()
    await elasticsearch.start()
    await vi.waitUntil(async () => (await state()).searchState.detail.includes('cannot read all of'), { timeout: 60_000, interval: 200 })
    expect(await search('рішення')).toMatchObject({ ...degraded, total: 3 })
    expect(await state()).toMatchObject({ searchState: { degraded: true, advice: expect.stringContaining('opis reindex') } })
    expect((await server.admin.send('POST', '/api/search/reindex')).bytes.toString('utf8')).toContain('"result":{')
    await answersAgain()
    expect(await search('рішення')).toMatchObject({ ...well, total: 3 })
  }, restartMs)

  test('reindex builds another index while search goes on and records arrive, and misses none', async () => {
    const [before] = await indices()
    let isDone = false
    const rebuilt = server.admin.send('POST', '/api/search/reindex').finally(() => (isDone = true))
    const seen: SearchResult[] = []
    const names: string[] = []
    do {
      names.push(await archived(`during-${names.length}`, `Запис номер ${names.length} під час перебудови`))
      seen.push(await search('рішення'))
    } while (!isDone || names.length < 3)
    expect((await rebuilt).bytes.toString('utf8')).toContain('"result":{')
    expect(seen.filter(({ engine, total }) => engine !== 'elasticsearch' || total !== 3)).toEqual([])
    const after = await indices()
    expect(after).toHaveLength(1)
    expect(after[0]).not.toBe(before)
    expect(await search('перебудови')).toMatchObject({ ...well, total: names.length })
    expect(await pagesThere()).toBe(5 + names.length)
  })

  test('the server starts again on the same index, and without Elasticsearch too', async () => {
    const [before] = await indices()
    await server.restart()
    expect(await search('рішення')).toMatchObject({ ...well, total: 3 })
    expect(await indices()).toEqual([before])
    await elasticsearch.kill()
    await server.restart()
    expect(await search('рішення')).toMatchObject({ ...degraded, total: 3 })
    // Just after its start the server may still be trying by itself.
    await vi.waitUntil(async () => (await server.admin.send('POST', '/api/search/reindex')).bytes.toString('utf8').includes('"problem":{"type":"unreachable","detail":"PostgreSQL'), { timeout: 60_000, interval: 200 })
    await elasticsearch.start()
    await answersAgain()
    expect(await indices()).not.toEqual([before])
    expect(await search('рішення')).toMatchObject({ ...well, total: 3 })
  }, restartMs)
})
