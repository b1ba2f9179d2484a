import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase, type TestDatabase } from '#test/support/postgres.ts'
import { openDatabase, type Database } from './database.ts'

let own: TestDatabase
let database: Database
beforeAll(async () => {
  own = await testDatabase({ empty: true })
  // One connection: whoever keeps it keeps everybody waiting.
  database = openDatabase(own.url, () => undefined, 1)
  await database.pool.query('create table row (n int)')
})
afterAll(async () => {
  await database.close()
  await own.drop()
})

const write = (n: number) => database.db.transaction((tx) => tx.execute(sql`insert into row values (${n})`))
const written = async () => (await database.pool.query<{ n: number }>('select n from row order by n')).rows.map(({ n }) => n)
const connection = async () => (await database.pool.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]?.pid

test('a transaction that cannot begin gives its connection back', async () => {
  await expect(database.db.transaction((tx) => tx.execute(sql`select`), { isolationLevel: 'no such level' as 'serializable' })).rejects.toThrow('begin')
  await write(1)
  expect(await written()).toEqual([1])
})

test('work that fails is rolled back on a connection that goes on', async () => {
  const before = await connection()
  const failing = database.db.transaction(async (tx) => {
    await tx.execute(sql`insert into row values (2)`)
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect([await written(), await connection()]).toEqual([[1], before])
})

test('a connection that is cut in a transaction is replaced', async () => {
  const cut = database.db.transaction(async (tx) => {
    await tx.execute(sql`insert into row values (3)`)
    await tx.execute(sql`select pg_terminate_backend(pg_backend_pid())`)
  })
  await expect(cut).rejects.toThrow()
  await write(4)
  expect(await written()).toEqual([1, 4])
})
