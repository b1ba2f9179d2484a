import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newCard } from '#contract/cards.ts'
import { systemClock } from '#kernel/clock.ts'
import { OpisError } from '#kernel/errors.ts'
import { newId } from '#kernel/ids.ts'
import { openDatabase } from '#platform/database.ts'
import { createOutbox } from '#platform/outbox.ts'
import { subscriptions } from '#server/line.ts'
import { registerCard } from '#server/registry/cards/register-card.ts'
import { testDatabase, type TestDatabase } from '#test/support/postgres.ts'
import { postgres15IsThere, startPostgres15, type Postgres15 } from '#test/support/postgres15.ts'
import { seedTownHall } from '#test/support/town-hall.ts'
import { moveDatabase, type MoveOptions } from './move-database.ts'
import { inOrder } from './read-shape.ts'

const migrationsFolder = join(import.meta.dirname, '../../migrations')

async function ask<T>(url: string, sql: string, values: unknown[] = [], name = 'test'): Promise<T[]> {
  const client = new Client({ connectionString: url, application_name: name })
  await client.connect()
  return client.query(sql, values).then(({ rows }) => rows as T[]).finally(() => client.end())
}

test('tables come behind those that they refer to, and a circle is no order', () => {
  const table = (name: string) => ({ name, columns: [] })
  const links = [{ from: 'a', to: 'b' }, { from: 'b', to: 'c' }]
  expect(inOrder([table('a'), table('b'), table('c')], links).map(({ name }) => name)).toEqual(['c', 'b', 'a'])
  expect(() => inOrder([table('a'), table('b'), table('c')], [...links, { from: 'c', to: 'a' }])).toThrow('circle')
})

/** From the PostgreSQL 18 of this run to the PostgreSQL 15 of Debian. */
describe.skipIf(!postgres15IsThere)('moving a database', () => {
  let postgres: Postgres15
  let source: TestDatabase
  let target: Awaited<ReturnType<Postgres15['createDatabase']>>
  beforeAll(async () => {
    postgres = await startPostgres15()
  })
  afterAll(() => postgres.stop())
  beforeEach(async () => {
    source = await testDatabase()
    target = await postgres.createDatabase()
  })
  afterEach(() => source.drop())

  const move = (change: Partial<MoveOptions> = {}) => moveDatabase({ from: source.url, to: target.url, migrationsFolder, check: async () => undefined, onTable: () => undefined, ...change })
  const refused = (change: Partial<MoveOptions> = {}) => move(change).then(() => 'moved', (error: unknown) => (error instanceof OpisError ? `${error.code}: ${error.detail}` : String(error)))
  const tasks = (url: string) => ask<{ name: string; subject: string }>(url, 'select * from task order by id')
  const addTask = (name: string, subject: string) => ask(source.url, 'insert into task (id, name, subject, run_after) values ($1, $2, $3, $4)', [newId(), name, subject, '2024-02-29T23:59:59.123456Z'])
  const tablesOfTarget = async () => (await ask<{ name: string }>(target.url, `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`)).length

  test('every value arrives as it was: letters, quotes, backslashes, microseconds, vectors, counters', async () => {
    for (const subject of ['\\N', '\\.', 'a\tb\nc\\d"e\'f', 'Ґанок, fântână, გზა', '']) await addTask('odd', subject)
    await ask(source.url, `insert into search_page (record, page, whole_house, words, forms, lexemes) select gen_random_uuid(), n, true, to_tsvector('simple', 'drum ' || n), to_tsvector('simple', 'drum'), 'a:1A,2 b' from generate_series(1, 20) n`)
    const moved = await move()
    expect(moved.rows).toBe(25)
    expect(await tasks(target.url)).toEqual(await tasks(source.url))
    const pages = 'select * from search_page order by id'
    expect(await ask(target.url, pages)).toEqual(await ask(source.url, pages))
    const [added] = await ask<{ id: string }>(target.url, `insert into search_page (record, page, whole_house, words, forms, lexemes) values (gen_random_uuid(), 1, true, '', '', '') returning id`)
    expect(added?.id).toBe('21')
  })

  test('rows of megabytes pass in bounded memory', async () => {
    const record = newId()
    await ask(source.url, `insert into record (id, title, state, created_at) values ($1, 'r', 'published', now())`, [record])
    await ask(source.url, `insert into record_page (id, record, page, text) select gen_random_uuid(), $1, n, repeat(md5(n::text), 50000) from generate_series(1, 70) n`, [record])
    const before = process.memoryUsage().rss
    let most = before
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 5)
    await move().finally(() => clearInterval(watch))
    const sum = "select count(*)::int as pages, md5(string_agg(md5(text), '' order by page)) as texts from record_page"
    expect(await ask(target.url, sum)).toEqual(await ask(source.url, sum))
    // 112 MB went through.
    expect(most - before).toBeLessThan(96 * 1024 * 1024)
  })

  test('an objection at the end, or a row that the target refuses, leaves an empty target that can be tried again', async () => {
    await addTask('fine', 'a')
    await addTask('refused', 'b')
    expect(await refused({ check: async () => Promise.reject(new OpisError('integrity', 'No.')) })).toBe('integrity: No.')
    expect(await tasks(target.url)).toEqual([])
    await ask(target.url, "alter table task add constraint picky check (name <> 'refused')")
    expect(await refused()).toContain('picky')
    expect(await tasks(target.url)).toEqual([])
    await ask(target.url, 'alter table task drop constraint picky')
    expect(await refused()).toBe('moved')
  })

  test('is refused with what to do: in use, half upgraded, no database of ours', async () => {
    const user = new Client({ connectionString: source.url, application_name: 'opis' })
    await user.connect()
    expect(await refused()).toMatch(/^not-in-this-state: Opis is running on the old database/)
    await user.end()
    await ask(source.url, 'delete from schema_migration where name = (select max(name) from schema_migration)')
    expect(await refused()).toMatch(/^not-in-this-state: The old database belongs to an earlier version/)
    const empty = await testDatabase({ empty: true })
    expect(await refused({ from: empty.url })).toMatch(/^not-found/)
    await empty.drop()
    expect(await tablesOfTarget()).toBe(0)
  })

  test('is refused with what to do: the same database, one with data, one of another program', async () => {
    expect(await refused({ to: source.url })).toMatch(/^bad-configuration: .* are the same/)
    await addTask('once', 'a')
    expect(await refused()).toBe('moved')
    expect(await refused()).toMatch(/^already-exists: The new database already holds data/)
    const foreign = await postgres.createDatabase()
    await ask(foreign.url, 'create table somebody (id int)')
    expect(await refused({ to: foreign.url })).toMatch(/^already-exists: .*another program \(somebody/)
  })

  test('nobody writes into the old one while it is copied, and no server starts on the new one', async () => {
    await addTask('before', 'a')
    const written: unknown[] = []
    await move({
      check: async () => {
        const writing = ask(source.url, `set lock_timeout = 50; insert into task (id, name, subject) values (gen_random_uuid(), 'late', 'b')`)
        written.push(await writing.then(() => 'written', () => 'waited'))
        written.push(await ask(target.url, 'select pg_try_advisory_lock(7301147) as free'))
      },
    })
    expect(written).toEqual(['waited', [{ free: false }]])
  })

  test('what triggers wrote arrives once, and they go on in the new database', async () => {
    const database = openDatabase(source.url, () => undefined, 2)
    try {
      await seedTownHall(database.db)
      const context = { db: database.db, clock: systemClock, outbox: createOutbox(subscriptions), timeZone: 'Europe/Chisinau' }
      await registerCard(context, newCard.parse({ register: 'incoming', kind: 'letter', subject: 'A lamp' }), { name: 'ana', actor: 'user:ana', units: ['cityhall'], anyUnit: false })
    } finally {
      await database.close()
    }
    const held = 'select card, unit, person from card_holder'
    const version = 'select version from registry_data_version'
    expect(await ask(source.url, held)).toHaveLength(1)
    await move()
    expect(await ask(target.url, held)).toEqual(await ask(source.url, held))
    const before = await ask(target.url, version)
    expect(before).toEqual(await ask(source.url, version))
    await ask(target.url, "update register set opened_on = '2001-01-01'")
    expect(await ask(target.url, version)).not.toEqual(before)
  })
})
