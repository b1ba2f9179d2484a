import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase, type Database } from '#platform/database.ts'
import { testDatabase, type TestDatabase } from '#test/support/postgres.ts'
import { appendAudit } from './append.ts'
import { listEntries } from './list-entries.ts'
import { auditEvent } from './schema.ts'
import { verifyChain } from './verify-chain.ts'

let own: TestDatabase
let database: Database
beforeAll(async () => {
  own = await testDatabase()
  database = openDatabase(own.url, () => undefined, 10)
})
afterAll(async () => {
  await database.close()
  await own.drop()
})

const now = new Date('2026-03-02T08:00:00.123Z')
const entry = (number: number) => ({ actor: 'user:ana', action: 'records.import' as const, object: `record:${number}`, details: { number, name: 'Ștefan — Рішення', list: [1, { b: null, a: 1.5 }] } })
const append = (number: number) => database.db.transaction((tx) => appendAudit(tx, entry(number), now))
const threeActions = ['records.publish', 'records.record-event', 'records.retract-event'] as const
const count = async () => (await database.db.select().from(auditEvent)).length

test('an empty log is whole', async () => {
  expect(await verifyChain(database.db)).toEqual({ entries: 0, faults: [] })
})

test('entries are numbered without a gap and chained, however many are written at once', async () => {
  const ends = await Promise.allSettled(
    Array.from({ length: 60 }, (_, number) =>
      database.db.transaction(async (tx) => {
        await appendAudit(tx, entry(number), now)
        if (number % 3 === 0) throw new Error('the change failed')
      }),
    ),
  )
  expect(ends.filter((end) => end.status === 'fulfilled')).toHaveLength(40)
  expect((await database.db.select({ seq: auditEvent.seq }).from(auditEvent).orderBy(auditEvent.seq)).map((row) => row.seq)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1))
  expect(await verifyChain(database.db)).toEqual({ entries: 40, faults: [] })
})

test('several entries of one transaction follow each other, and an object has its history', async () => {
  await database.db.transaction(async (tx) => {
    for (const action of threeActions) await appendAudit(tx, { actor: 'system', action, object: 'record:many' }, now)
  })
  expect((await listEntries(database.db, 'record:many')).map((one) => one.action)).toEqual(threeActions)
  expect(await verifyChain(database.db)).toMatchObject({ faults: [] })
})

test('the log is longer than a page of the verifier', async () => {
  const before = await count()
  await database.db.transaction(async (tx) => {
    for (let number = 0; number < 1100; number += 1) await appendAudit(tx, { actor: 'system', action: 'capture.split', object: 'c:d' }, now)
  })
  expect(await verifyChain(database.db)).toEqual({ entries: before + 1100, faults: [] })
})

describe('nobody changes what was written', () => {
  test.each(["update audit_event set actor = 'user:other' where seq = 2", 'delete from audit_event where seq = 2', 'truncate audit_event', "insert into audit_event select seq, at, 'other', action, object, details, details_salt, details_hash, prev_hash, leaf_hash from audit_event where seq = 2 on conflict (seq) do update set actor = 'user:other'"])('%s', async (statement) => {
    const before = await count()
    await expect(database.pool.query(statement)).rejects.toThrow('append-only')
    expect(await count()).toBe(before)
  })
})

/** What somebody with all rights on the database could do. */
async function tamper(statement: string): Promise<void> {
  await database.db.transaction(async (tx) => {
    await tx.execute(sql.raw('alter table audit_event disable trigger user'))
    await tx.execute(sql.raw(statement))
    await tx.execute(sql.raw('alter table audit_event enable trigger user'))
  })
}

describe('whoever switches the guard off is found', () => {
  const cases: [string, string, string, { seq: number; fault: string }[]][] = [
    ['another actor', "update audit_event set actor = 'user:other' where seq = 5", "update audit_event set actor = 'user:ana' where seq = 5", [{ seq: 5, fault: 'changed' }]],
    ['another time', "update audit_event set at = at + interval '1 second' where seq = 6", "update audit_event set at = at - interval '1 second' where seq = 6", [{ seq: 6, fault: 'changed' }]],
    ['other details', `update audit_event set details = details || '{"planted":1}' where seq = 7`, `update audit_event set details = details - 'planted' where seq = 7`, [{ seq: 7, fault: 'details-changed' }]],
    ['an entry moved to another object', "update audit_event set object = 'record:none' || object where seq = 8", "update audit_event set object = substr(object, 12) where seq = 8", [{ seq: 8, fault: 'changed' }]],
    ['a hash made to fit', "update audit_event set prev_hash = repeat('0', 64) where seq = 9", 'update audit_event set prev_hash = (select leaf_hash from audit_event where seq = 8) where seq = 9', [{ seq: 9, fault: 'unchained' }, { seq: 9, fault: 'changed' }]],
  ]
  test.each(cases)('%s', async (_, change, restore, faults) => {
    await tamper(change)
    expect((await verifyChain(database.db)).faults).toEqual(faults)
    await tamper(restore)
    expect((await verifyChain(database.db)).faults).toEqual([])
  })
  test('an entry cut out of the middle', async () => {
    await tamper('delete from audit_event where seq = 20')
    expect((await verifyChain(database.db)).faults).toEqual([{ seq: 20, fault: 'gap' }, { seq: 21, fault: 'unchained' }])
  })
})

test('writing goes on behind a damaged entry, and the damage stays the only fault', async () => {
  await append(999)
  expect((await verifyChain(database.db)).faults.map((fault) => fault.seq)).toEqual([20, 21])
})
