import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '#kernel/ids.ts'
import { jobsSuite } from '#test/suites/jobs.ts'
import { redisIsThere, startRedis, type TestRedis } from '#test/support/redis.ts'
import { freePort } from '#test/support/server-process.ts'
import { bullJobs, type BullOptions } from './bull.ts'
import type { Jobs } from './port.ts'

const soon = { timeout: 30_000 }

/** A real Redis; whatever is done to it, an id that was handed in is handled. */
describe.skipIf(!redisIsThere)('on Redis', () => {
  let redis: TestRedis
  beforeAll(async () => {
    redis = await startRedis()
  })
  afterAll(() => redis.stop())

  const said: string[] = []
  const log = { info: (event: string) => void said.push(event), warn: (event: string) => void said.push(event), error: () => undefined }
  const open = (more: Partial<BullOptions> = {}) => bullJobs({ url: redis.url, installation: newId(), log, ...more })

  jobsSuite('Bull on Redis', async () => {
    const jobs = await open()
    return { jobs, end: () => jobs.close() }
  })

  describe('when Redis is spoilt', () => {
    let jobs: Jobs
    const seen: string[] = []
    const consume = (one: Jobs) => one.consume(async (id) => void seen.push(id), 2)
    beforeEach(async () => {
      said.length = 0
      seen.length = 0
      await redis.client.flushall()
    })
    afterEach(async () => {
      redis.thaw()
      await jobs.close()
      await redis.kill()
      await redis.start()
    })

    test('an id goes through Redis while it is there, and leaves nothing behind', async () => {
      jobs = await open({ installation: 'one' })
      expect(jobs.kind()).toBe('redis')
      await jobs.deliver('waiting')
      const keys = () => redis.client.keys('opis:*')
      expect((await keys()).filter((key) => key.endsWith(':waiting'))).toHaveLength(1)
      consume(jobs)
      await expect.poll(() => seen, soon).toEqual(['waiting'])
      await expect.poll(async () => (await keys()).map((key) => key.split(':').slice(2).join(':')), soon).toEqual(['tasks:id'])
    })

    test('never there: ids are done in the process, and it is used from when it comes', async () => {
      await redis.kill()
      jobs = await open()
      expect(jobs.kind()).toBe('in-process')
      consume(jobs)
      await jobs.deliver('before')
      await expect.poll(() => seen, soon).toEqual(['before'])
      await redis.start()
      await expect.poll(() => jobs.kind(), soon).toBe('redis')
      await jobs.deliver('after')
      await expect.poll(() => seen, soon).toEqual(['before', 'after'])
      expect(said).toEqual(['redis is away: jobs stay in this process until it is back', 'redis carries the jobs'])
    })

    test('killed and started again: every id that is swept again is done', async () => {
      jobs = await open()
      consume(jobs)
      for (const round of [1, 2, 3]) {
        const ids = Array.from({ length: 20 }, (_, number) => `${round}-${number}`)
        const handing = (async () => {
          for (const id of ids) await jobs.deliver(id)
        })()
        await redis.kill()
        await handing
        for (const id of ids) await jobs.deliver(id)
        await expect.poll(() => ids.every((id) => seen.includes(id)), soon).toBe(true)
        await redis.start()
        await expect.poll(() => jobs.kind(), soon).toBe('redis')
      }
    })

    test('wiped with ids in it: handed in again they are done', async () => {
      jobs = await open()
      for (const id of ['a', 'b', 'c']) await jobs.deliver(id)
      await redis.client.flushall()
      consume(jobs)
      for (const id of ['a', 'b', 'c']) await jobs.deliver(id)
      await expect.poll(() => seen.toSorted(), soon).toEqual(['a', 'b', 'c'])
    })

    test('frozen: it is given up after a moment, and used again when it wakes', async () => {
      jobs = await open()
      consume(jobs)
      redis.freeze()
      await jobs.deliver('frozen')
      expect(jobs.kind()).toBe('in-process')
      await expect.poll(() => seen, soon).toContain('frozen')
      redis.thaw()
      await expect.poll(() => jobs.kind(), soon).toBe('redis')
      await jobs.deliver('thawed')
      await expect.poll(() => seen, soon).toContain('thawed')
    })

    test('full: what it refuses to take is done in the process', async () => {
      await redis.client.config('SET', 'maxmemory', '1')
      jobs = await open()
      consume(jobs)
      await jobs.deliver('refused')
      await expect.poll(() => seen, soon).toEqual(['refused'])
    })

    test('it keeps an id to itself: after a while the id is done here', async () => {
      let atMs = 0
      jobs = await open({ installation: 'kept', nowMs: () => atMs, patienceMs: 10_000 })
      const [key = ''] = await keysAfter(jobs, 'kept')
      // As a process leaves it that is killed between asking for an id and getting it.
      await redis.client.rpoplpush(key.replace(/:kept$/, ':wait'), key.replace(/:kept$/, ':active'))
      consume(jobs)
      await jobs.deliver('kept')
      await jobs.deliver('free')
      await expect.poll(() => seen, soon).toEqual(['free'])
      atMs = 10_001
      await jobs.deliver('kept')
      await expect.poll(() => seen, soon).toEqual(['free', 'kept'])
    })

    async function keysAfter(one: Jobs, id: string): Promise<string[]> {
      await one.deliver(id)
      return redis.client.keys(`opis:*:${id}`)
    }
  })

  test('installations on one Redis do not see each other, servers of one installation share', async () => {
    const seen: Record<string, string[]> = { a: [], b: [], c: [] }
    const [first, second, other] = [await open({ installation: 'one' }), await open({ installation: 'one' }), await open({ installation: 'other' })]
    for (const [name, jobs] of Object.entries({ a: first, b: second, c: other })) jobs.consume(async (id) => void seen[name]?.push(id), 1)
    const ids = Array.from({ length: 40 }, (_, number) => `shared-${number}`)
    for (const id of ids) await first.deliver(id)
    await other.deliver('own')
    await expect.poll(() => [...(seen['a'] ?? []), ...(seen['b'] ?? [])].sort(), soon).toEqual(ids.toSorted())
    await expect.poll(() => seen['c'], soon).toEqual(['own'])
    for (const jobs of [first, second, other]) await jobs.close()
  })

  test('a password is used, and a wrong one means no Redis, without it in the log', async () => {
    const guarded = await startRedis({ password: 'p@ss wörd' })
    const lines: string[] = []
    const note = (event: string, fields: object = {}) => void lines.push(JSON.stringify({ event, ...fields }))
    const noting = { info: note, warn: note, error: note }
    const right = await bullJobs({ url: guarded.url, installation: 'x', log: noting })
    const wrong = await bullJobs({ url: guarded.url.replace('%40', '%41'), installation: 'x', log: noting })
    expect([right.kind(), wrong.kind()]).toEqual(['redis', 'in-process'])
    expect(lines.join('\n')).toMatch(/WRONGPASS/)
    expect(lines.join('\n')).not.toMatch(/wörd|w%C3|pAss|p@ss/)
    await right.close()
    await wrong.close()
    await guarded.stop()
  })

  test('closing does not wait for a Redis that is not there', async () => {
    const jobs = await open({ url: `redis://127.0.0.1:${await freePort()}` })
    jobs.consume(async () => undefined, 1)
    await jobs.close()
  }, 20_000)
})
