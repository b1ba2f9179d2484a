import type pg from 'pg'
import { cardRegistered } from '#contract/cards.ts'
import { nobody } from '#test/support/caller.ts'
import type { BenchHall } from './bench-hall.ts'
import { spread } from './percentiles.ts'

const perSecond = 300
const seconds = 40
/** Not counted: the first second of a process that has answered nobody yet, several times as slow. */
const warmUpSeconds = 5
const clerks = 10
const clerkPauseMs = 250

/**
 * 300 public look-ups a second that come whether or not the ones before are answered, every tenth with a wrong check value,
 * while ten clerks register; beside it a query of one row by the same machine.
 */
export async function benchPublicStatus(hall: BenchHall, pool: pg.Pool, cards: number): Promise<string[]> {
  const { rows } = await pool.query<{ number: string }>(`select number from card where id = any(array(select md5('card' || (n * 7919) % ${cards} + 1)::uuid from generate_series(1, 2000) n))`)
  const numbers = rows.map(({ number }) => number)
  let working = true
  const clerksAtWork = Promise.all(Array.from({ length: clerks }, (_, at) => work(hall, at, () => working)))
  const answers = new Map<number, number>()
  const waitedMs = await openLoop(async (at) => {
    // Every look-up from another address: nobody who asks once is slowed down.
    const address = `10.${(at >> 16) & 255}.${(at >> 8) & 255}.${at & 255}`
    const answer = await nobody(hall.url).send('POST', '/status/api/lookup', { json: { number: numbers[at % numbers.length], check: at % 10 === 9 ? 'ZZZZ-ZZZZ' : 'AAAA-BBBB' }, headers: { 'x-forwarded-for': address } })
    answers.set(answer.status, (answers.get(answer.status) ?? 0) + 1)
  })
  working = false
  const registered = (await clerksAtWork).reduce((sum, one) => sum + one, 0)
  const bareMs: number[] = []
  for (const number of numbers.slice(0, 500)) {
    const fromMs = performance.now()
    await pool.query('select id from entry where number_key = $1', [number])
    bareMs.push(performance.now() - fromMs)
  }
  const told = [...answers].sort((a, b) => a[0] - b[0]).map(([status, count]) => `${count} × ${status}`)
  return [
    `registers: public status, ${perSecond} look-ups a second over ${cards} cards while ${clerks} clerks registered ${registered} documents, ${seconds} s after ${warmUpSeconds} s of warming up: ${spread(waitedMs)} (target p95 50); answers ${told.join(', ')}`,
    `registers: one row by its number, asked of the database alone: ${spread(bareMs)}`,
  ]
}

async function openLoop(ask: (at: number) => Promise<void>): Promise<number[]> {
  const total = perSecond * (warmUpSeconds + seconds)
  const waitedMs: number[] = []
  const running: Promise<void>[] = []
  const startedMs = performance.now()
  for (let at = 0; at < total; ) {
    const due = Math.min(total, Math.floor(((performance.now() - startedMs) * perSecond) / 1000))
    for (; at < due; at += 1) {
      const fromMs = performance.now()
      const counted = fromMs - startedMs > warmUpSeconds * 1000
      running.push(ask(at).then(() => void (counted && waitedMs.push(performance.now() - fromMs))))
    }
    await new Promise((resolve) => void setTimeout(resolve, 3))
  }
  await Promise.all(running)
  return waitedMs
}

async function work(hall: BenchHall, at: number, goesOn: () => boolean): Promise<number> {
  const clerk = await hall.somebody({ name: `status-clerk-${at}`, roles: ['clerk'], units: ['buiucani'] })
  let done = 0
  for (; goesOn(); done += 1) {
    await clerk.get(cardRegistered, 'POST', '/api/cards', { json: { register: 'pretura-incoming', kind: 'letter', subject: `While others look ${done}` } })
    await new Promise((resolve) => void setTimeout(resolve, clerkPauseMs))
  }
  return done
}
