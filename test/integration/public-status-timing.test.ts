import { afterAll, beforeAll, expect, test } from 'vitest'
import { newCard, type CardRegistered } from '#contract/cards.ts'
import { numberKey } from '#kernel/number-key.ts'
import { openDatabase, type Database } from '#platform/database.ts'
import { readProxies, trustNobody } from '#platform/http/client-address.ts'
import { createOutbox } from '#platform/outbox.ts'
import { subscriptions } from '#server/line.ts'
import { startStatus, type RunningStatus } from '#server/public-status/start-status.ts'
import { registerCard } from '#server/registry/cards/register-card.ts'
import { testClock } from '#test/support/identity-app.ts'
import { testDatabase, type TestDatabase } from '#test/support/postgres.ts'
import { quantileDifference } from '#test/support/quantile-difference.ts'
import { seedTownHall } from '#test/support/town-hall.ts'

/** Documents that share one number, far more than a house has: looking one of them up is milliseconds longer than an unknown number. */
const sharing = 1500
/** Tries of each kind in a round; after a hundred wrong ones in an hour a number is closed, so each round has its own. */
const triesEach = 90
const roundsLeast = 2
const roundsMost = 6
/** Answers leave in steps of 20 ms. Without the steps the kinds lie 3 ms and more apart here. */
const boundMs = 1.5
/** The tries that nothing else held up: what whoever measures often enough goes by, and steady on a busy machine. */
const undisturbed = 0.1

let own: TestDatabase
let database: Database
let status: RunningStatus
let document: CardRegistered

beforeAll(async () => {
  own = await testDatabase()
  database = openDatabase(own.url, () => undefined, 2)
  await seedTownHall(database.db)
  const context = { db: database.db, clock: testClock('2026-03-02T08:00:00Z'), outbox: createOutbox(subscriptions), timeZone: 'Europe/Chisinau' }
  document = await registerCard(context, newCard.parse({ register: 'incoming', kind: 'letter', subject: 'x' }), { name: 'ana', actor: 'user:ana', units: ['cityhall'], anyUnit: false })
  await database.pool.query(`insert into card select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid()))).* from card c, generate_series(2, ${sharing})`)
  await database.pool.query(`insert into entry select (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid(), 'card', c.id, 'seq', 1 + row_number() over ()))).* from entry e, card c where c.id <> e.card`)
  status = await startStatus({ databaseUrl: own.url, host: '127.0.0.1', port: 0, origins: [], title: 'x', trustsProxy: readProxies('127.0.0.1') ?? trustNobody, version: 'test', log: { info: () => undefined, warn: () => undefined, error: () => undefined } })
})
afterAll(async () => {
  await status.stop()
  await database.close()
  await own.drop()
})

const kinds = ['unknown', 'wrong', 'right'] as const
type Kind = (typeof kinds)[number]
type Door = 'JSON' | 'page'
let asked = 0

/** One look-up through the door, each from an address of its own; milliseconds until the whole answer is there. */
async function tookMs(kind: Kind, shared: string, door: Door): Promise<number> {
  asked += 1
  const fields = { number: kind === 'unknown' ? `${10_000 + asked}/2026` : shared, check: kind === 'right' ? document.checkValue : 'ZZZZ-ZZZZ' }
  const headers = { 'x-forwarded-for': `10.1.${asked >> 8}.${asked & 255}`, 'connection': 'close', 'content-type': door === 'JSON' ? 'application/json' : 'application/x-www-form-urlencoded' }
  const fromMs = performance.now()
  const answer = await fetch(`${status.url}${door === 'JSON' ? '/status/api/lookup' : '/status'}`, { method: 'POST', headers, body: door === 'JSON' ? JSON.stringify(fields) : new URLSearchParams(fields).toString() })
  await answer.arrayBuffer()
  const took = performance.now() - fromMs
  expect(answer.status).toBe(kind === 'right' ? 200 : 404)
  return took
}

/** A round of tries in random order, so that a busy moment of the machine falls on all kinds alike. */
async function measure(door: Door, tries: number): Promise<Record<Kind, number[]>> {
  const shared = `${asked + 1}/2025`
  await database.pool.query('update entry set number_key = $1', [numberKey(shared)])
  await database.pool.query('vacuum analyze entry')
  const order = kinds.flatMap((kind) => Array.from({ length: tries }, () => ({ kind, at: Math.random() }))).sort((a, b) => a.at - b.at)
  const took: Record<Kind, number[]> = { unknown: [], wrong: [], right: [] }
  for (const { kind } of order) took[kind].push(await tookMs(kind, shared, door))
  return took
}

test.each(['JSON', 'page'] as const)('S0-15 an unknown number, a wrong check value and a right one take the same time: %s', { timeout: 180_000 }, async (door) => {
  await measure(door, 10)
  const all: Record<Kind, number[]> = { unknown: [], wrong: [], right: [] }
  // More rounds make the bounds narrower where the machine is busy; a difference that is in the program stays.
  for (let round = 1; round <= roundsMost; round++) {
    const more = await measure(door, triesEach)
    for (const kind of kinds) all[kind].push(...more[kind])
    const apart = [['wrong', 'unknown'], ['right', 'unknown'], ['right', 'wrong']].map(([one, other]) => quantileDifference(all[one as Kind], all[other as Kind], undisturbed))
    const alike = apart.every(({ low, high }) => low > -boundMs && high < boundMs)
    if (alike && round >= roundsLeast) return
    if (round === roundsMost) expect.fail(`they lie apart by ms: ${apart.map(({ low, high }) => `${low.toFixed(2)} to ${high.toFixed(2)}`).join(', ')}`)
  }
})
