import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { searchResult } from '#contract/search.ts'
import { objectIdOf } from '#server/records/context.ts'
import { readRunFile } from '#server/run-file.ts'
import { callerWithToken } from '#test/support/caller.ts'
import { selfSigned } from '#test/support/certificate.ts'
import { pageImage } from '#test/support/pile.ts'
import { testDatabase } from '#test/support/postgres.ts'
import { redisIsThere, startRedis, type TestRedis } from '#test/support/redis.ts'
import { runOpis } from '#test/support/run-opis.ts'
import { awaitBatch, enrolStation, feedBatch, marks, orderCovers, readingOf, runServer, sha512Of, type RunningServer, type TestAgent } from '#test/support/run-server.ts'
import { freePort, startServerProcess, type ServerProcess } from '#test/support/server-process.ts'

const soon = { timeout: 30_000 }

/** The real server on a real Redis that is wiped, killed and frozen while piles go through. */
const status = z.looseObject({ jobs: z.string(), tasksFailed: z.int() })

describe.skipIf(!redisIsThere)('the line with jobs on Redis', () => {
  let redis: TestRedis
  let server: RunningServer
  let station: TestAgent
  let recogniser: TestAgent
  const texts = new Map<string, string>()
  const reader = () => ({ recogniser, read: (sha512: string) => readingOf(texts.get(sha512) ?? '') })

  beforeAll(async () => {
    redis = await startRedis()
    server = await runServer({ redisUrl: redis.url })
    station = await enrolStation(server)
    recogniser = await enrolStation(server, 'recogniser')
  })
  afterAll(async () => {
    try {
      await station.close()
      await recogniser.close()
      await server.stop()
    } finally {
      await redis.stop()
    }
  })
  afterEach(async () => {
    redis.thaw()
  })

  const page = async (number: number) => {
    const bytes = await pageImage(number)
    texts.set(sha512Of(bytes), `petition about lamp ${number} of the lower street`)
    return { bytes }
  }
  /** A pile of two records with three pages, all different from every other pile. */
  async function feed(pile: number): Promise<string> {
    const [first = '', second = ''] = await orderCovers(server, { count: 2, class: 'petitions' })
    const cover = async (id: string, number: number) => ({ bytes: await pageImage(number), marks: marks.cover(id) })
    const from = pile * 10
    return feedBatch(station, [await cover(first, 20_000 + from), await page(from + 1), await page(from + 2), await cover(second, 20_001 + from), await page(from + 3)])
  }
  /** Every page is in the right record, once, in the store and in the index, and every task is done. */
  async function isWhole(batch: string, pile: number): Promise<void> {
    const report = await awaitBatch(server, batch, (one) => one.searchable, reader())
    expect(report).toMatchObject({ fed: 5, archived: 3, exceptions: [] })
    expect(report.records.map((record) => record.pages)).toEqual([[2, 3], [5]])
    for (const [number, record, at] of [[1, 0, 1], [2, 0, 2], [3, 1, 1]] as const) {
      const found = await server.admin.get(searchResult, 'GET', `/api/search?q=${encodeURIComponent(`"lamp ${pile * 10 + number} of"`)}`)
      expect(found.hits.map((hit) => [hit.record, hit.page])).toEqual([[report.records[record]?.id, at]])
    }
    for (const { id } of report.records) expect(await server.parts.records.store.verify(objectIdOf(id), { full: true })).toEqual([])
    const { pool } = server.parts.database
    await expect.poll(async () => (await pool.query("select 1 from task where state <> 'done'")).rowCount, soon).toBe(0)
    const { rows } = await pool.query('select count(*)::int as pages from record_page p join record r on r.id = p.record where r.batch = $1', [batch])
    expect(rows).toEqual([{ pages: 3 }])
  }
  const jobs = async () => (await server.admin.get(status, 'GET', '/api/status')).jobs

  test('a pile goes through, and Redis is what carries it', async () => {
    expect(await jobs()).toBe('redis')
    await isWhole(await feed(1), 1)
    const stats = await redis.client.info('commandstats')
    expect(Number(/cmdstat_brpoplpush:calls=(\d+)/.exec(stats)?.[1])).toBeGreaterThan(0)
    expect(Number(/cmdstat_evalsha:calls=(\d+)/.exec(stats)?.[1])).toBeGreaterThan(10)
  })

  test('wiped again and again in the middle of a batch, nothing is lost or doubled', async () => {
    let wiping = true
    const wipes = (async () => {
      for (let times = 0; ; times += 1) {
        if (!wiping) return times
        await redis.client.flushall().catch(() => undefined)
        await server.parts.database.pool.query('select pg_sleep(0.005)')
      }
    })()
    await feed(2).then((batch) => isWhole(batch, 2)).finally(() => (wiping = false))
    expect(await wipes).toBeGreaterThan(5)
    expect(await jobs()).toBe('redis')
  })

  test('killed at three moments and started again later, nothing is lost or doubled', async () => {
    const { pool } = server.parts.database
    const batch = feed(3)
    await redis.kill()
    const id = await batch
    await expect.poll(jobs, soon).toBe('in-process')
    await expect.poll(async () => (await pool.query('select 1 from record where batch = $1', [id])).rowCount, soon).toBe(2)
    await redis.start()
    await expect.poll(jobs, soon).toBe('redis')
    const second = await feed(4)
    await expect.poll(async () => (await pool.query('select 1 from planned_record where batch = $1', [second])).rowCount, soon).toBeGreaterThan(0)
    await redis.kill()
    await isWhole(id, 3)
    await isWhole(second, 4)
    await redis.start()
    await expect.poll(jobs, soon).toBe('redis')
    await isWhole(await feed(5), 5)
  })

  test('frozen in the middle of a batch: work goes on in the process', async () => {
    redis.freeze()
    const batch = await feed(6)
    await isWhole(batch, 6)
    expect(await jobs()).toBe('in-process')
    redis.thaw()
    await expect.poll(jobs, soon).toBe('redis')
  })
})

describe.skipIf(!redisIsThere)('the server process', () => {
  let redis: TestRedis
  let folder: string
  let database: Awaited<ReturnType<typeof testDatabase>>
  let server: ServerProcess | undefined
  beforeAll(async () => {
    redis = await startRedis({ password: 'only for this test' })
    database = await testDatabase()
    folder = await mkdtemp(join(tmpdir(), 'opis-redis-server-'))
  })
  afterAll(async () => {
    await server?.kill('SIGTERM')
    await redis.stop()
    await database.drop()
    await rm(folder, { recursive: true, force: true })
  })

  test('says at its start what carries the jobs, and outlives Redis', { timeout: 180_000 }, async () => {
    const env = { OPIS_DATA: folder, OPIS_PORT: '0', DATABASE_URL: database.url, OPIS_RECOGNISERS: '0', REDIS_URL: redis.url }
    server = await startServerProcess(env)
    expect(JSON.parse(server.firstLine)).toMatchObject({ ready: true, jobs: 'redis' })
    const caller = async () => callerWithToken(server?.url ?? '', (await readRunFile(folder))?.token ?? '')
    const jobs = async () => (await (await caller()).get(status, 'GET', '/api/status')).jobs
    await redis.kill()
    await expect.poll(jobs, soon).toBe('in-process')
    await redis.start()
    await expect.poll(jobs, soon).toBe('redis')
    await redis.kill()
    await server.kill('SIGTERM')
    server = await startServerProcess(env)
    expect(JSON.parse(server.firstLine)).toMatchObject({ ready: true, jobs: 'in-process' })
  })

  test('doctor says how Redis is, and what to do, without its password', { timeout: 180_000 }, async () => {
    const certificate = selfSigned(folder)
    const secure = await startRedis({ tls: certificate })
    const checked = async (url: string, more: Record<string, string> = {}) => {
      const { out, err } = await runOpis(['doctor', '--json'], { OPIS_DATA: folder, REDIS_URL: url, ...more })
      expect(out + err).not.toMatch(/only%20for|only for/)
      return (JSON.parse(out) as { checks: { name: string }[] }).checks.find(({ name }) => name === 'redis')
    }
    expect(await checked(`redis://:only%20for@127.0.0.1:${await freePort()}`)).toMatchObject({ state: 'warn', advice: expect.stringContaining('No Redis answers') })
    expect(await checked(secure.url, { NODE_EXTRA_CA_CERTS: certificate.cert })).toMatchObject({ state: 'ok', detail: expect.stringMatching(/^Redis \d/) })
    await secure.stop()
    const refused = await runOpis(['start', '--check-config', '--json'], { OPIS_DATA: folder, REDIS_URL: 'redis://:hidden@host/zero' })
    expect([refused.code, refused.err]).toEqual([3, expect.stringContaining('REDIS_URL')])
    expect(refused.err).not.toContain('hidden')
  })
})
