import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from 'drizzle-orm'
import { openDatabase, type Database } from '#platform/database.ts'
import { createOutbox } from '#platform/outbox.ts'
import { newCard } from '#contract/cards.ts'
import { subscriptions } from '#server/line.ts'
import { testClock } from '#test/support/identity-app.ts'
import { testDatabase, type TestDatabase } from '#test/support/postgres.ts'
import { seedTownHall } from '#test/support/town-hall.ts'
import type { RegistryContext } from '../context.ts'
import type { Registrar } from './may-enter.ts'
import { registerCard, registerCardIn } from './register-card.ts'

let own: TestDatabase
let database: Database
let context: RegistryContext
const clerk: Registrar = { name: 'ana', actor: 'user:ana', units: ['cityhall'], anyUnit: false }

beforeAll(async () => {
  own = await testDatabase()
  database = openDatabase(own.url, () => undefined, 10)
  context = { db: database.db, clock: testClock('2026-03-02T08:00:00Z'), outbox: createOutbox(subscriptions), timeZone: 'Europe/Chisinau' }
  await seedTownHall(database.db)
})
afterAll(async () => {
  await database.close()
  await own.drop()
})

const petition = (more: object = {}) => newCard.parse({ register: 'appeals', kind: 'petition', subject: 'Street light', ...more })

test('S0-07 fifty clerks at once get fifty numbers without a gap', async () => {
  const done = await Promise.all(Array.from({ length: 50 }, () => registerCard(context, newCard.parse({ register: 'incoming', kind: 'letter', subject: 'x' }), clerk)))
  const numbers = done.map(({ number }) => Number(/-(\d+)\//.exec(number)?.[1])).sort((a, b) => a - b)
  expect(numbers).toEqual(Array.from({ length: 50 }, (_, at) => at + 1))
})

test('a petition has its deadline; a repeated one keeps the number with a repeat number', async () => {
  const first = await registerCard(context, petition(), clerk)
  expect(first).toMatchObject({ number: 'П-1/26', registeredOn: '2026-03-02', dueOn: '2026-04-01', test: false })
  expect(await registerCard(context, petition({ repeatOf: first.id }), clerk)).toMatchObject({ number: 'П-1/26-1' })
  expect(await registerCard(context, petition(), clerk)).toMatchObject({ number: 'П-2/26' })
})

test('a registration that fails gives its number back', async () => {
  await expect(registerCard(context, newCard.parse({ register: 'incoming', kind: 'nothing', subject: 'x' }), clerk)).rejects.toMatchObject({ reason: 'no-such-kind' })
  const cut = context.db.transaction(async (tx) => {
    await registerCardIn(context, tx, newCard.parse({ register: 'incoming', kind: 'letter', subject: 'x' }), clerk)
    throw new Error('cut')
  })
  await expect(cut).rejects.toThrow('cut')
  const { rows } = await database.db.execute<{ next: number; entries: number }>(sql`select next_seq as next, (select count(*)::int from entry e where e.register = p.register) as entries from register_period p join register r on r.id = p.register where r.code = 'incoming'`)
  expect(rows[0]).toEqual({ next: 51, entries: 50 })
})

test('the clerk of the pretura cannot take a number of the city hall', async () => {
  const other = { ...clerk, name: 'ion', units: ['buiucani'] }
  await expect(registerCard(context, petition(), other)).rejects.toMatchObject({ code: 'forbidden', reason: 'register-of-another-unit' })
})
