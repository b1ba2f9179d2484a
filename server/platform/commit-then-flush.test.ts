import { drizzle } from 'drizzle-orm/node-postgres'
import { sql } from 'drizzle-orm'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { testDatabase, type TestDatabase } from '#test/support/postgres.ts'
import { commitThenFlush } from './commit-then-flush.ts'
import type { Db } from './database.ts'

let own: TestDatabase
let pool: pg.Pool
let db: Db
let asked: string[] = []
const flushes = () => asked.filter((query) => query.includes('pg_logical_emit_message')).length

beforeAll(async () => {
  own = await testDatabase({ empty: true })
  pool = new pg.Pool({ connectionString: own.url, max: 8, options: '-c synchronous_commit=on' })
  db = drizzle(pool, { logger: { logQuery: (query) => void asked.push(query) } })
  await pool.query('create table row (n int)')
})
beforeEach(() => void (asked = []))
afterAll(async () => {
  await pool.end()
  await own.drop()
})

test('the transaction commits without the disk, and is on the disk when it returns; what follows commits as ever', async () => {
  const inside = await commitThenFlush(db, async (tx) => {
    await tx.execute(sql`insert into row values (1)`)
    return (await tx.execute<{ mode: string; written: string }>(sql`select current_setting('synchronous_commit') as mode, pg_current_wal_insert_lsn()::text as written`)).rows[0]
  })
  expect(inside?.mode).toBe('off')
  expect((await pool.query('select pg_current_wal_flush_lsn() > $1::pg_lsn as flushed', [inside?.written])).rows).toEqual([{ flushed: true }])
  expect((await pool.query('show synchronous_commit')).rows).toEqual([{ synchronous_commit: 'on' }])
})

test('many at once share the flush, and each waits for one that began after its commit', async () => {
  await Promise.all(Array.from({ length: 40 }, () => commitThenFlush(db, (tx) => tx.execute(sql`insert into row values (2)`))))
  expect((await pool.query('select from row where n = 2')).rowCount).toBe(40)
  expect(flushes()).toBeGreaterThan(0)
  expect(flushes()).toBeLessThan(40)
  expect(asked.lastIndexOf('commit')).toBeLessThan(asked.findLastIndex((query) => query.includes('pg_logical_emit_message')))
})

test('what fails is rolled back, waits for no disk and says why', async () => {
  const failing = commitThenFlush(db, async (tx) => {
    await tx.execute(sql`insert into row values (3)`)
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect((await pool.query('select from row where n = 3')).rowCount).toBe(0)
  expect(flushes()).toBe(0)
})
