import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sql } from 'drizzle-orm'
import { Client } from 'pg'
import { newCard } from '#contract/cards.ts'
import { lookUpAnswer } from '#contract/public-status.ts'
import type { CardRegistered } from '#contract/cards.ts'
import { newId } from '#kernel/ids.ts'
import { openDatabase, type Database } from '#platform/database.ts'
import { createOutbox } from '#platform/outbox.ts'
import { readProxies, trustNobody } from '#platform/http/client-address.ts'
import { subscriptions } from '#server/line.ts'
import { enterStage } from '#server/registry/cards/note-card.ts'
import { registerCard } from '#server/registry/cards/register-card.ts'
import { testClock } from '#test/support/identity-app.ts'
import { testDatabase, type TestDatabase } from '#test/support/postgres.ts'
import { seedTownHall } from '#test/support/town-hall.ts'
import { openStatus, type PublicStatus } from './open-status.ts'
import { ensureStatusRole, statusRole } from './role/status-role.ts'

let own: TestDatabase
let database: Database
let status: PublicStatus
let petition: CardRegistered
let letter: CardRegistered
let decision: CardRegistered
let nowMs = 0
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
const clerk = { name: 'ana', actor: 'user:ana', units: ['cityhall'], anyUnit: false }
const secrets = { subject: 'Noise of the Popescu neighbours', name: 'SRL Lumina', code: '1003600012345' }

const register = async (form: object) => {
  const context = { db: database.db, clock: testClock('2026-03-02T08:00:00Z'), outbox: createOutbox(subscriptions), timeZone: 'Europe/Chisinau' }
  return registerCard(context, newCard.parse({ subject: secrets.subject, ...form }), clerk)
}

beforeAll(async () => {
  own = await testDatabase()
  database = openDatabase(own.url, () => undefined, 6)
  await seedTownHall(database.db)
  expect(await ensureStatusRole(database.pool)).toBe('ready')
  const company = newId()
  await database.pool.query(`insert into correspondent (id, kind, name, name_key, code, created_at, created_by) values ($1, 'organisation', $2, 'x', $3, now(), 'ana')`, [company, secrets.name, secrets.code])
  petition = await register({ register: 'appeals', kind: 'petition', correspondent: company })
  letter = await register({ register: 'incoming', kind: 'letter' })
  decision = await register({ register: 'decisions', kind: 'decision' })
  const day = (on: string) => new Date(`${on}T09:00:00Z`)
  await database.db.transaction(async (tx) => {
    await enterStage(tx, petition.id, { stage: 'under-examination', onDay: '2026-03-04', unit: 'housing' }, day('2026-03-04'))
    await enterStage(tx, petition.id, { stage: 'extended', onDay: '2026-03-20', untilOn: '2026-04-16', reason: 'a survey of the house is needed' }, day('2026-03-20'))
    await enterStage(tx, petition.id, { stage: 'forwarded', onDay: '2026-03-25', reason: 'Ministry of Finance' }, day('2026-03-25'))
    await enterStage(tx, petition.id, { stage: 'replied', onDay: '2026-04-10', number: '02-77/2026' }, day('2026-04-10'))
  })
})
afterAll(async () => {
  await database.close()
  await own.drop()
})
// Each test has its own counts of wrong tries.
beforeEach(() => {
  nowMs = 0
  status = openStatus({ databaseUrl: own.url, role: statusRole, origins: ['https://www.town.example'], house: 'Town of Test', version: 'test', trustsProxy: readProxies('192.0.2.1') ?? trustNobody, log: silent, now: () => nowMs, pause: async () => undefined })
  return () => status.close()
})

type From = { from?: string; origin?: string; language?: string }
const headersOf = ({ from = '198.51.100.7', origin, language }: From) => ({ 'x-forwarded-for': from, ...(origin ? { origin } : {}), ...(language ? { 'accept-language': language } : {}), host: 'status.test' })
const peer = { incoming: { socket: { remoteAddress: '192.0.2.1', remotePort: 1, remoteFamily: 'IPv4' } } }
const look = (number: string, check: string, from: From = {}) =>
  status.app.request('/status', { method: 'POST', headers: { ...headersOf(from), 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ number, check }).toString() }, peer)
const ask = (number: string, check: string, from: From = {}, more: object = {}) =>
  status.app.request('/status/api/lookup', { method: 'POST', headers: { ...headersOf(from), 'content-type': 'application/json' }, body: JSON.stringify({ number, check, ...more }) }, peer)

test('S0-15 a citizen sees day, kind, stage, extension with its reason, reply and due date by number and check value, and never names or content', async () => {
  const answer = await look(petition.number, petition.checkValue, { language: 'en' })
  expect(answer.status).toBe(200)
  const page = await answer.text()
  for (const shown of ['П-1/26', '2 March 2026', '1 April 2026', 'petition', 'City hall', 'Under examination: Housing', 'Time extended until 16 April 2026 because: a survey of the house is needed', 'Forwarded to: Ministry of Finance', 'Replied, nr. 02-77/2026']) expect(page).toContain(shown)
  for (const hidden of ['Popescu', secrets.name, secrets.code, 'ana', 'script']) expect(page).not.toContain(hidden)
})

test('S2-11 S0-A3 the answer is a timeline: every stage in order with its day and unit', async () => {
  const { documents } = lookUpAnswer.parse(await (await ask(petition.number, petition.checkValue)).json())
  expect(documents).toHaveLength(1)
  expect(documents[0]?.stages.map(({ stage, onDay, unit }) => [stage, onDay, unit?.en])).toEqual([
    ['registered', '2026-03-02', 'City hall'],
    ['under-examination', '2026-03-04', 'Housing'],
    ['extended', '2026-03-20', undefined],
    ['forwarded', '2026-03-25', undefined],
    ['replied', '2026-04-10', undefined],
  ])
})

test('S0-14 S0-15 the interface gives these fields and no other, of the document and of its stages', async () => {
  const { documents } = (await (await ask(petition.number, petition.checkValue)).json()) as { documents: Record<string, unknown>[] }
  expect(documents.map((one) => Object.keys(one).sort())).toEqual([['dueOn', 'flow', 'kind', 'number', 'registeredOn', 'stages', 'test', 'unit']])
  const stages = documents[0]?.['stages'] as Record<string, unknown>[]
  for (const stage of stages) expect(Object.keys(stage).sort()).toEqual(['number', 'onDay', 'reason', 'stage', 'unit', 'untilOn'])
})

test.each(['01 - 1 / 2026', '№01-1/2026', 'nr.01-1/2026', 'Nr. 1-1/2026', '№ 01 – 001 / 2026', '01‑1／2026'])('S0-15 the number written as %s finds the same document', async (written) => {
  expect((await ask(written, letter.checkValue.toLowerCase().replace('-', ' '))).status).toBe(200)
})

test.each(['П-1/26', 'п - 01/26'])('S0-15 the number %s is found by its Cyrillic letter', async (written) => {
  expect((await ask(written, petition.checkValue)).status).toBe(200)
})

test('S0-15 letters that look alike in Latin and Cyrillic find the same', async () => {
  expect(decision.number).toContain('РР')
  for (const pair of ['РР', 'PP', 'pp', 'рP', ' рр ']) expect((await ask(`№ 0${decision.number.replace('РР', pair)}`, decision.checkValue)).status, pair).toBe(200)
})

test('S0-15 a legal entity gives its code instead of the check value; on a restricted card and for a person it counts for nothing', async () => {
  expect((await ask(petition.number, 'IDNO 1003600012345'.slice(5))).status).toBe(200)
  expect((await ask(petition.number, '100 3600 012-345')).status).toBe(200)
  expect((await ask(letter.number, secrets.code)).status).toBe(404)
  await database.db.execute(sql`update card set restricted = true where id = ${petition.id}`)
  expect((await ask(petition.number, secrets.code)).status).toBe(404)
  expect((await ask(petition.number, petition.checkValue)).status).toBe(200)
  await database.db.execute(sql`update card set restricted = false where id = ${petition.id}`)
  await database.db.execute(sql`update correspondent set kind = 'person'`)
  expect((await ask(petition.number, secrets.code)).status).toBe(404)
  await database.db.execute(sql`update correspondent set kind = 'organisation'`)
})

test('S0-15 several documents of one number are told apart by the check value', async () => {
  const twin = await register({ register: 'appeals', kind: 'petition' })
  await database.db.execute(sql`update entry set number_key = (select number_key from entry where card = ${petition.id}) where card = ${twin.id}`)
  const numberOf = async (check: string) => lookUpAnswer.parse(await (await ask(petition.number, check)).json()).documents.map(({ number }) => number)
  expect(await numberOf(petition.checkValue)).toEqual([petition.number])
  expect(await numberOf(twin.checkValue)).toEqual([twin.number])
})

describe('S0-15 an unknown number and a wrong check value', () => {
  test.each([['page', look], ['JSON', ask]])('get the same answer: %s', async (_name, way) => {
    const wrong = await way(letter.number, 'AAAA-AAAA')
    const unknown = await way('01-9/2026', 'AAAA-AAAA')
    const comparable = async (answer: Response) => ({
      status: answer.status,
      headers: [...answer.headers].sort(),
      body: (await answer.text()).replace(/01-[19]\/2026/g, '…').replace(/"instance":"[0-9a-f-]{36}"/, ''),
    })
    const first = await comparable(wrong)
    expect(first.status).toBe(404)
    expect(await comparable(unknown)).toEqual(first)
  })

  test('cost the same queries', async () => {
    const asked: string[] = []
    const { createAnswers } = await import('./answer-look-up.ts')
    const pool = { query: (...args: unknown[]) => (asked.push(JSON.stringify(args[0])), Reflect.apply(database.pool.query, database.pool, args)) } as unknown as typeof database.pool
    const answers = createAnswers({ pool, audit: { note: async () => undefined }, now: () => 0 })
    const costs = async (number: string, check: string) => {
      asked.length = 0
      await answers({ number, check, address: '198.51.100.9', asker: 'json' })
      return asked.map((one) => one.replace(/"values":.*/, ''))
    }
    const wrong = await costs(letter.number, 'AAAA-AAAA')
    expect(wrong).toHaveLength(1)
    expect(await costs('01-9/2026', 'AAAA-AAAA')).toEqual(wrong)
    expect(await costs(letter.number, letter.checkValue)).toEqual(wrong)
  })

  test.each(['page', 'JSON', 'download'] as const)('leave at the same step, and so does a right one with all that is read for it: %s', async (door) => {
    const done: string[] = []
    const noted = (what: string) => async () => (done.push(what), [])
    const stepped = openStatus({ databaseUrl: own.url, origins: [], house: 'x', version: 'test', trustsProxy: trustNobody, log: silent, now: () => 0, pause: async (ms) => void done.push(`${ms} ms`), downloads: { offered: noted('offers'), open: async () => null } })
    const local = { incoming: { socket: { remoteAddress: '127.0.0.1', remotePort: 1, remoteFamily: 'IPv4' } } }
    const fields = (number: string, check: string) => ({ number, check, ...(door === 'download' ? { record: newId() } : {}) })
    const path = { page: '/status', JSON: '/status/api/lookup', download: '/status/download' }[door]
    const sent = (asked: object) => (door === 'JSON' ? { body: JSON.stringify(asked), type: 'application/json' } : { body: new URLSearchParams({ ...asked }).toString(), type: 'application/x-www-form-urlencoded' })
    for (const [number, check] of [['01-9/2026', 'AAAA-AAAA'], [letter.number, 'AAAA-AAAA'], [letter.number, letter.checkValue]] as const) {
      const { body, type } = sent(fields(number, check))
      await stepped.app.request(path, { method: 'POST', headers: { 'content-type': type }, body }, local)
      done.push('left')
    }
    await stepped.close()
    expect(done).toEqual(['20 ms', 'left', '20 ms', 'left', ...(door === 'JSON' ? [] : ['offers']), '20 ms', 'left'])
  })
})

test('S0-15 an unknown number next to an imported book, whose numbers have no documents, does not go through the book', async () => {
  const client = await database.pool.connect()
  try {
    await client.query('begin')
    await client.query(`insert into entry (id, register, period, seq, number, number_key, source, entered_on, entered_at, entered_by)
      select gen_random_uuid(), (select id from register where code = 'orders'), '1990', n, 'o', 'o-' || lpad(n::text, 6, '0'), 'imported', '1990-01-01', now(), 'ana' from generate_series(1, 5000) n`)
    const touched = async () => Number((await client.query<{ touched: string }>("select sum(pg_stat_get_xact_tuples_returned(indexrelid)) as touched from pg_index where indrelid = 'entry'::regclass")).rows[0]?.touched)
    const before = await touched()
    await client.query("select public_status.look_up('o-000000', 'AAAA-AAAA', 'AAAAAAAA')")
    expect((await touched()) - before).toBeLessThan(100)
  } finally {
    await client.query('rollback')
    client.release()
  }
})

describe('S0-15 ten wrong tries in five minutes from one address', () => {
  test('are the last; a page in words says when to come back, and others are still answered', async () => {
    for (let tries = 0; tries < 10; tries++) expect((await look(letter.number, 'AAAA-AAAA')).status).toBe(404)
    const refused = await look(letter.number, letter.checkValue, { language: 'ro' })
    expect(refused.status).toBe(429)
    expect(refused.headers.get('retry-after')).toBe('300')
    expect(await refused.text()).toContain('Încercați din nou peste 5 min.')
    const problem = await ask(letter.number, letter.checkValue)
    expect([problem.status, problem.headers.get('retry-after')]).toEqual([429, '300'])
    expect(await problem.json()).toMatchObject({ type: 'too-many-requests' })
    expect((await look(letter.number, letter.checkValue, { from: '198.51.100.8' })).status).toBe(200)
    nowMs += 299_000
    expect((await look(letter.number, letter.checkValue)).status).toBe(429)
    nowMs += 1_000
    expect((await look(letter.number, letter.checkValue)).status).toBe(200)
  })

  test('fifty at once are no way around it', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask(letter.number, 'AAAA-AAAA')))
    expect(answers.filter(({ status: said }) => said === 404)).toHaveLength(10)
    expect(answers.filter(({ status: said }) => said === 429)).toHaveLength(40)
  })

  test('an IPv6 network of one customer counts as one', async () => {
    for (let tries = 0; tries < 10; tries++) expect((await ask(letter.number, 'AAAA-AAAA', { from: `2001:db8:1:2::${tries + 1}` })).status).toBe(404)
    expect((await ask(letter.number, letter.checkValue, { from: '2001:db8:1:2:ffff::1' })).status).toBe(429)
    expect((await ask(letter.number, letter.checkValue, { from: '2001:db8:1:3::1' })).status).toBe(200)
  })

  test('right ones do not count', async () => {
    for (let tries = 0; tries < 15; tries++) expect((await ask(letter.number, letter.checkValue)).status).toBe(200)
  })

  test('one number is guarded against many addresses too, known or not', async () => {
    for (const number of [letter.number, '01-9/2026']) {
      for (let tries = 0; tries < 100; tries++) expect((await ask(number, 'AAAA-AAAA', { from: `203.0.113.${tries}` })).status).toBe(404)
      expect((await ask(number, letter.checkValue, { from: '198.51.100.77' })).status).toBe(429)
    }
  })
})

test('S3-06 every look-up is counted without number and address, and no personal data stands in an address', async () => {
  await database.db.execute(sql`delete from public_lookup`)
  await ask(letter.number, letter.checkValue, {}, { from: 'component' })
  await Promise.all(Array.from({ length: 12 }, () => look('01-9/2026', 'AAAA-AAAA')))
  await look(letter.number, letter.checkValue, { from: '198.51.100.8' })
  await status.close()
  const { rows } = await database.pool.query('select outcome, asker, sum(lookups)::int as lookups from public_lookup group by 1, 2 order by 1, 2')
  expect(rows).toEqual([
    { outcome: 'found', asker: 'component', lookups: 1 },
    { outcome: 'found', asker: 'page', lookups: 1 },
    { outcome: 'not-found', asker: 'page', lookups: 10 },
    { outcome: 'throttled', asker: 'page', lookups: 2 },
  ])
  const { rows: columns } = await database.pool.query("select column_name as name from information_schema.columns where table_name = 'public_lookup' order by 1")
  expect(columns.map(({ name }) => name)).toEqual(['asker', 'at', 'id', 'lookups', 'outcome'])
  status = openStatus({ databaseUrl: own.url, role: statusRole, origins: [], house: 'x', version: 'test', trustsProxy: readProxies('192.0.2.1') ?? trustNobody, log: silent })
  const get = await status.app.request(`/status?number=${encodeURIComponent(letter.number)}&check=${letter.checkValue}`, {}, peer)
  expect(await get.text()).not.toContain('2 March 2026')
  expect((await status.app.request(`/status/api/lookup?number=1&check=2`, {}, peer)).status).toBe(405)
})

test('S3-06 plain HTTP from another machine is refused, through a proxy too', async () => {
  const plain = await status.app.request('/status', { headers: headersOf({}) }, { incoming: { socket: { remoteAddress: '198.51.100.7', remotePort: 1, remoteFamily: 'IPv4' } } })
  expect([plain.status, await plain.json()]).toMatchObject([400, { type: 'insecure-transport' }])
  const said = (scheme: string) => status.app.request('/status', { headers: { ...headersOf({}), 'x-forwarded-proto': scheme } }, peer)
  expect((await said('http')).status).toBe(400)
  const safe = await said('https')
  expect([safe.status, safe.headers.get('strict-transport-security')]).toEqual([200, 'max-age=31536000'])
})

test('no answer may be kept, framed or given a script', async () => {
  for (const answer of [await look(letter.number, letter.checkValue), await ask(letter.number, letter.checkValue), await look('x', 'y')]) {
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(answer.headers.get('content-security-policy')).not.toContain('script-src')
    expect(answer.headers.get('set-cookie')).toBeNull()
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
  }
})

test.each([
  ['a quote of SQL', "01-1/2026' or '1'='1", "' or 1=1 --"],
  ['a null byte', '01-1/2026\u0000', 'AAAA\u0000AAAA'],
  ['marks of direction', '\u202e6202/1-10', '\u202dAAAA-AAAA'],
  ['markup', '<script>alert(1)</script>', '"><img src=x>'],
  ['lone surrogates', '\ud800', '\udfff'],
])('hostile input is only a wrong try: %s', async (_name, number, check) => {
  const page = await look(number, check)
  expect(page.status).toBe(404)
  expect(await page.text()).not.toMatch(/<script|<img/)
  expect((await ask(number, check)).status).toBe(404)
})

test('a very long input is refused before anything is asked', async () => {
  expect((await look('1'.repeat(101), 'x')).status).toBe(400)
  expect((await ask('1'.repeat(101), 'x')).status).toBe(400)
  expect((await look('1'.repeat(100_000), 'x')).status).toBe(413)
})

test('the role of the public page may ask, read figures and count, and nothing else', async () => {
  const client = new Client({ connectionString: own.url, options: `-c role=${statusRole}` })
  await client.connect()
  try {
    await client.query("select public_status.look_up('x', 'y', 'z')")
    await client.query('select * from public_status.figure')
    await client.query("insert into public_status.lookup (outcome, asker, lookups) values ('found', 'page', 1)")
    const { rows } = await database.pool.query<{ name: string }>("select format('%I.%I', schemaname, viewname) as name from pg_views where schemaname = 'public_status' and viewname <> 'figure' union all select format('%I.%I', schemaname, tablename) from pg_tables where schemaname = 'public'")
    expect(rows.length).toBeGreaterThan(40)
    for (const { name } of rows) {
      await expect(client.query(`select * from ${name} limit 1`), name).rejects.toMatchObject({ code: '42501' })
      if (name.startsWith('public.')) await expect(client.query(`delete from ${name}`), name).rejects.toMatchObject({ code: '42501' })
    }
    for (const forbidden of ['update public_status.lookup set lookups = 2', 'delete from public_status.lookup', 'create table mine (a int)', 'create schema mine', 'select pg_read_file(\'/etc/passwd\')', 'create role other']) await expect(client.query(forbidden), forbidden).rejects.toMatchObject({ code: '42501' })
  } finally {
    await client.end()
  }
})
