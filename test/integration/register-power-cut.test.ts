import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { randomInt } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newCard } from '#contract/cards.ts'
import { systemClock } from '#kernel/clock.ts'
import { openDatabase, type Database } from '#platform/database.ts'
import { startEmbeddedPostgres, type EmbeddedPostgres } from '#platform/embedded-postgres.ts'
import { migrate } from '#platform/migrate.ts'
import { createOutbox } from '#platform/outbox.ts'
import { verifyChain } from '#server/audit/verify-chain.ts'
import { subscriptions } from '#server/line.ts'
import { registerOnce } from '#server/registry/cards/register-once.ts'
import { checkRegister } from '#server/registry/registers/check-register.ts'
import { findRegister } from '#server/registry/registers/find-register.ts'
import { seedTownHall } from '#test/support/town-hall.ts'

const cuts = 3
const clerks = 12

let folder: string
let postgres: EmbeddedPostgres
let database: Database
const clerk = { name: 'ana', actor: 'user:ana', units: ['cityhall'], anyUnit: false }

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'opis-power-cut-'))
  await chmod(folder, 0o711)
  postgres = await startEmbeddedPostgres({ dataFolder: folder, log: () => undefined })
  database = openDatabase(postgres.url, () => undefined, clerks + 2)
  await migrate(database.pool, resolve(import.meta.dirname, '../../server/migrations'))
  await seedTownHall(database.db)
})
afterAll(async () => {
  await database.close()
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
})

/** Ends every process of the database at once: what was only in their memory is gone, as when the power fails. */
async function cutThePower(): Promise<void> {
  const { rows } = await database.pool.query<{ pid: number }>('select pid from pg_stat_activity')
  const [postmaster = ''] = (await readFile(join(folder, 'postgresql/cluster/postmaster.pid'), 'utf8')).split('\n')
  for (const pid of [Number(postmaster), ...rows.map((row) => row.pid)]) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It ended with its postmaster.
    }
  }
}

/** Clerks who register one document after another until the power fails; the numbers that they were told. */
async function registerUntilCut(after: number): Promise<string[]> {
  const context = { db: database.db, clock: systemClock, outbox: createOutbox(subscriptions), timeZone: 'Europe/Chisinau' }
  const told: string[] = []
  let cut: Promise<void> | undefined
  const work = async () => {
    for (;;) {
      told.push((await registerOnce(context, newCard.parse({ register: 'incoming', kind: 'letter', subject: 'x' }), clerk, null)).number)
      if (told.length >= after) cut ??= cutThePower()
    }
  }
  await Promise.allSettled(Array.from({ length: clerks }, work))
  await cut
  return told
}

test('S2-08 the power of the database fails while clerks register: every number that somebody was told is there, none twice and none skipped', async () => {
  const told: string[] = []
  for (let cut = 0; cut < cuts; cut += 1) {
    const more = await registerUntilCut(randomInt(30, 90))
    told.push(...more)
    await expect.poll(() => database.pool.query('select 1').then(() => true, () => false)).toBe(true)
    const { rows } = await database.pool.query<{ number: string }>('select e.number from entry e join card c on c.id = e.card and c.number = e.number')
    const written = new Set(rows.map(({ number }) => number))
    expect(more.filter((number) => !written.has(number))).toEqual([])
    expect(written.size).toBe(rows.length)
    expect(await checkRegister(database.db, await findRegister(database.db, 'incoming'))).toMatchObject({ sound: true })
  }
  expect(new Set(told).size).toBe(told.length)
  expect(told.length).toBeGreaterThanOrEqual(cuts * 30)
  expect(await verifyChain(database.db)).toMatchObject({ faults: [] })
})
