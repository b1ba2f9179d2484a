import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asc, eq, gt } from 'drizzle-orm'
import { z } from 'zod'
import { openedByHand } from '#contract/by-hand.ts'
import { batchReport } from '#contract/capture.ts'
import { stationCode, tokenCreated, userCreated } from '#contract/identity.ts'
import { eventList, history, importAnswer } from '#contract/records.ts'
import { newId } from '#kernel/ids.ts'
import { auditEvent } from '#server/audit/schema.ts'
import { verifyChain } from '#server/audit/verify-chain.ts'
import { callerWith, cookieOf, nobody, sessionCookie, type Caller } from '#test/support/caller.ts'
import { pageImage } from '#test/support/pile.ts'
import { awaitBatch, enrolStation, good, marks, orderCovers, readingOf, readWaitingPages, runServer, sendImage, type RunningServer, type TestAgent } from '#test/support/run-server.ts'

/**
 * What each route that changes something leaves in the audit log. `null`: bytes and readings on their way;
 * what stands for them is logged when the batch closes and the record is published.
 */
const traces: Record<string, string | null> = {
  'POST /api/session': 'identity.sign-in',
  'DELETE /api/session': 'identity.sign-out',
  'POST /api/session/password': 'identity.change-password',
  'POST /api/tokens': 'identity.create-token',
  'POST /api/users/{id}/tokens': 'identity.create-token',
  'DELETE /api/tokens/{id}': 'identity.revoke-token',
  'POST /api/users': 'identity.add-user',
  'PATCH /api/users/{id}': 'identity.update-user',
  'POST /api/stations/code': 'identity.issue-agent-code',
  'PATCH /api/stations/{id}': 'identity.update-agent',
  'POST /api/stations': 'identity.enrol-agent',
  'POST /api/covers': 'capture.issue-covers',
  'POST /api/batches': 'capture.open-batch',
  'POST /api/batches/by-hand': 'capture.open-by-hand',
  'POST /api/batches/{id}/withdraw': 'capture.withdraw-batch',
  'PUT /api/batches/{batch}/images/{image}': null,
  'POST /api/batches/{id}/close': 'capture.close-batch',
  'POST /api/batches/{id}/decisions': 'capture.decide',
  'POST /api/records/{id}/events': 'records.record-event',
  'POST /api/records/{id}/events/{event}/retract': 'records.retract-event',
  'POST /api/import': 'records.import',
  'POST /api/recognition/leases': null,
  'POST /api/recognition/pages/{page}/renew': null,
  'POST /api/recognition/pages/{page}/finish': null,
  'POST /api/recognition/pages/{page}/fail': null,
  'POST /api/search/reindex': 'search.reindex',
  'POST /api/store/verify': 'records.verify',
  'POST /api/store/rebuild': 'records.rebuild',
  'POST /api/retention/simulate': null,
  'POST /api/audit/export': 'audit.export',
}

let server: RunningServer
let station: TestAgent
let recogniser: TestAgent
const seen = new Set<string>()

beforeAll(async () => {
  server = await runServer()
})
afterAll(async () => {
  await station.close()
  await recogniser.close()
  await server.stop()
})

test('the list names every changing route of the OpenAPI document', async () => {
  const document = await nobody(server.url).get(z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) }), 'GET', '/api/openapi.json')
  const changing = Object.entries(document.paths).flatMap(([path, methods]) => Object.keys(methods).flatMap((method) => (method === 'get' ? [] : [`${method.toUpperCase()} ${path}`])))
  expect(changing.toSorted()).toEqual(Object.keys(traces).toSorted())
})

/** Runs a change and gives the entries that it left, as `actor action object`. */
async function entriesOf(change: () => Promise<unknown>): Promise<string[]> {
  const { db } = server.parts.database
  const before = await verifyChain(db)
  await change()
  const rows = await db.select().from(auditEvent).where(gt(auditEvent.seq, before.entries)).orderBy(asc(auditEvent.seq))
  for (const row of rows) seen.add(row.action)
  return rows.map(({ actor, action, object }) => `${actor} ${action} ${object}`)
}

describe.sequential('every change leaves its entry', () => {
  let user: { id: string; password: string }
  let cookie: string
  let caller: Caller

  test('of accounts and sessions', async () => {
    const made = { value: { id: '', oneTimePassword: '' as string | undefined } }
    expect(await entriesOf(async () => (made.value = { oneTimePassword: '', ...(await server.admin.get(userCreated, 'POST', '/api/users', { json: { name: 'maria', roles: ['archivist'] } })) }))).toEqual([`user:local identity.add-user user:${made.value.id}`])
    user = { id: made.value.id, password: 'the long password of maria' }
    expect(await entriesOf(async () => (cookie = await sessionCookie(server.url, 'maria', made.value.oneTimePassword ?? '')))).toEqual([`user:maria identity.sign-in user:${user.id}`])
    const change = { json: { current: made.value.oneTimePassword, next: user.password } }
    const left = await entriesOf(async () => (cookie = cookieOf(await callerWith(server.url, { cookie }).send('POST', '/api/session/password', change))))
    expect(left).toEqual([`user:maria identity.change-password user:${user.id}`, `user:maria identity.sign-in user:${user.id}`])
    caller = callerWith(server.url, { cookie })
    expect(await entriesOf(() => caller.get(tokenCreated, 'POST', '/api/tokens'))).toEqual([expect.stringMatching(/^user:maria identity\.create-token token:/)])
    expect(await entriesOf(() => server.admin.get(userCreated, 'PATCH', `/api/users/${user.id}`, { json: { units: ['registry'] } }))).toEqual([`user:local identity.update-user user:${user.id}`])
    cookie = await sessionCookie(server.url, 'maria', user.password)
    caller = callerWith(server.url, { cookie })
    expect(await entriesOf(() => server.admin.send('GET', '/api/file-plan', { headers: { 'opis-as': 'maria' } }))).toEqual([`user:local identity.act-as user:${user.id}`])
  })

  test('of agents', async () => {
    expect(await entriesOf(() => server.admin.get(stationCode, 'POST', '/api/stations/code'))).toEqual(['user:local identity.issue-agent-code agent-code'])
    const left = await entriesOf(async () => (station = await enrolStation(server)))
    expect(left[1]).toBe(`agent:${station.id} identity.enrol-agent agent:${station.id}`)
    recogniser = await enrolStation(server, 'recogniser')
  })

  test('of tokens that are made for others and revoked, and of agents that are shut out', async () => {
    let token = ''
    expect(await entriesOf(async () => ({ id: token } = await server.admin.get(tokenCreated, 'POST', `/api/users/${user.id}/tokens`, { json: { name: 'for the accounts' } })))).toEqual([`user:local identity.create-token token:${token}`])
    expect(await entriesOf(() => server.admin.send('DELETE', `/api/tokens/${token}`))).toEqual([`user:local identity.revoke-token token:${token}`])
    const letIn = (active: boolean) => entriesOf(() => server.admin.send('PATCH', `/api/stations/${recogniser.id}`, { json: { active } }))
    expect(await letIn(false)).toEqual([`user:local identity.update-agent agent:${recogniser.id}`])
    expect(await letIn(true)).toEqual([`user:local identity.update-agent agent:${recogniser.id}`])
  })

  test('of a batch that was opened by hand and taken back', async () => {
    const [code = ''] = await orderCovers(server, { count: 1, class: 'petitions' })
    let batch = ''
    expect(await entriesOf(async () => ({ batch } = await server.admin.get(openedByHand, 'POST', '/api/batches/by-hand', { json: { code, station: station.id } })))).toEqual([`user:local capture.open-by-hand batch:${batch}`])
    expect(await entriesOf(() => server.admin.send('POST', `/api/batches/${batch}/withdraw`))).toEqual([`user:local capture.withdraw-batch batch:${batch}`])
  })

  test('of a batch from its first sheet to its last decision', async () => {
    const id = newId()
    let cover = ''
    expect(await entriesOf(async () => ([cover = ''] = await orderCovers(server, { count: 1, class: 'petitions' })))).toEqual(['user:local capture.issue-covers covers'])
    expect(await entriesOf(() => station.client.openBatch({ id }))).toEqual([`agent:${station.id} capture.open-batch batch:${id}`])
    expect(await entriesOf(() => station.client.openBatch({ id }))).toEqual([])
    const sheets = [{ bytes: await pageImage(1) }, { bytes: await pageImage(2), marks: marks.cover(cover) }, { bytes: await pageImage(3) }]
    for (const [index, sheet] of sheets.entries()) good(await sendImage(station, id, index + 1, sheet))
    const closing = await entriesOf(async () => {
      good(await station.client.closeBatch(id, { fed: 3, rejected: [], feedSeconds: 0 }))
      await awaitBatch(server, id, (report) => report.state === 'exceptions' && report.step === 'recognising')
    })
    expect(closing.map((one) => one.split(' ')[1])).toEqual(['capture.close-batch', 'capture.split', 'records.publish'])
    const decided = await entriesOf(async () => {
      await caller.get(batchReport, 'POST', `/api/batches/${id}/decisions`, { json: { action: 'make-record', images: [1] } })
      await awaitBatch(server, id, (report) => report.searchable, { recogniser, read: () => readingOf('a page') })
      await expect.poll(() => verifiedActions()).toContain('records.keep-set-aside')
    })
    expect(decided[0]).toBe(`user:maria capture.decide batch:${id}`)
    expect(decided.map((one) => one.split(' ')[1]).toSorted()).toEqual(['capture.decide', 'capture.split', 'records.keep-set-aside', 'records.publish'])
  })

  const verifiedActions = async () => (await server.parts.database.db.select({ action: auditEvent.action }).from(auditEvent)).map((row) => row.action)

  test('of a record, and its history tells them to whoever sees it', async () => {
    let record = ''
    await entriesOf(async () => (record = (await caller.get(importAnswer, 'POST', '/api/import?name=act.txt&class=petitions', { body: Buffer.from('Text of an act') })).record ?? ''))
    let event = ''
    const added = await entriesOf(async () => (event = (await caller.get(eventList, 'POST', `/api/records/${record}/events`, { json: { event: 'record.date', date: '2020-02-29' } })).events[0]?.id ?? ''))
    expect(added).toEqual([`user:maria records.record-event record:${record}`])
    expect(await entriesOf(() => caller.get(eventList, 'POST', `/api/records/${record}/events/${event}/retract`))).toEqual([`user:maria records.retract-event record:${record}`])
    expect((await caller.get(history, 'GET', `/api/records/${record}/history`)).entries.map((entry) => entry.action)).toEqual(['records.import', 'records.record-event', 'records.retract-event'])
    const refused = await entriesOf(async () => {
      await caller.problem('POST', `/api/records/${record}/events/${event}/retract`)
      await caller.problem('POST', `/api/records/${record}/events`, { json: { event: 'record.date', date: '2021-02-29' } })
      await caller.problem('POST', '/api/users', { json: { name: 'planted', roles: ['administrator'] } })
    })
    expect(refused).toEqual([])
  })

  test('of a session that ends, once', async () => {
    expect(await entriesOf(() => caller.send('DELETE', '/api/session'))).toEqual([`user:maria identity.sign-out user:${user.id}`])
    expect(await entriesOf(() => caller.send('DELETE', '/api/session'))).toEqual([])
  })

  test('of failed sign-ins one entry, however many there were', async () => {
    const attempt = (name: string) => nobody(server.url).send('POST', '/api/session', { json: { name, password: 'not the password' } })
    const left = await entriesOf(async () => {
      for (const name of ['maria', 'maria', 'my secret password']) await attempt(name)
      await server.parts.failedSignIns.flush()
      await server.parts.failedSignIns.flush()
    })
    expect(left).toEqual(['nobody identity.sign-in-failed sign-in'])
    const [entry] = await server.parts.database.db.select({ details: auditEvent.details }).from(auditEvent).where(eq(auditEvent.action, 'identity.sign-in-failed'))
    expect(entry?.details).toEqual({ since: expect.any(String), failures: 3, throttled: 0, accounts: [{ name: 'maria', failures: 2 }], unknownNames: 1, addresses: 1 })
  })

  test('of long runs over everything', async () => {
    expect(await entriesOf(() => server.admin.send('POST', '/api/search/reindex'))).toEqual(['user:local search.reindex search'])
    expect(await entriesOf(() => server.admin.send('POST', '/api/store/verify?full=true'))).toEqual(['user:local records.verify store'])
    expect(await entriesOf(() => server.admin.send('POST', '/api/store/rebuild'))).toEqual(['user:local records.rebuild store'])
    expect(await entriesOf(() => server.admin.send('POST', '/api/audit/export'))).toEqual(['user:local audit.export audit'])
  })

  test('of whatever leaves no entry nothing is left', async () => {
    expect(await entriesOf(() => readWaitingPages(recogniser, () => readingOf('')))).toEqual([])
    expect(Object.values(traces).filter((action) => action !== null && !seen.has(action))).toEqual([])
    const { entries, faults } = await verifyChain(server.parts.database.db)
    expect([entries > 20, faults]).toEqual([true, []])
  })
})
