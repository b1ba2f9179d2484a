import { afterAll, beforeAll, expect, test } from 'vitest'
import { newCard } from '#contract/cards.ts'
import type { Principal } from '#platform/http/access.ts'
import { openDatabase, type Database } from '#platform/database.ts'
import { createOutbox } from '#platform/outbox.ts'
import { subscriptions } from '#server/line.ts'
import { testClock } from '#test/support/identity-app.ts'
import { testDatabase, type TestDatabase } from '#test/support/postgres.ts'
import { seedAccount, seedTownHall } from '#test/support/town-hall.ts'
import { passCard } from './enter-again.ts'
import { handedTo, holdersOf } from './holders.ts'
import { noteCard, openCardTo } from './note-card.ts'
import { presentCard } from './present-card.ts'
import { registerCard } from './register-card.ts'

let own: TestDatabase
let database: Database
beforeAll(async () => {
  own = await testDatabase()
  database = openDatabase(own.url, () => undefined, 4)
  await seedTownHall(database.db)
  await seedAccount(database.db, { name: 'ana', roles: ['clerk'], units: ['cityhall'], displayName: 'Ana Rusu' })
})
afterAll(async () => {
  await database.close()
  await own.drop()
})

const person = (name: string, roles: string[], units: string[]): Principal => ({ kind: 'user', id: name, name, roles, units, via: 'session', mustChangePassword: false })

test('S0-11 the head sees who holds a letter since when, all who held it before and how long, and the days left', async () => {
  const clock = testClock('2026-03-02T08:00:00Z')
  const context = { db: database.db, clock, outbox: createOutbox(subscriptions), timeZone: 'Europe/Chisinau' }
  const ana = person('ana', ['clerk'], ['cityhall'])
  const { id } = await registerCard(context, newCard.parse({ register: 'appeals', kind: 'petition', subject: 'Noise' }), { name: 'ana', actor: 'user:ana', units: ['cityhall'], anyUnit: false })
  clock.forward({ hours: 2 * 24 })
  await passCard(context, ana, id, 'housing')
  clock.forward({ hours: 5 * 24 + 3 })
  await database.db.transaction(async (tx) => {
    await noteCard(tx, id, { event: handedTo, details: { unit: 'housing', person: 'oleh' } }, { actor: 'user:vera', now: clock.now() })
    await openCardTo(tx, id, { people: ['oleh'] })
  })
  clock.forward({ hours: 24 })
  const seen = await presentCard(context, person('mayor', ['head'], []), id)
  expect(seen.holders).toEqual([
    { unit: 'cityhall', person: 'ana', since: '2026-03-02T08:00:00.000Z', until: '2026-03-04T08:00:00.000Z', days: 2 },
    { unit: 'housing', person: null, since: '2026-03-04T08:00:00.000Z', until: '2026-03-09T11:00:00.000Z', days: 5 },
    { unit: 'housing', person: 'oleh', since: '2026-03-09T11:00:00.000Z', until: null, days: 1 },
  ])
  expect(seen).toMatchObject({ dueOn: '2026-04-01', daysLeft: 22, names: { units: { housing: { en: 'Housing' } }, people: { ana: 'Ana Rusu' } } })
  // S1-09: everybody who takes part sees the same timeline.
  for (const reader of [ana, person('oleh', ['reader'], []), person('vera', ['reader'], ['housing'])]) expect((await presentCard(context, reader, id)).events).toEqual(seen.events)
})

test('S1-09 everybody who takes part sees the timeline of the document, nobody else does', async () => {
  const clock = testClock('2026-03-02T08:00:00Z')
  const context = { db: database.db, clock, outbox: createOutbox(subscriptions), timeZone: 'Europe/Chisinau' }
  const { id } = await registerCard(context, newCard.parse({ register: 'incoming', kind: 'letter', subject: 'Trees' }), { name: 'ana', actor: 'user:ana', units: ['cityhall'], anyUnit: false })
  await passCard(context, person('ana', ['clerk'], ['cityhall']), id, 'finance')
  const timeline = (reader: Principal) => presentCard(context, reader, id).then(({ events }) => events.map(({ event }) => event))
  for (const reader of [person('ana', ['clerk'], ['cityhall']), person('max', ['reader'], ['finance'])]) expect(await timeline(reader)).toEqual(['registered', handedTo])
  await expect(timeline(person('zoe', ['reader'], ['housing']))).rejects.toMatchObject({ code: 'not-found' })
})

test('handing to the same one again begins nothing, and what is closed is held no longer', () => {
  const at = (day: number) => new Date(Date.UTC(2026, 0, day))
  const events = [{ at: at(2), event: handedTo, details: { unit: 'a' } }, { at: at(3), event: 'changed', details: {} }, { at: at(4), event: handedTo, details: { unit: 'a' } }]
  expect(holdersOf({ unit: 'z', person: null, since: at(1) }, events, { now: at(20), closedAt: at(10) }).map(({ unit, days, until }) => [unit, days, until?.slice(0, 10)])).toEqual([['z', 1, '2026-01-02'], ['a', 8, '2026-01-10']])
})
