import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { newCard } from '#contract/cards.ts'
import { systemClock } from '#kernel/clock.ts'
import { openDatabase, type Database } from '#platform/database.ts'
import { createOutbox } from '#platform/outbox.ts'
import { subscriptions } from '#server/line.ts'
import { registerCard } from '#server/registry/cards/register-card.ts'
import { checkRegister } from '#server/registry/registers/check-register.ts'
import { findRegister } from '#server/registry/registers/find-register.ts'
import { endProcess } from '#test/support/end-process.ts'
import { testDatabase, type TestDatabase } from '#test/support/postgres.ts'
import { seedTownHall } from '#test/support/town-hall.ts'

const root = resolve(import.meta.dirname, '../..')
const kills = 5

let own: TestDatabase
let database: Database
beforeAll(async () => {
  own = await testDatabase()
  database = openDatabase(own.url, () => undefined, 4)
  await seedTownHall(database.db)
})
afterAll(async () => {
  await database.close()
  await own.drop()
})

/** Lets a process register and kills it after so many numbers; gives those that it was told. */
async function registerUntilKilled(after: number): Promise<string[]> {
  const child = spawn(resolve(root, 'node_modules/.bin/node'), ['test/support/registering.ts', own.url, 'incoming'], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  const told: string[] = []
  try {
    await new Promise<void>((enough, failed) => {
      let text = ''
      child.once('exit', () => failed(new Error('the process ended by itself')))
      child.stdout.on('data', (chunk: Buffer) => {
        text += chunk.toString()
        const lines = text.split('\n')
        text = lines.pop() ?? ''
        told.push(...lines)
        if (told.length >= after) enough()
      })
    })
  } finally {
    child.removeAllListeners('exit')
    if (child.exitCode === null) await Promise.all([once(child, 'close'), endProcess(child, 'SIGKILL')])
  }
  return told
}

test('S2-08 kill -9 between number and card: every number is on a card or free, and none that somebody was told is lost', async () => {
  const told: string[] = []
  for (let kill = 0; kill < kills; kill += 1) told.push(...(await registerUntilKilled(randomInt(4, 60))))
  // The server ends the connections of a dead process as soon as it notices.
  await vi.waitUntil(async () => (await database.pool.query("select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'")).rowCount === 0, { timeout: 30_000 })
  const register = await findRegister(database.db, 'incoming')
  expect(await checkRegister(database.db, register)).toMatchObject({ sound: true })
  const { rows } = await database.pool.query<{ number: string; whole: boolean }>(
    `select e.number, (c.id is not null and c.number = e.number and exists (select 1 from card_stage s where s.card = c.id) and exists (select 1 from audit_event a where a.object = 'card:' || c.id)) as whole from entry e left join card c on c.id = e.card`,
  )
  expect(rows.filter(({ whole }) => !whole)).toEqual([])
  const written = new Set(rows.map(({ number }) => number))
  expect(told.filter((number) => !written.has(number))).toEqual([])
  expect((await database.pool.query('select 1 from card c where not exists (select 1 from entry e where e.card = c.id)')).rowCount).toBe(0)
  const next = (await database.pool.query<{ next: number }>('select next_seq as next from register_period where register = $1', [register.id])).rows[0]?.next
  const context = { db: database.db, clock: systemClock, outbox: createOutbox(subscriptions), timeZone: 'Europe/Chisinau' }
  const { number } = await registerCard(context, newCard.parse({ register: 'incoming', kind: 'letter', subject: 'x' }), { name: 'ana', actor: 'user:ana', units: ['cityhall'], anyUnit: false })
  expect(number).toMatch(new RegExp(`^01-${next ?? 0}/`))
}, 180_000)
