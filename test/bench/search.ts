import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Language } from '#kernel/language.ts'
import { openDatabase } from '#platform/database.ts'
import { startEmbeddedPostgres } from '#platform/embedded-postgres.ts'
import { parseQuery } from '#server/search/parse-query.ts'
import { seededRandom } from '#server/demo/add-noise.ts'
import { postgresIndex } from '#server/search/postgres-index.ts'
import type { RightsFilter, SearchIndex } from '#server/search/search-index.ts'
import { syntheticArchive, zipfRank, type SyntheticArchive } from './synthetic-pages.ts'

/** `timesBaseline`: the 95th percentile as a multiple of the baseline's. */
type Row = { name: string; count: number; p50Ms: number; p95Ms: number; worstMs: number; timesBaseline?: number }

const rights: readonly RightsFilter[] = [{ kind: 'all' }, { kind: 'units', units: ['unit-1', 'unit-4'] }, { kind: 'units', units: [] }]

/**
 * Search on a synthetic archive in the embedded PostgreSQL: every answer with rights filter, facets and an
 * exact total. `baseline` is the round trip of `select 1` in the same run.
 */
export async function benchSearch(pageCount = 10_000): Promise<{ indexSeconds: number; bytesPerPage: number; rows: Row[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'opis-bench-'))
  const server = await startEmbeddedPostgres({ dataFolder: join(folder, 'database'), log: () => undefined })
  const database = openDatabase(server.url, () => undefined, 4)
  try {
    await database.pool.query(await readFile(join(import.meta.dirname, '../../server/migrations/0002_search.sql'), 'utf8'))
    const index = postgresIndex(database.pool)
    const archive = syntheticArchive(pageCount, 1)
    const startedMs = performance.now()
    await index.put(archive.pages)
    const indexSeconds = (performance.now() - startedMs) / 1000
    const size = await database.pool.query<{ bytes: string }>("select pg_total_relation_size('search_page') as bytes")
    const rows = [await measure('baseline: select 1', 300, () => database.pool.query('select 1'))]
    for (const [name, queries] of Object.entries(queriesOf(archive))) {
      rows.push(await measure(name, queries.length * rights.length, (turn) => ask(index, queries[turn % queries.length] ?? 'a', rights[turn % rights.length] ?? { kind: 'all' })))
    }
    const baselineMs = rows[0]?.p95Ms ?? 1
    const compared = rows.map((row) => ({ ...row, timesBaseline: Number((row.p95Ms / baselineMs).toFixed(1)) }))
    return { indexSeconds, bytesPerPage: Number(size.rows[0]?.bytes) / pageCount, rows: compared }
  } finally {
    await database.close()
    await server.stop()
    await rm(folder, { recursive: true, force: true })
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

if (import.meta.main) process.stdout.write(`${JSON.stringify(await benchSearch(Number(process.argv[2] ?? 10_000)), null, 1)}\n`)
