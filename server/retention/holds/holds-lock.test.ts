import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase, type Database } from '#platform/database.ts'
import { testDatabase, type TestDatabase } from '#test/support/postgres.ts'
import { changeHolds, keepHoldsStill } from './holds-lock.ts'

let source: TestDatabase
let database: Database

beforeAll(async () => {
  source = await testDatabase()
  database = openDatabase(source.url, () => undefined)
})
afterAll(async () => {
  await database.close()
  await source.drop()
})

const placed = "insert into hold (id, number, reason, authority, from_on, review_on, placed_by, placed_at) values (gen_random_uuid(), 'H-1', 'r', 'a', '2026-01-01', '2027-01-01', 'user:ana', now())"
const waiting = async (count: number) => {
  const asked = () => database.db.execute<{ n: number }>(sql`select count(*)::int as n from pg_locks where locktype = 'advisory' and not granted`)
  while (((await asked()).rows[0]?.n ?? 0) < count) await new Promise((go) => setImmediate(go))
}

test('erasing transactions run side by side, a hold waits for those under way only, and whoever begins later sees it', async () => {
  const order: string[] = []
  const first = Promise.withResolvers<void>()
  const second = Promise.withResolvers<void>()
  const begun = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const erase = (name: string, end: Promise<void>, at: number) =>
    database.db.transaction(async (tx) => {
      await keepHoldsStill(tx)
      begun[at]?.resolve()
      await end
      order.push(name)
    })
  const running = [erase('one', first.promise, 0), erase('two', second.promise, 1)]
  await Promise.all(begun.map((one) => one.promise))

  const placing = database.db.transaction(async (tx) => {
    await tx.execute(sql.raw(placed))
    await changeHolds(tx)
    order.push('hold')
  })
  await waiting(1)
  const later = database.db.transaction(async (tx) => {
    await keepHoldsStill(tx)
    order.push('later')
    return (await tx.execute<{ n: number }>(sql`select count(*)::int as n from hold`)).rows[0]?.n
  })
  await waiting(2)
  second.resolve()
  first.resolve()
  await Promise.all([...running, placing])

  expect(await later).toBe(1)
  expect(order.toSorted()).toEqual(['hold', 'later', 'one', 'two'])
  expect(order.slice(2)).toEqual(['hold', 'later'])
})
