import { setTimeout as after } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase, type Database } from '#platform/database.ts'
import { pageOf, recordId, understood } from '#test/suites/search-index.ts'
import { elasticsearchIsThere, startElasticsearch, type TestElasticsearch } from '#test/support/elasticsearch.ts'
import { testDatabase, type TestDatabase } from '#test/support/postgres.ts'
import { sendChanges } from '../elasticsearch/bulk.ts'
import { connectElasticsearch } from '../elasticsearch/connect.ts'
import { elasticsearchIndex } from '../elasticsearch/elasticsearch-index.ts'
import { dropIndices, indexBehind, makeFindable, makeIndex, switchAlias } from '../elasticsearch/indices.ts'
import { mappingId } from '../elasticsearch/mapping.ts'
import { postgresIndex } from '../postgres-index.ts'
import type { IndexedPage, SearchIndex } from '../search-index.ts'
import { beginBuild, type IndexBuild } from './build-index.ts'
import type { MirrorContext } from './mirror-context.ts'
import { mirrorRows, recordsToSend } from './mirror-tables.ts'
import { sendWaiting } from './send-waiting.ts'
import { settleIndex } from './settle-index.ts'

describe.skipIf(!elasticsearchIsThere)('the index in Elasticsearch and the pages of the archive', () => {
  let server: TestElasticsearch
  let own: TestDatabase
  let database: Database
  let context: MirrorContext
  /** Tells PostgreSQL of a change, and notes that Elasticsearch must be told. */
  let postgres: SearchIndex
  /** What Elasticsearch alone finds. */
  let mirror: SearchIndex
  /** The pages of each record as the system of record has them now. */
  const truth = new Map<string, IndexedPage[]>()

  beforeAll(async () => {
    // So little room that a few large pages are too much for it.
    server = await startElasticsearch({ settings: ['http.max_content_length: 2mb', 'indexing_pressure.memory.limit: 6mb'] })
    own = await testDatabase()
    database = openDatabase(own.url, () => undefined, 6)
    const client = connectElasticsearch({ urls: [server.url], apiKey: null, caFile: null })
    const pause = (ms: number) => after(ms)
    context = { pool: database.pool, client, alias: 'opis-test', nextAlias: 'opis-test-next', readRecord: async (id) => truth.get(id) ?? null, pause, trySearch: async () => undefined, stopping: new AbortController().signal }
    postgres = postgresIndex(database.pool, { mirrored: true })
    mirror = elasticsearchIndex(client, context.alias, pause, 20_000)
  })
  afterAll(async () => {
    await context.client.close()
    await database.close()
    await own.drop()
    await server.stop()
  })
  beforeEach(async () => {
    truth.clear()
    await database.pool.query('truncate search_page, search_to_send, search_mirror')
    await dropIndices(context.client, 'opis-test', [])
    await (await begin()).finish()
  })

  const begin = async (): Promise<IndexBuild> => {
    const build = await beginBuild(context)
    if (build === null) throw new Error('another build goes on')
    return build
  }
  const put = async (number: number, ...texts: string[]): Promise<IndexedPage[]> => {
    const pages = texts.map((text, at) => pageOf(number, text, { page: at + 1, title: '' }))
    truth.set(recordId(number), pages)
    await postgres.put(pages)
    return pages
  }
  const remove = async (number: number) => {
    truth.delete(recordId(number))
    await postgres.remove([recordId(number)])
  }
  const finds = async (q: string) => (await mirror.search(understood(q), { kind: 'all' }, { limit: 50, offset: 0, sort: 'relevance' })).hits.map(({ record, page }) => `${Number(record.slice(-3))}/${page}`)

  test('changes are noted with the change and sent as they are by then', async () => {
    await put(1, 'перший', 'ще сторінка')
    await put(1, 'змінений', 'ще сторінка')
    await put(2, 'другий')
    expect(await recordsToSend(database.pool)).toBe(2)
    expect(await finds('перший OR змінений OR другий')).toEqual([])
    expect(await sendWaiting(context)).toEqual({ more: false })
    expect(await finds('перший')).toEqual([])
    expect(await finds('змінений OR другий')).toEqual(['1/1', '2/1'])
    expect(await recordsToSend(database.pool)).toBe(0)
  })

  test('a record that is gone, or has fewer pages, leaves nothing behind', async () => {
    await put(1, 'слово', 'слово', 'слово')
    await put(2, 'слово', 'слово')
    await sendWaiting(context)
    await remove(1)
    await put(2, 'слово')
    await sendWaiting(context)
    expect(await finds('слово')).toEqual(['2/1'])
    expect(await mirror.count()).toBe(1)
  })

  test('a request that was held up on its way overwrites nothing later', async () => {
    const [old] = await put(1, 'старе')
    const [gone] = await put(2, 'вилучене')
    await put(1, 'нове')
    await remove(2)
    await sendWaiting(context)
    const late = [old, gone].flatMap((page) => (page === undefined ? [] : [{ put: page }]))
    await sendChanges(context.client, late, { alias: context.alias, version: 1, pause: context.pause })
    await makeFindable(context.client, context.alias)
    expect(await finds('старе OR вилучене OR нове')).toEqual(['1/1'])
    expect(await finds('нове')).toEqual(['1/1'])
  })

  test('what changes while an index is built is in it, however late the build reads and sends', async () => {
    const [old = pageOf(1, '')] = await put(1, 'слово старе')
    const [gone = pageOf(2, '')] = await put(2, 'слово вилучене')
    await sendWaiting(context)
    const before = await indexBehind(context.client, context.alias)
    const build = await begin()
    await put(1, 'слово нове')
    await remove(2)
    await put(3, 'слово третє')
    await sendWaiting(context)
    expect(await finds('слово')).toEqual(['1/1', '3/1'])
    await build.put([old, gone])
    await put(4, 'слово четверте')
    await build.finish()
    expect(await indexBehind(context.client, context.alias)).not.toEqual(before)
    await sendWaiting(context)
    expect(await finds('слово')).toEqual(['1/1', '3/1', '4/1'])
    expect(await finds('старе OR вилучене')).toEqual([])
    expect(await settleIndex(context)).toBe(true)
  })

  test('one build at a time; one that is abandoned changes nothing', async () => {
    await put(1, 'слово')
    await sendWaiting(context)
    const before = await indexBehind(context.client, context.alias)
    const build = await begin()
    expect(await beginBuild(context)).toBeNull()
    await build.put([pageOf(7, 'слово')])
    await build.abandon()
    expect(await indexBehind(context.client, context.alias)).toEqual(before)
    expect(await finds('слово')).toEqual(['1/1'])
    expect(await settleIndex(context)).toBe(true)
  })

  test('a build that was cut off is cleared away; one that was cut off after taking over is taken up', async () => {
    const { live } = await mirrorRows(database.pool)
    const made = await makeIndex(context.client, 'opis-test-cut', context.nextAlias)
    const note = () => database.pool.query("insert into search_mirror (name, uuid, mapping, state) values ($1, $2, $3, 'building')", [made.name, made.uuid, mappingId])
    await note()
    expect(await settleIndex(context)).toBe(true)
    expect(await mirrorRows(database.pool)).toEqual({ live, building: null })
    await expect(switchAlias(context.client, context.alias, made.name, context.nextAlias)).rejects.toThrow()

    Object.assign(made, await makeIndex(context.client, 'opis-test-cut', context.nextAlias))
    await note()
    await switchAlias(context.client, context.alias, made.name, context.nextAlias)
    expect(await settleIndex(context)).toBe(true)
    expect(await mirrorRows(database.pool)).toMatchObject({ live: { name: 'opis-test-cut' }, building: null })
  })

  test('an index of the same name that is not ours, or has another form of pages, is not trusted', async () => {
    const { live } = await mirrorRows(database.pool)
    await database.pool.query("update search_mirror set mapping = 'older'")
    expect(await settleIndex(context)).toBe(false)
    await database.pool.query('update search_mirror set mapping = $1', [mappingId])
    expect(await settleIndex(context)).toBe(true)
    await dropIndices(context.client, 'opis-test', [])
    expect(await settleIndex(context)).toBe(false)
    await makeIndex(context.client, live?.name ?? '', context.alias)
    expect(await settleIndex(context)).toBe(false)
  })

  test('nothing is lost when the index is missing while changes are sent', async () => {
    await put(1, 'слово')
    await dropIndices(context.client, 'opis-test', [])
    await expect(sendWaiting(context)).rejects.toThrow('not there')
    expect(await recordsToSend(database.pool)).toBe(1)
    expect(await indexBehind(context.client, context.alias)).toBeNull()
  })

  test('what is too much for one request, or for the moment, is sent in parts and again', async () => {
    const text = 'дуже довгий текст сторінки '.repeat(7_000)
    const loads = [1, 2, 3, 4, 5].map((load) => Array.from({ length: 5 }, (_, at) => ({ put: pageOf(load * 10 + at, text) })))
    let pauses = 0
    const pause = (ms: number) => {
      pauses += 1
      return context.pause(ms)
    }
    await Promise.all(loads.map((load) => sendChanges(context.client, load, { alias: context.alias, version: null, pause })))
    await makeFindable(context.client, context.alias)
    expect(await mirror.count()).toBe(25)
    expect(pauses).toBeGreaterThan(0)
  })

  test('more than one load, and pages too large for one request, arrive whole', async () => {
    for (let number = 1; number <= 250; number += 1) truth.set(recordId(number), [pageOf(number, 'слово')])
    await postgres.put([...truth.values()].flat())
    await put(300, `слово ${'дуже довгий текст сторінки '.repeat(7_000)}`, `слово ${'дуже довгий текст сторінки '.repeat(7_000)}`)
    expect(await sendWaiting(context)).toEqual({ more: true })
    while ((await sendWaiting(context)).more);
    expect(await mirror.count()).toBe(252)
    expect(await recordsToSend(database.pool)).toBe(0)
  })
})
