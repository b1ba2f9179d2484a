import pg from 'pg'
import { cardRegistered } from '#contract/cards.ts'
import type { Caller } from '#test/support/caller.ts'
import type { BenchHall } from './bench-hall.ts'
import { spread } from './percentiles.ts'

const clerks = 50
/** A server that was started a moment ago compiles its code while the first of them register. */
const cold = 0.15
/** A clerk who types as fast as a card allows; with no pause at all fifty clients would measure a queue of their own making. */
const pauseMs = 250

/**
 * Fifty clerks who register at once, so many documents in all: how long each waits, and whether the register has neither gap
 * nor double. Beside it the physical limit: a row with its own commit, by as many connections at the same pace. `where`: what is
 * special about this hall, for the row.
 */
export async function benchClerks(hall: BenchHall, documents: number, where = ''): Promise<string[]> {
  const users: Caller[] = []
  for (let clerk = 0; clerk < clerks; clerk += 1) users.push(await hall.somebody({ name: `bench-clerk-${clerk}`, roles: ['clerk'], units: ['cityhall'] }))
  const numbers: string[] = []
  // Each clerk sits at an address of his own, as the limit of requests from one address expects.
  const register = async (user: Caller, clerk: number, at: number) => {
    const headers = { 'x-forwarded-for': `10.0.0.${clerk + 1}` }
    const { number } = await user.get(cardRegistered, 'POST', '/api/cards', { headers, json: { register: 'incoming', kind: 'letter', subject: `Letter ${at} about a street lamp`, theirNumber: `${at}/7`, sheets: 2 } })
    numbers.push(number)
  }
  const done = await atOnce(documents, (clerk, at) => register(users[clerk] ?? hall.admin, clerk, at))
  const seqs = new Set(numbers.map((number) => Number(/-(\d+)\//.exec(number)?.[1])))
  const gaps = Math.max(...seqs) - Math.min(...seqs) + 1 - seqs.size
  const bare = await bareCommits(hall.databaseUrl, documents)
  return [
    `registers: ${documents} registrations by ${clerks} clerks at once${where}: ${spread(done.waitedMs)} (target 150), ${(documents / done.seconds).toFixed(0)} a second; behind the first ${cold * 100} % after the start ${spread(done.waitedMs.slice(Math.floor(documents * cold)))}; ${gaps} gaps, ${numbers.length - seqs.size} doubles`,
    `registers: physical limit, one row and its commit, as many clients at that pace${where}: ${spread(bare)}`,
  ]
}

async function atOnce(total: number, work: (client: number, at: number) => Promise<void>): Promise<{ waitedMs: number[]; seconds: number }> {
  const waitedMs: number[] = []
  let next = 0
  const startedMs = performance.now()
  await Promise.all(
    Array.from({ length: clerks }, async (_, client) => {
      await pause((pauseMs * client) / clerks)
      for (let at = (next += 1); at <= total; at = next += 1) {
        const fromMs = performance.now()
        await work(client, at)
        waitedMs.push(performance.now() - fromMs)
        await pause(pauseMs)
      }
    }),
  )
  return { waitedMs, seconds: (performance.now() - startedMs) / 1000 }
}

const pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms))

async function bareCommits(databaseUrl: string, rows: number): Promise<number[]> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: clerks })
  try {
    await pool.query('create table if not exists bench_row (id bigint, words text)')
    const { waitedMs } = await atOnce(rows, async (_, at) => void (await pool.query('insert into bench_row values ($1, $2)', [at, 'a row'])))
    return waitedMs
  } finally {
    await pool.end()
  }
}
