import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { Language } from '#kernel/language.ts'
import { openDatabase } from '#platform/database.ts'
import { startEmbeddedPostgres } from '#platform/embedded-postgres.ts'
import { parseQuery } from '#server/search/parse-query.ts'
import { seededRandom } from '#server/demo/add-noise.ts'
import { connectElasticsearch } from '#server/search/elasticsearch/connect.ts'
import { elasticsearchIndex } from '#server/search/elasticsearch/elasticsearch-index.ts'
import { makeIndex } from '#server/search/elasticsearch/indices.ts'
import { postgresIndex } from '#server/search/postgres-index.ts'
import type { RightsFilter, SearchIndex } from '#server/search/search-index.ts'
import { startElasticsearch } from '#test/support/elasticsearch.ts'
import { syntheticArchive, zipfRank, type SyntheticArchive } from './synthetic-pages.ts'
import { makeSearchTables } from '#test/support/search-tables.ts'

/** `timesBaseline`: the 95th percentile as a multiple of the baseline's. */
type Row = { name: string; count: number; p50Ms: number; p95Ms: number; worstMs: number; timesBaseline?: number }

const rights: readonly RightsFilter[] = [{ kind: 'all' }, { kind: 'units', units: ['unit-1', 'unit-4'] }, { kind: 'units', units: [] }]

type Engine = SearchIndex['engine']
export type SearchFigures = { engine: Engine; indexSeconds: number; bytesPerPage: number; rows: Row[] }

/**
 * Search on a synthetic archive in the embedded PostgreSQL or in a real Elasticsearch: every answer with rights
 * filter, facets and an exact total. `baseline` is the smallest round trip to that engine in the same run.
 */
export async function benchSearch(pageCount = 10_000, engine: Engine = 'postgresql'): Promise<SearchFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'opis-bench-'))
  const opened = engine === 'postgresql' ? await openPostgres(folder) : await openElasticsearch()
  try {
    const archive = syntheticArchive(pageCount, 1)
    const startedMs = performance.now()
    for (let at = 0; at < archive.pages.length; at += 500) await opened.index.put(archive.pages.slice(at, at + 500))
    const indexSeconds = (performance.now() - startedMs) / 1000
    const bytes = await opened.bytes()
    const rows = [await measure('baseline: smallest round trip', 300, opened.baseline)]
    for (const [name, queries] of Object.entries(queriesOf(archive))) {
      rows.push(await measure(name, queries.length * rights.length, (turn) => ask(opened.index, queries[turn % queries.length] ?? 'a', rights[turn % rights.length] ?? { kind: 'all' })))
    }
    const baselineMs = rows[0]?.p95Ms ?? 1
    const compared = rows.map((row) => ({ ...row, timesBaseline: Number((row.p95Ms / baselineMs).toFixed(1)) }))
    return { engine, indexSeconds, bytesPerPage: bytes / pageCount, rows: compared }
  } finally {
    await opened.close()
    await rm(folder, { recursive: true, force: true })
  }
}

type Opened = { index: SearchIndex; bytes(): Promise<number>; baseline(): Promise<unknown>; close(): Promise<void> }

async function openPostgres(folder: string): Promise<Opened> {
  const server = await startEmbeddedPostgres({ dataFolder: join(folder, 'database'), log: () => undefined })
  const { pool, close } = openDatabase(server.url, () => undefined, 4)
  await makeSearchTables(pool)
  return {
    index: postgresIndex(pool),
    bytes: async () => Number((await pool.query<{ bytes: string }>("select pg_total_relation_size('search_page') as bytes")).rows[0]?.bytes),
    baseline: () => pool.query('select 1'),
    close: () => close().then(() => server.stop()),
  }
}

async function openElasticsearch(): Promise<Opened> {
  const server = await startElasticsearch({ heapMb: 1024 })
  const client = connectElasticsearch({ urls: [server.url], apiKey: null, caFile: null })
  await makeIndex(client, 'bench-1', 'bench')
  return {
    index: elasticsearchIndex(client, 'bench', (ms) => after(ms), 60_000),
    async bytes() {
      await client.indices.flush({ index: 'bench' })
      return (await client.indices.stats({ index: 'bench', metric: 'store' }))._all.primaries?.store?.size_in_bytes ?? 0
    },
    baseline: () => client.indices.existsAlias({ name: 'bench' }),
    close: () => client.close().then(() => server.stop()),
  }
}

async function ask(index: SearchIndex, q: string, filter: RightsFilter): Promise<unknown> {
  const parsed = parseQuery(q)
  if (parsed.kind === 'faulty') throw new Error(`${q}: ${parsed.sentence}`)
  return index.search(parsed.query, filter, { limit: 20, offset: 0, sort: 'relevance' })
}

/** Words are drawn as often as they are written, so common ones are well represented. */
function queriesOf({ pages, words }: SyntheticArchive): Record<string, string[]> {
  const random = seededRandom(2)
  const drawn = () => words[(['uk', 'ro', 'ru', 'ka', 'en'] as const satisfies Language[])[Math.floor(random() * 5)] ?? 'uk'][zipfRank(random)] ?? 'a'
  const pair = () => {
    const list = words[random() < 0.5 ? 'uk' : 'ro']
    return `${list[zipfRank(random)] ?? ''} ${list[zipfRank(random)] ?? ''}`
  }
  const phrase = (length: number) => {
    const text = (pages[Math.floor(random() * pages.length)]?.text ?? '').split(/\s+/)
    return text.slice(40, 40 + length).join(' ')
  }
  const many = (make: () => string) => Array.from({ length: 100 }, make)
  return {
    'one word': many(drawn),
    'two words': many(pair),
    'phrase of three': many(() => `"${phrase(3)}"`),
    'three words in a row, not quoted': many(() => phrase(3)),
    'beginning of a word': many(() => `${drawn().slice(0, 4)}*`),
    'word without another': many(() => `${drawn()} -${drawn()}`),
    'most frequent word of a language': many(() => words.uk[0] ?? 'a'),
  }
}

async function measure(name: string, count: number, call: (turn: number) => Promise<unknown>): Promise<Row> {
  for (let turn = 0; turn < Math.min(20, count); turn += 1) await call(turn)
  const times: number[] = []
  for (let turn = 0; turn < count; turn += 1) {
    const startedMs = performance.now()
    await call(turn)
    times.push(performance.now() - startedMs)
  }
  times.sort((one, other) => one - other)
  const at = (share: number) => Number((times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(2))
  return { name, count, p50Ms: at(0.5), p95Ms: at(0.95), worstMs: at(1) }
}

if (import.meta.main) {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { engine: { type: 'string', default: 'postgresql' } } })
  const figures = await benchSearch(Number(positionals[0] ?? 10_000), values.engine === 'elasticsearch' ? 'elasticsearch' : 'postgresql')
  process.stdout.write(`${JSON.stringify(figures, null, 1)}\n`)
}
