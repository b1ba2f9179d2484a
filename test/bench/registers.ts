import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { z } from 'zod'
import { reportNames } from '#contract/reports.ts'
import { refreshSums } from '#server/assignments/reports/refresh-sums.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import type { Caller } from '#test/support/caller.ts'
import { openBenchHall, type BenchHall } from './bench-hall.ts'
import { benchClerks } from './clerks.ts'
import { percentile, spread } from './percentiles.ts'
import { benchPublicStatus } from './public-status.ts'
import { fillTownHall } from './town-hall-rows.ts'

const anything = z.unknown()
const slowFlushMs = 8

/**
 * The registers of a town hall at work: fifty clerks at once on empty tables; then lists, reports and numbers, the nightly
 * run and the public look-ups over so many cards.
 */
export async function benchRegisters({ documents, cards }: { documents: number; cards: number }): Promise<string[]> {
  const rows = await inHall((hall) => benchClerks(hall, documents))
  // PostgreSQL waits so long before each flush of its log: a disk that turns, or one without a cache of its own.
  const slow = await inHall((hall) => benchClerks(hall, documents / 4, `, where each flush of the database takes ${slowFlushMs} ms more`), { commit_delay: String(slowFlushMs * 1000), commit_siblings: '0' })
  const full = await inHall(async (hall) => {
    const pool = new pg.Pool({ connectionString: hall.databaseUrl, max: 4 })
    try {
      await fillTownHall(pool, cards)
      return [...(await benchReportSums(pool)), ...(await benchLists(hall, pool, cards)), ...(await benchPublicStatus(hall, pool, cards)), ...(await benchNightly(hall, pool))]
    } finally {
      await pool.end()
    }
  })
  return [...rows, ...slow, ...full]
}

async function inHall(measure: (hall: BenchHall) => Promise<string[]>, ofDatabase: Record<string, string> = {}): Promise<string[]> {
  // One address asks for everybody here, so the limits by address believe a proxy, as behind the proxy of the house.
  const hall = await openBenchHall({ OPIS_TRUSTED_PROXY: '127.0.0.1' }, ofDatabase)
  try {
    return await measure(hall)
  } finally {
    await hall.stop()
  }
}

/** What the server does at its start and every hour. */
async function benchReportSums(pool: pg.Pool): Promise<string[]> {
  const now = new Date()
  const fromMs = performance.now()
  await refreshSums(drizzle(pool), { now, today: dayIn('Europe/Chisinau', now), timeZone: 'Europe/Chisinau' })
  return [`registers: sums of all reports, once an hour: ${((performance.now() - fromMs) / 1000).toFixed(1)} s`]
}

const times = 40

/** First pages of every list and report, by somebody who sees the house and by somebody of one small unit; numbers as people write them. */
async function benchLists(hall: BenchHall, pool: pg.Pool, cards: number): Promise<string[]> {
  const finance = await hall.somebody({ name: 'finance', roles: ['clerk', 'controller'], units: ['finance'] })
  const ask = async (who: Caller, path: (turn: number) => string): Promise<number[]> => {
    const tookMs: number[] = []
    for (let turn = 0; turn < times; turn += 1) {
      const fromMs = performance.now()
      await who.get(anything, 'GET', path(turn))
      tookMs.push(performance.now() - fromMs)
    }
    return tookMs
  }
  const { rows: known } = await pool.query<{ number: string }>(`select number from card where id = any(array(select md5('card' || (n * 7919) % ${cards} + 1)::uuid from generate_series(1, ${times}) n))`)
  const asWritten = (turn: number) => `№ ${known[turn % known.length]?.number ?? ''}`.replace('-', ' – ').replace('/', ' / ')
  const numbers = [...(await ask(hall.admin, (turn) => `/api/cards?number=${encodeURIComponent(asWritten(turn))}`)), ...(await ask(finance, (turn) => `/api/cards?number=01-${(turn * 4 * 6007 + 1) % cards}`))]
  const slow: [string, number][] = []
  for (const path of lists) {
    // The book of a register is seen by its own unit alone.
    for (const who of path.includes('/registers/') ? [hall.admin] : [hall.admin, finance]) slow.push([path, percentile(await ask(who, () => path), 0.95)])
  }
  slow.sort((a, b) => b[1] - a[1])
  return [
    `registers: search by number among ${cards} cards: ${spread(numbers)} (target p95 20)`,
    `registers: first page of ${lists.length} lists and reports over ${cards} cards and tasks, p95 of the slowest: ${slow.slice(0, 3).map(([path, ms]) => `${path} ${ms.toFixed(0)} ms`).join(', ')} (target 300)`,
  ]
}

const lists = ['/api/cards', '/api/cards?unit=housing', '/api/cards?overdue=true', '/api/cards?state=in-work', '/api/cards?text=lamp', '/api/cards?from=2024-01-01&to=2024-06-30', '/api/registers/incoming/entries', '/api/tasks?list=control', '/api/tasks?list=unit', '/api/control/decisions', ...reportNames.map((name) => `/api/reports/${name}?from=2024-01&to=2026-06`), '/api/reports/discipline/items?from=2025-01&to=2025-12&cell=received'] as const

/** The run that reminds and escalates, over all tasks. */
async function benchNightly(hall: BenchHall, pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ tasks: number }>('select count(*)::int as tasks from assignment')
  const fromMs = performance.now()
  await hall.admin.get(anything, 'POST', '/api/notices/run')
  const firstMs = performance.now() - fromMs
  const againMs = performance.now()
  await hall.admin.get(anything, 'POST', '/api/notices/run')
  const { rows: told } = await pool.query<{ notices: number }>('select count(*)::int as notices from notice')
  return [`registers: deadline run over ${rows[0]?.tasks ?? 0} tasks: ${(firstMs / 1000).toFixed(1)} s, again ${((performance.now() - againMs) / 1000).toFixed(1)} s (target 20); ${told[0]?.notices ?? 0} notices`]
}
