import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { erasureLetter, erasureRequestView, keptLonger } from '#contract/erasure-requests.ts'
import { holdCovers, holdList, holdView } from '#contract/holds.ts'
import { history, importAnswer, recordView } from '#contract/records.ts'
import { actLine } from '#server/retention/acts/schema.ts'
import { approvedAct } from '#test/support/acts.ts'
import { addUser, type TestUser } from '#test/support/caller.ts'
import { runOpis } from '#test/support/run-opis.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'

let server: RunningServer
let ana: TestUser
let ion: TestUser
let reader: TestUser

beforeAll(async () => {
  server = await runServer()
  ana = await addUser(server.url, server.admin, { name: 'ana', roles: ['records-manager'] })
  ion = await addUser(server.url, server.admin, { name: 'ion', roles: ['head'] })
  reader = await addUser(server.url, server.admin, { name: 'radu', roles: ['reader'], units: ['registry', 'secretariat', 'chancellery'] })
})
afterAll(() => server.stop())

const importText = async (name: string, text: string, query = 'class=correspondence&date=2015-03-01') => {
  const { record } = await server.admin.get(importAnswer, 'POST', `/api/import?name=${name}&${query}`, { body: Buffer.from(text) })
  return record ?? ''
}
const seen = (who: TestUser, record: string) => who.byToken.get(recordView, 'GET', `/api/records/${record}`)
const cli = (...words: string[]) => runOpis([...words, '--json'], { OPIS_DATA: server.dataFolder })

test('a hold by query through the whole line: what is there, what comes later, until another person releases it', async () => {
  const first = await importText('a.txt', 'Letter about the harbour crane')
  await expect.poll(async () => (await seen(ana, first)).retention.state).toBe('eligible')
  const hold = await ana.byToken.get(holdView, 'POST', '/api/holds', { json: { reason: 'inquiry', authority: 'order 7', reviewOn: '2099-01-01', scopes: [{ kind: 'query', target: 'harbour crane' }] } })
  await expect.poll(async () => (await seen(ana, first)).retention.state).toBe('held')
  const later = await importText('b.txt', 'Second letter about the harbour cranes')
  const unlike = await importText('c.txt', 'A letter about a school')
  await expect.poll(async () => (await seen(ana, later)).retention.state).toBe('held')
  await expect.poll(async () => (await seen(ana, unlike)).retention.state).toBe('eligible')
  await expect.poll(async () => (await ion.byToken.get(holdCovers, 'GET', `/api/holds/${hold.number}/records`)).records.map(({ id }) => id)).toEqual([first, later].toSorted())

  expect(await ana.byToken.problem('POST', `/api/holds/${hold.number}/release`, { json: { reason: 'over' } })).toMatchObject({ type: 'forbidden', reason: 'hold-by-same-person' })
  await ion.byToken.get(holdView, 'POST', `/api/holds/${hold.number}/release`, { json: { reason: 'over' } })
  await expect.poll(async () => (await seen(ana, later)).retention.state).toBe('eligible')
  expect((await ana.byToken.get(holdList, 'GET', '/api/holds')).holds).toEqual([])
  expect((await ana.byToken.get(holdList, 'GET', '/api/holds?released=true')).holds).toMatchObject([{ number: hold.number, released: { by: 'user:ion', reason: 'over' } }])
})

test('fault 20: a hold that comes when the act is approved takes its line out, with its number, and the others stay', async () => {
  const [held, free] = [await importText('g.txt', 'A letter to be held'), await importText('h.txt', 'A letter to be destroyed')]
  for (const id of [held, free]) await expect.poll(async () => (await seen(ana, id)).state).toBe('searchable')
  const act = await approvedAct(server, [held, free].map((id) => ({ kind: 'record', id })))
  const { number } = await ana.byToken.get(holdView, 'POST', '/api/holds', { json: { reason: 'inquiry', authority: 'order 11', reviewOn: '2099-01-01', scopes: [{ kind: 'record', target: held }] } })
  const lines = async () => {
    const rows = await server.parts.records.db.select().from(actLine).where(eq(actLine.act, act)).orderBy(actLine.line)
    return rows.map(({ state, reason, reasonOf }) => [state, reason, reasonOf])
  }
  await expect.poll(lines).toEqual([['void', 'held', number], ['agreed', null, null]])
  await ion.byToken.get(holdView, 'POST', `/api/holds/${number}/release`, { json: { reason: 'over' } })
  await expect.poll(async () => (await seen(ana, held)).retention.state).toBe('eligible')
  expect((await lines())[0]).toEqual(['void', 'held', number])
})

test('whoever may not know of holds finds no trace of one', async () => {
  const record = await importText('d.txt', 'Letter to be looked into', 'class=petitions&date=2015-03-01')
  await expect.poll(async () => (await seen(ana, record)).state).toBe('searchable')
  await expect.poll(async () => (await seen(ana, record)).retention.state).toBe('eligible')
  const free = await seen(reader, record)
  const hold = await ana.byToken.get(holdView, 'POST', '/api/holds', { json: { reason: 'inquiry', authority: 'order 8', reviewOn: '2099-01-01', scopes: [{ kind: 'record', target: record }] } })
  await expect.poll(async () => (await seen(ana, record)).retention.state).toBe('held')
  expect(await seen(reader, record)).toEqual(free)
  expect(JSON.stringify(await reader.byToken.get(history, 'GET', `/api/records/${record}/history`))).not.toMatch(/hold|H-\d/)
  for (const path of ['/api/holds', `/api/holds/${hold.number}`, '/api/holds/H-9999', `/api/holds/${hold.number}/records`]) expect((await reader.byToken.send('GET', path)).status).toBe(403)
})

test('the command line places, shows, lists; and refuses to release to who placed it', async () => {
  const record = await importText('e.txt', 'A letter for the command line')
  const placed = await cli('hold', 'place', '--reason', 'court', '--authority', 'letter 9', '--review', '2099-05-01', '--record', record, '--class', 'personnel')
  const { number } = holdView.parse(JSON.parse(placed.out))
  const shown = JSON.parse((await cli('hold', 'show', number)).out)
  expect([placed.code, shown.scopes.length, shown.covers.records.map((one: { id: string }) => one.id)]).toEqual([0, 2, [record]])
  expect(holdList.parse(JSON.parse((await cli('hold', 'list')).out)).holds.map((one) => one.number)).toContain(number)
  expect((await cli('hold', 'release', number, '--reason', 'over')).code).toBe(5)
  expect((await cli('hold', 'show', 'H-9999')).code).toBe(4)
  expect((await cli('hold', 'place', '--reason', 'r', '--authority', 'a', '--review', '2099-01-01')).code).toBe(2)
  const doctor = JSON.parse((await cli('doctor')).out) as { checks: { name: string; state: string }[] }
  expect(doctor.checks.find((check) => check.name === 'holds')?.state).toBe('ok')
  await ion.byToken.get(holdView, 'POST', `/api/holds/${number}/release`, { json: { reason: 'over' } })
})

test('W13 over the API and the command line: refused by the law, answered in a letter', async () => {
  const record = await importText('f.txt', 'A fresh letter', 'class=correspondence&date=2026-01-10')
  const { out } = await cli('erasure', 'add', '--record', record, '--requester', 'Maria Lungu', '--basis', 'GDPR, Article 17')
  const { number } = erasureRequestView.parse(JSON.parse(out))
  const assessed = erasureRequestView.parse(JSON.parse((await cli('erasure', 'assess', number)).out))
  expect(assessed).toMatchObject({ state: 'refused', items: [{ record, outcome: 'refused', ground: 'floor', rule: 'correspondence', cite: '4' }] })
  const { text } = await ion.byToken.get(erasureLetter, 'GET', `/api/erasure-requests/${number}/letter?language=ka`)
  expect(text).toContain('Maria Lungu')
  expect((await ana.byToken.problem('POST', `/api/erasure-requests/${number}/assess`)).type).toBe('not-in-this-state')
  const list = JSON.parse((await cli('erasure', 'list')).out) as { requests: { number: string }[] }
  expect(list.requests.map((one) => one.number)).toContain(number)
})

test('the report of what is kept longer than needed is a list and a file', async () => {
  const found = await ana.byToken.get(keptLonger, 'GET', '/api/retention/kept-longer?days=30')
  expect(found.total).toBeGreaterThan(0)
  const file = await ana.byToken.send('GET', '/api/retention/kept-longer?days=30&format=csv')
  expect(file.headers.get('content-type')).toContain('text/csv')
  expect(file.bytes.toString('utf8').trim().split(/\r?\n/)).toHaveLength(found.total + 1)
})
