import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { enrol } from '#agent/enrolment/enrol.ts'
import { scanPile } from '#agent/station/scan-pile.ts'
import { stationCode } from '#contract/identity.ts'
import { searchResult } from '#contract/search.ts'
import { fileSystemStore } from '#server/storage/file-system-store.ts'
import { readRunFile } from '#server/run-file.ts'
import { callerWithToken } from '#test/support/caller.ts'
import { layOutPile } from '#test/support/paper-pile.ts'
import { testDatabase } from '#test/support/postgres.ts'
import { freePort, startServerProcess, type ServerProcess } from '#test/support/server-process.ts'

/**
 * `kill -9` of the server at five moments of one batch, each time as soon as the database shows that
 * the moment has come: the records are those of an undisturbed run, nothing doubled, nothing left.
 */
const moments = [
  ['images arrive', 'select 1 from batch_image'],
  ['the batch was closed', "select 1 from batch where state <> 'open'"],
  ['a record was planned', 'select 1 from planned_record'],
  ['a record was published', 'select 1 from record'],
  ['a page was read', "select 1 from recognition_page where state = 'done'"],
] as const

let database: Awaited<ReturnType<typeof testDatabase>>
let pool: pg.Pool
let folder: string
let server: ServerProcess | undefined

beforeAll(async () => {
  database = await testDatabase()
  pool = new pg.Pool({ connectionString: database.url, max: 2 })
  folder = await mkdtemp(join(tmpdir(), 'opis-kill-'))
})

afterAll(async () => {
  await server?.kill('SIGTERM')
  await pool.end()
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

test('kill -9 of the server at five moments of a batch ends in the same records', async () => {
  const data = join(folder, 'data')
  const env = { OPIS_DATA: data, OPIS_PORT: String(await freePort()), DATABASE_URL: database.url }
  server = await startServerProcess(env)
  const { url } = server
  const admin = async () => callerWithToken(url, (await readRunFile(data))?.token ?? '')
  const caller = await admin()
  const pile = join(folder, 'pile')
  await layOutPile({ admin: caller }, pile, [
    { order: { class: 'petitions', date: '2024-01-01', sheets: 1 }, pages: [{ lines: ['The ferry bell was stolen at night', 'and the ferryman asks for another.'] }] },
    { order: { class: 'decisions', date: '2024-02-02', sheets: 2 }, pages: [{ lines: ['The council grants a copper kettle', 'to the school in the upper village.'] }, { lines: ['Signed by the mayor and the clerk', 'before the whole assembly of the town.'] }] },
  ])
  const { code } = await caller.get(stationCode, 'POST', '/api/stations/code')
  await enrol({ server: url, code, name: 'desk', role: 'station', dataFolder: join(folder, 'station') })

  const report = scanPile({ serverUrl: url, dataFolder: join(folder, 'station'), giveUpAfterMs: 120_000, pile: { folder: pile }, wait: true })
  for (const [, sql] of moments) {
    await vi.waitUntil(async () => ((await pool.query(sql)).rowCount ?? 0) > 0, { timeout: 60_000, interval: 5 })
    await server.kill('SIGKILL')
    server = await startServerProcess(env)
  }
  const done = await report
  expect(done).toMatchObject({ state: 'closed', fed: 5, archived: 3, searchable: true, exceptions: [] })
  expect(done.records.map((record) => record.pages)).toEqual([[2], [4, 5]])
  const found = await (await admin()).get(searchResult, 'GET', `/api/search?q=${encodeURIComponent('"copper kettle"')}`)
  expect(found.hits.map((hit) => [hit.record, hit.page])).toEqual([[done.records[1]?.id, 1]])
  await everythingStoredIsWhole(data, done.records.map((record) => record.id))
}, 240_000)

/** One object a record and one for what the batch set aside, each without a fault; no row twice. */
async function everythingStoredIsWhole(data: string, records: readonly string[]): Promise<void> {
  await vi.waitUntil(async () => (await pool.query("select 1 from task where state = 'pending'")).rowCount === 0, { timeout: 30_000 })
  const store = await fileSystemStore(join(data, 'store'))
  const ids = await Array.fromAsync(store.list())
  expect(ids.filter((id) => id.startsWith('urn:opis:record:')).sort()).toEqual(records.map((id) => `urn:opis:record:${id}`).sort())
  for (const id of ids) expect(await store.verify(id, { full: true })).toEqual([])
  expect((await pool.query('select count(*)::int as pages from record_page')).rows).toEqual([{ pages: 3 }])
  expect((await pool.query("select count(*)::int as failed from task where state = 'failed'")).rows).toEqual([{ failed: 0 }])
}
