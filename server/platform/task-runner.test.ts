import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { OpisError } from '#kernel/errors.ts'
import { testDatabase, type TestDatabase } from '#test/support/postgres.ts'
import { openDatabase, type Database } from './database.ts'
import { inProcessJobs } from './jobs/in-process.ts'
import { createOutbox, type Outbox } from './outbox.ts'
import { createTaskRunner, type TaskHandler, type TaskRunner } from './task-runner.ts'

/** Real table, real locks, the in-process jobs; a second runner stands for a second process. */
let own: TestDatabase
let database: Database
let started: { runner: TaskRunner; database: Database }[]
const log: string[] = []
const logger = { info: () => undefined, warn: (event: string) => void log.push(event), error: () => undefined }

beforeEach(async () => {
  own = await testDatabase()
  database = openDatabase(own.url, () => undefined, 8)
  started = []
  log.length = 0
})
afterEach(async () => {
  for (const one of started) {
    await one.runner.stop()
    await one.database.close()
  }
  await database.close()
  await own.drop()
})

const subscriptions = { happened: ['work'], 'happened-twice': ['work', 'more'] } as const

function run(handlers: Record<string, TaskHandler>, concurrency = 4): Outbox {
  const outbox = createOutbox(subscriptions)
  const connections = openDatabase(own.url, () => undefined, 8)
  const runner = createTaskRunner({ pool: connections.pool, jobs: inProcessJobs(), outbox, handlers, log: logger, concurrency })
  started.push({ runner, database: connections })
  runner.start()
  return outbox
}

async function announce(outbox: Outbox, event: keyof typeof subscriptions, ...subjects: string[]): Promise<void> {
  await database.db.transaction(async (tx) => {
    for (const subject of subjects) await outbox.announce(tx, event, subject)
  })
  outbox.wake()
}

type Row = { name: string; subject: string; state: string; attempts: number; code: string | null; detail: string | null; wait: number }
async function tasks(): Promise<Row[]> {
  const { rows } = await database.pool.query<Row>(
    `select name, subject, state, attempts, error_code as code, error_detail as detail, round(extract(epoch from run_after - now()))::int as wait from task order by created_at, subject`,
  )
  return rows
}
/** Waiting is over for every task. */
const noMoreWaiting = () => database.pool.query("update task set run_after = now() where state = 'pending'")

describe('the outbox', () => {
  test('announces only what was committed', async () => {
    const outbox = run({ work: async () => undefined })
    await database.db.transaction(async (tx) => {
      await outbox.announce(tx, 'happened', 'never')
      throw new Error('rolled back')
    }).catch(() => undefined)
    await announce(outbox, 'happened', 'kept')
    await expect.poll(tasks).toMatchObject([{ subject: 'kept', state: 'done', attempts: 1 }])
  })
  test('makes one task for each subscriber and does not double one that waits', async () => {
    const outbox = createOutbox(subscriptions)
    await announce(outbox, 'happened-twice', 'a', 'a', 'a')
    expect((await tasks()).map(({ name, subject }) => `${name} ${subject}`).sort()).toEqual(['more a', 'work a'])
  })
  test('refuses an event that nobody declared', async () => {
    const outbox = createOutbox(subscriptions)
    await expect(database.db.transaction((tx) => outbox.announce(tx, 'unheard', 'a'))).rejects.toThrow('unheard')
  })
  test('loses nothing when nobody wakes: the sweep finds it', async () => {
    const outbox = createOutbox(subscriptions)
    await announce(outbox, 'happened', 'left')
    const seen: string[] = []
    run({ work: async (subject) => void seen.push(subject) })
    await expect.poll(() => seen).toEqual(['left'])
    await announce(outbox, 'happened', 'later')
    await expect.poll(() => seen).toEqual(['left', 'later'])
  })
})

describe('a task that fails', () => {
  test('is tried again with growing waits, and its reason is kept', async () => {
    let fails = 3
    const outbox = run({ work: async () => {
      if (fails-- > 0) throw new OpisError('storage-full', 'Make room.')
    } })
    await announce(outbox, 'happened', 'a')
    for (const [attempt, wait] of [[1, 1], [2, 5], [3, 30]] as const) {
      await expect.poll(async () => (await tasks())[0]?.attempts).toBe(attempt)
      const [task] = await tasks()
      expect(task).toMatchObject({ state: 'pending', code: 'storage-full', detail: 'Make room.' })
      expect(Math.abs((task?.wait ?? 0) - wait)).toBeLessThanOrEqual(1)
      await noMoreWaiting()
      outbox.wake()
    }
    await expect.poll(tasks).toMatchObject([{ state: 'done', attempts: 4, code: null, detail: null }])
  })
  test('is given up at once when waiting cannot mend it', async () => {
    const outbox = run({ work: async () => {
      throw new OpisError('bad-image', 'It is torn.')
    } })
    await announce(outbox, 'happened', 'a')
    await expect.poll(tasks).toMatchObject([{ state: 'failed', attempts: 1, code: 'bad-image', detail: 'It is torn.' }])
  })
  test('for a reason that passes is never given up; once it is done nothing stays of having been given up before', async () => {
    let isFull = true
    const outbox = run({ work: async () => {
      if (isFull) throw new OpisError('storage-full', 'Make room.')
    } })
    await database.pool.query("insert into task (id, name, subject, state) values (gen_random_uuid(), 'work', 'a', 'failed')")
    await announce(outbox, 'happened', 'a')
    const waiting = async () => (await tasks()).find(({ state }) => state === 'pending')
    await expect.poll(async () => (await waiting())?.attempts).toBe(1)
    await database.pool.query("update task set attempts = 400, run_after = now() where state = 'pending'")
    outbox.wake()
    await expect.poll(waiting).toMatchObject({ attempts: 401, code: 'storage-full', wait: expect.toBeOneOf([3599, 3600]) })
    isFull = false
    await noMoreWaiting()
    outbox.wake()
    await expect.poll(tasks).toMatchObject([{ state: 'done' }])
  })
  test('is given up after twelve tries; a surprise tells nothing of its inside', async () => {
    const outbox = run({ work: async () => {
      throw new Error('password=hunter2')
    } })
    await announce(outbox, 'happened', 'a')
    for (let attempt = 1; attempt <= 12; attempt += 1) {
      await expect.poll(async () => (await tasks())[0]?.attempts).toBe(attempt)
      await noMoreWaiting()
      outbox.wake()
    }
    const [task] = await tasks()
    expect(task).toMatchObject({ state: 'failed', attempts: 12, code: 'internal' })
    expect(task?.detail).not.toContain('hunter2')
  })
  test('does not hold the others up, and one without a handler is kept as failed', async () => {
    const seen: string[] = []
    const outbox = run({ work: async (subject) => {
      if (subject === 'bad') throw new OpisError('integrity', 'No.')
      seen.push(subject)
    } }, 1)
    await announce(outbox, 'happened', 'bad', 'b', 'c')
    await announce(outbox, 'happened-twice', 'd')
    await expect.poll(() => seen.toSorted()).toEqual(['b', 'c', 'd'])
    await expect.poll(async () => (await tasks()).filter((task) => task.state === 'failed').map(({ name, code }) => `${name} ${code ?? ''}`).sort()).toEqual(['more internal', 'work integrity'])
  })
})

describe('two runners on one database', () => {
  test('never do one task at once, and share the work', async () => {
    const running = new Set<string>()
    const faults: string[] = []
    const counts = [0, 0]
    const handlers = [0, 1].map((who) => ({
      work: async (subject: string) => {
        if (running.has(subject)) faults.push(subject)
        running.add(subject)
        counts[who] = (counts[who] ?? 0) + 1
        await database.pool.query('select pg_sleep(0.02)')
        running.delete(subject)
      },
    }))
    const subjects = Array.from({ length: 40 }, (_, number) => `s${number}`)
    await announce(createOutbox(subscriptions), 'happened', ...subjects)
    for (const one of handlers) run(one)
    await expect.poll(async () => (await tasks()).filter((task) => task.state === 'done').length, { timeout: 30_000 }).toBe(40)
    expect(faults).toEqual([])
    expect((await tasks()).every((task) => task.attempts === 1)).toBe(true)
    expect((counts[0] ?? 0) + (counts[1] ?? 0)).toBe(40)
  })

  test('the one that finds a task held leaves it alone until the next sweep', async () => {
    const gate = Promise.withResolvers<void>()
    const first = run({ work: () => gate.promise })
    await announce(first, 'happened', 'held')
    await expect.poll(async () => (await database.pool.query("select 1 from pg_stat_activity where datname = current_database() and state = 'idle in transaction'")).rowCount).toBe(1)
    const jobs = inProcessJobs()
    let deliveries = 0
    const connections = openDatabase(own.url, () => undefined, 8)
    const outbox = createOutbox(subscriptions)
    const counting = { ...jobs, deliver: async (id: string) => ((deliveries += 1), jobs.deliver(id)) }
    const runner = createTaskRunner({ pool: connections.pool, jobs: counting, outbox, handlers: { work: async () => undefined }, log: logger, concurrency: 4 })
    started.push({ runner, database: connections })
    runner.start()
    await expect.poll(() => deliveries).toBeGreaterThanOrEqual(2)
    expect(deliveries).toBeLessThan(5)
    gate.resolve()
    await expect.poll(tasks).toMatchObject([{ state: 'done', attempts: 1 }])
  })

  test('a killed one frees its task at once and the other does it', async () => {
    const never = Promise.withResolvers<void>()
    const first = run({ work: () => never.promise })
    await announce(first, 'happened', 'a')
    const holders = async () => (await database.pool.query<{ pid: number }>("select pid from pg_stat_activity where datname = current_database() and state = 'idle in transaction'")).rows
    await expect.poll(holders).toHaveLength(1)
    const seen: string[] = []
    const second = run({ work: async (subject) => void seen.push(subject) })
    second.wake()
    expect(await tasks()).toMatchObject([{ state: 'pending', attempts: 0 }])
    for (const { pid } of await holders()) await database.pool.query('select pg_terminate_backend($1)', [pid])
    second.wake()
    await expect.poll(tasks).toMatchObject([{ state: 'done', attempts: 1 }])
    expect(seen).toEqual(['a'])
    never.resolve()
    await expect.poll(() => log).toContain('task interrupted')
  })

  test('stopping waits for the task under way, and what it did counts', async () => {
    const gate = Promise.withResolvers<void>()
    const seen: string[] = []
    const outbox = run({ work: async (subject) => {
      seen.push(subject)
      await gate.promise
    } }, 1)
    await announce(outbox, 'happened', 'a', 'b')
    await expect.poll(() => seen).toHaveLength(1)
    const stopping = started[0]?.runner.stop()
    gate.resolve()
    await stopping
    expect((await tasks()).map((task) => task.state).sort()).toEqual(['done', 'pending'])
  })
})

describe('a task that is announced again while it runs', () => {
  async function announcedMeanwhile(work: (run: number) => Promise<void>): Promise<() => number> {
    const gate = Promise.withResolvers<void>()
    let runs = 0
    const outbox = run({ work: async () => {
      runs += 1
      if (runs === 1) await gate.promise
      await work(runs)
    } })
    await announce(outbox, 'happened', 'a')
    await expect.poll(() => runs).toBe(1)
    // Whoever announces it does not wait for it: it might wait for something that he holds.
    await announce(outbox, 'happened', 'a')
    expect(await tasks()).toMatchObject([{ state: 'pending', attempts: 0 }])
    gate.resolve()
    return () => runs
  }

  test('is done again, without a second row', async () => {
    const runs = await announcedMeanwhile(async () => undefined)
    await expect.poll(runs).toBe(2)
    await expect.poll(tasks).toMatchObject([{ state: 'done', attempts: 1 }])
  })
  test('is done again when what it did before failed for good', async () => {
    const runs = await announcedMeanwhile(async (run) => {
      if (run === 1) throw new OpisError('integrity', 'No.')
    })
    await expect.poll(tasks).toMatchObject([{ state: 'done', attempts: 1, code: null }])
    expect(runs()).toBe(2)
  })
  test('is tried again at once after a failure that may pass, and the failure counts', async () => {
    const runs = await announcedMeanwhile(async (run) => {
      if (run === 1) throw new OpisError('unreachable', 'Not now.')
    })
    await expect.poll(tasks).toMatchObject([{ state: 'done', attempts: 2 }])
    expect(runs()).toBe(2)
  })
})
