import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { searchResult } from '#contract/search.ts'
import { readConfig } from '#server/config.ts'
import { start, type Running } from '#server/start.ts'
import { approvedAct, execute, importLetter } from '#test/support/acts.ts'
import { callerWithToken } from '#test/support/caller.ts'
import { elasticsearchIsThere, startElasticsearch, type TestElasticsearch } from '#test/support/elasticsearch.ts'
import { redisIsThere, startRedis, type TestRedis } from '#test/support/redis.ts'
import type { RunningServer } from '#test/support/run-server.ts'

/** Case W07 and the faults 26 and 27 on the files themselves: embedded PostgreSQL, Redis and Elasticsearch, all real. */
let elasticsearch: TestElasticsearch | undefined
let redis: TestRedis | undefined
let running: Running
let server: RunningServer
let folder: string
let indexFolder: string
const log: string[] = []

/** Words of no language, so that nothing else contains them. */
const phrase = 'Quixomandrel Vorbatinglow'
const pieces = ['quixomandrel', 'orbatinglow']

beforeAll(async () => {
  if (!elasticsearchIsThere || !redisIsThere) return
  const before = new Set(await readdir(tmpdir()))
  elasticsearch = await startElasticsearch()
  indexFolder = join(tmpdir(), (await readdir(tmpdir())).find((name) => name.startsWith('opis-elasticsearch-') && !before.has(name)) ?? '')
  redis = await startRedis()
  folder = await mkdtemp(join(tmpdir(), 'opis-traces-'))
  await chmod(folder, 0o711)
  const dataFolder = join(folder, 'data')
  await mkdir(join(folder, 'tmp'))
  await chmod(join(folder, 'tmp'), 0o1777)
  // Whatever the server and its libraries put aside from here on lies in a folder that is searched too.
  vi.stubEnv('TMPDIR', join(folder, 'tmp'))
  running = await start(readConfig({ OPIS_DATA: dataFolder, OPIS_PORT: '0', OPIS_RECOGNISERS: '0', OPIS_BACKUP_DAYS: '35', REDIS_URL: redis.url, ELASTICSEARCH_URL: elasticsearch.url }), { write: (line) => log.push(line) })
  const nothing = async () => undefined
  server = { url: running.url, admin: callerWithToken(running.url, running.localToken), firstAdmin: null, dataFolder, databaseUrl: '', parts: running.assembled, log, restart: nothing, stop: nothing }
}, 240_000)
afterAll(async () => {
  vi.unstubAllEnvs()
  await running?.stop()
  await elasticsearch?.stop()
  await redis?.stop()
  if (folder) await rm(folder, { recursive: true, force: true })
})

/** Files below a folder that hold a piece of the phrase, in any case. */
async function filesWithTraces(root: string): Promise<string[]> {
  const found: string[] = []
  // A folder may go while it is walked: the form of the act is being filed at that moment.
  for (const entry of await vi.waitFor(() => readdir(root, { recursive: true, withFileTypes: true }), { timeout: 30_000, interval: 100 })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const text = (await readFile(path).catch(() => Buffer.alloc(0))).toString('latin1').toLowerCase()
    if (pieces.some((piece) => text.includes(piece))) found.push(path.slice(root.length))
  }
  return found
}

async function dump(): Promise<string> {
  const { pool } = server.parts.database
  const tables = await pool.query<{ name: string }>("select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'pg_catalog') and tablename not in ('pg_authid')")
  const rows = await Promise.all(tables.rows.map(async ({ name }) => (await pool.query(`select t::text from ${name} t`)).rows))
  return JSON.stringify(rows).toLowerCase()
}

describe.skipIf(!elasticsearchIsThere || !redisIsThere)('after an executed act', () => {
  test('W07, fault 26 and fault 27: no file, table, queue, index or log holds a trace of the record', async () => {
    const letter = await importLetter(server, `The clerk ${phrase} asks for a pump.\nNothing else.`, { name: 'letter one.txt' })
    const kept = await importLetter(server, 'The other letter stays where it is.', { name: 'letter two.txt' })
    const { pool } = server.parts.database
    await pool.query('analyze')
    await pool.query('checkpoint')
    expect((await filesWithTraces(server.dataFolder)).length).toBeGreaterThan(1)
    expect(await server.admin.get(searchResult, 'GET', '/api/search?q=quixomandrel')).toMatchObject({ engine: 'elasticsearch', total: 1 })
    // An export that somebody left in the data folder, and the pictures of a page, go as well.
    await mkdir(join(server.dataFolder, 'exports', letter), { recursive: true })
    await writeFile(join(server.dataFolder, 'exports', letter, 'letter one.txt'), `The clerk ${phrase}`)
    await server.admin.send('GET', `/api/records/${letter}/pages/1/thumbnail`)
    const result = await execute(server, await approvedAct(server, [{ kind: 'record', id: letter }]))
    expect(result.lines[0]?.state).toBe('destroyed')
    for (const q of ['quixomandrel', `"${phrase}"`, 'quixo*']) expect(await server.admin.get(searchResult, 'GET', `/api/search?q=${encodeURIComponent(q)}`)).toMatchObject({ engine: 'elasticsearch', total: 0, hits: [], suggestion: null, facets: { class: [], year: [], language: [] } })
    expect(await filesWithTraces(indexFolder)).toEqual([])
    expect(pieces.filter((piece) => log.join('').toLowerCase().includes(piece))).toEqual([])
    const text = await dump()
    expect(pieces.filter((piece) => text.includes(piece))).toEqual([])
    const keys = (await redis?.client.keys('*')) ?? []
    const values = await Promise.all(keys.map(async (key) => `${key} ${(await redis?.client.dumpBuffer(key))?.toString('latin1') ?? ''}`))
    expect(pieces.filter((piece) => values.join(' ').toLowerCase().includes(piece))).toEqual([])
    expect(await filesWithTraces(server.dataFolder)).toEqual([])
    expect(await filesWithTraces(join(folder, 'tmp'))).toEqual([])
    expect(await server.admin.get(searchResult, 'GET', '/api/search?q=stays')).toMatchObject({ total: 1, hits: [{ record: kept }] })
  }, 240_000)

  test('an index that is away leaves the act executing; it goes on when it is back', async () => {
    const letter = await importLetter(server, 'The letter of the lost index.', { name: 'letter three.txt' })
    const act = await approvedAct(server, [{ kind: 'record', id: letter }])
    await elasticsearch?.kill()
    await server.admin.send('POST', `/api/acts/${act}/execute`)
    const { pool } = server.parts.database
    const state = async () => (await pool.query<{ state: string; detail: string | null }>("select state, (select max(error_detail) from task where subject = act.id::text) as detail from act where id = $1", [act])).rows[0]
    let seen = await state()
    for (; seen?.detail == null && seen?.state === 'executing'; seen = await state()) await pool.query('select pg_sleep(0.2)')
    expect(seen).toMatchObject({ state: 'executing' })
    expect((await server.admin.send('GET', `/api/records/${letter}`)).status).toBe(404)
    await elasticsearch?.start()
    for (seen = await state(); seen?.state === 'executing'; seen = await state()) await pool.query("select pg_sleep(0.5); update task set run_after = now() where state = 'pending' and name like '%-act'")
    expect(seen?.state).toMatch(/^(executed|filed)$/)
    expect((await pool.query("select 1 from audit_event where action = 'retention.execute-act' and object = $1", [`act:${act}`])).rowCount).toBe(1)
  }, 240_000)
})
