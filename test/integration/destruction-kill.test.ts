import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { objectIdOf } from '#server/records/context.ts'
import { readRunFile } from '#server/run-file.ts'
import { fileSystemStore } from '#server/storage/file-system-store.ts'
import { approvedAct, backupDays, importLetter, resultOf } from '#test/support/acts.ts'
import { callerWithToken } from '#test/support/caller.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'
import { testDatabase, type TestDatabase } from '#test/support/postgres.ts'
import { freePort, startServerProcess, type ServerProcess } from '#test/support/server-process.ts'
import pg from 'pg'

/** Case W12 with a real process: `kill -9` of the server at each step of an execution, as soon as the database shows it. */
const moments = [
  ['ordered', "select 1 from act_execution"],
  ['some records are decided', 'select 1 from destruction'],
  ['some bytes are gone', "select 1 from destruction where gone ? 'store'"],
  ['every line is decided', 'select 1 from act_execution where decided_at is not null'],
] as const
const letters = 24

let database: TestDatabase
let server: RunningServer
let child: ServerProcess | undefined
let pool: pg.Pool

beforeAll(async () => {
  database = await testDatabase()
  pool = new pg.Pool({ connectionString: database.url, max: 2 })
  server = await runServer({ database, settings: backupDays })
})
afterAll(async () => {
  await child?.kill('SIGTERM')
  await pool.end()
  await server.stop()
}, 240_000)

test('W12: kill -9 at every step of an execution: each line is destroyed once and reported once', async () => {
  const ids: string[] = []
  for (let index = 0; index < letters; index += 1) ids.push(await importLetter(server, `letter ${index} of the kill`))
  const act = await approvedAct(server, ids.map((id) => ({ kind: 'record', id })))
  await server.parts.runner.stop()
  const env = { OPIS_DATA: server.dataFolder, OPIS_PORT: String(await freePort()), DATABASE_URL: database.url, OPIS_RECOGNISERS: '0', ...backupDays }
  child = await startServerProcess(env)
  const admin = async () => callerWithToken(child?.url ?? '', (await readRunFile(server.dataFolder))?.token ?? '')
  await (await admin()).send('POST', `/api/acts/${act}/execute`)
  for (const [, sql] of moments) {
    await vi.waitUntil(async () => ((await pool.query(sql)).rowCount ?? 0) > 0, { timeout: 60_000, interval: 5 })
    await child.kill('SIGKILL')
    child = await startServerProcess(env)
  }
  const caller = await admin()
  // A killed server may leave a view of the database open for a while; the next tries come after one, five and thirty seconds.
  await vi.waitUntil(async () => (await resultOf(caller, act)).act.state !== 'executing', { timeout: 120_000, interval: 100 })
  const result = await resultOf(caller, act)
  expect(result.totals).toMatchObject({ lines: letters, destroyed: letters, void: 0, recordsDestroyed: letters, underWay: 0 })
  const audited = await pool.query<{ action: string; count: number }>("select action, count(*)::int as count from audit_event where action in ('retention.destroy', 'retention.execute-act', 'retention.order-execution') group by action order by action")
  expect(audited.rows).toEqual([{ action: 'retention.destroy', count: letters }, { action: 'retention.execute-act', count: 1 }, { action: 'retention.order-execution', count: 1 }])
  const store = await fileSystemStore(join(server.dataFolder, 'store'))
  for (const id of ids) expect(await store.state(objectIdOf(id))).toBeNull()
}, 360_000)
