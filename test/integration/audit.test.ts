import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asc, eq, gt } from 'drizzle-orm'
import { z } from 'zod'
import { actDrawn, actView, commissionList } from '#contract/acts.ts'
import { openedByHand } from '#contract/by-hand.ts'
import { batchReport } from '#contract/capture.ts'
import { erasureRequestView } from '#contract/erasure-requests.ts'
import { holdView } from '#contract/holds.ts'
import { runAnswer } from '#contract/retention-explained.ts'
import { stationCode, tokenCreated, userCreated } from '#contract/identity.ts'
import { eventList, history, importAnswer } from '#contract/records.ts'
import { scheduleList, versionView } from '#contract/schedules.ts'
import { newId } from '#kernel/ids.ts'
import { auditEvent } from '#server/audit/schema.ts'
import { verifyChain } from '#server/audit/verify-chain.ts'
import { archiveTraces, traces } from './audit/traces.ts'
import { addUser, callerWith, cookieOf, nobody, sessionCookie, type Caller, type TestUser } from '#test/support/caller.ts'
import { pageImage } from '#test/support/pile.ts'
import { awaitBatch, enrolStation, good, marks, orderCovers, readingOf, readWaitingPages, runServer, sendImage, type RunningServer, type TestAgent } from '#test/support/run-server.ts'

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

  test('of holds and of requests to erase', async () => {
    const { record = '' } = await server.admin.get(importAnswer, 'POST', '/api/import?name=held.txt&class=petitions&date=2015-01-01', { body: Buffer.from('Text of a held act') })
    let hold = ''
    expect(await entriesOf(async () => (hold = (await caller.get(holdView, 'POST', '/api/holds', { json: { reason: 'r', authority: 'a', reviewOn: '2099-01-01', scopes: [{ kind: 'record', target: record }, { kind: 'query', target: 'lighthouse' }] } })).number))).toContain(`user:maria retention.place-hold hold:${hold}`)
    expect(await entriesOf(() => caller.get(holdView, 'POST', `/api/holds/${hold}/review`, { json: { reviewOn: '2099-02-01', note: 'n' } }))).toContain(`user:maria retention.review-hold hold:${hold}`)
    const caught = await entriesOf(async () => {
      await server.admin.get(importAnswer, 'POST', '/api/import?name=light.txt&class=petitions&date=2015-01-01', { body: Buffer.from('Keeper of the lighthouse') })
      await expect.poll(() => verifiedActions()).toContain('retention.catch-by-hold')
    })
    expect(caught).toContain(`system retention.catch-by-hold hold:${hold}`)
    expect(await entriesOf(() => server.admin.get(runAnswer, 'POST', '/api/retention/runs', { json: { confirmClock: true } }))).toMatchObject([expect.stringMatching(/^user:local retention\.confirm-clock day:\d{4}-\d\d-\d\d$/)])
    expect(await entriesOf(() => server.admin.get(runAnswer, 'POST', '/api/retention/runs', { json: {} }))).toEqual([])
    expect(await entriesOf(() => server.admin.get(holdView, 'POST', `/api/holds/${hold}/release`, { json: { reason: 'r' } }))).toContain(`user:local retention.release-hold hold:${hold}`)
    let request = ''
    expect(await entriesOf(async () => (request = (await caller.get(erasureRequestView, 'POST', '/api/erasure-requests', { json: { records: [record], requester: 'q', basis: 'b' } })).number))).toEqual([`user:maria retention.add-erasure-request erasure-request:${request}`])
    expect(await entriesOf(() => caller.get(erasureRequestView, 'POST', `/api/erasure-requests/${request}/assess`))).toEqual([`user:maria retention.assess-erasure-request erasure-request:${request}`])
    // Only where floor and ceiling collide is there something to decide; server/retention/erasure-requests tests the entry.
    expect(await entriesOf(() => caller.problem('POST', `/api/erasure-requests/${request}/decide`, { json: { record, keep: true, reason: 'r' } }))).toEqual([])
    seen.add('retention.decide-erasure-item')
    // test/integration/transfer.test.ts goes the whole way of a handing over and looks at these.
    for (const action of ['acts.draw-up', 'acts.approve', 'transfer.package', 'transfer.hand-over', 'transfer.record-receipt', 'transfer.order-ending']) seen.add(action)
    // So do the tests of destruction (test/integration/destruction*.test.ts) with these.
    for (const action of ['retention.order-execution', 'retention.confirm-paper']) seen.add(action)
  })

  test('of the file plan: files, facts, people, paper, classes', async () => {
    const { record = '' } = await server.admin.get(importAnswer, 'POST', '/api/import?name=plan.txt&class=petitions&date=2015-01-01', { body: Buffer.from('Text of a filed act') })
    const at = z.object({ id: z.string() }).loose()
    let [file, person, fact, paper] = ['', '', '', '']
    /** The actions that a change left; `of` is kept for what comes after. */
    const left = async (method: string, path: string, json: unknown, keep: (answer: unknown) => void = () => undefined) =>
      (await entriesOf(async () => keep(JSON.parse((await caller.send(method, path, { json })).bytes.toString('utf8') || '{}')))).map((entry) => entry.split(' ')[1])
    expect(await left('POST', '/api/files', { class: 'petitions', number: '07-1', title: 'Letters' }, (answer) => (file = at.parse(answer).id))).toEqual(['file-plan.open-file'])
    const own = `/api/files/${file}`
    expect(await left('POST', `${own}/title`, { title: 'Letters of citizens' })).toEqual(['file-plan.retitle-file'])
    expect(await left('POST', `${own}/number`, { number: '07-2' })).toEqual(['file-plan.renumber-file'])
    expect(await left('POST', `${own}/volumes`, {})).toEqual(['file-plan.open-volume'])
    expect(await left('POST', `${own}/volumes/1/close`, { sheets: 12 })).toEqual(['file-plan.close-volume'])
    expect(await left('POST', `${own}/records`, { record })).toEqual(['file-plan.add-record'])
    expect(await left('POST', `${own}/records/${record}/take-out`, { reason: 'wrong file' })).toEqual(['file-plan.take-out-record'])
    expect(await left('POST', `${own}/close`, {})).toEqual(['file-plan.close-file'])
    expect(await left('POST', `${own}/reopen`, { reason: 'one more letter' })).toEqual(['file-plan.reopen-file'])
    expect(await left('POST', '/api/people', { name: 'Ion Rusu' }, (answer) => (person = at.parse(answer).id))).toEqual(['file-plan.add-person'])
    expect(await left('POST', `/api/people/${person}/name`, { name: 'Ion Rusu, born 1950' })).toEqual(['file-plan.rename-person'])
    expect(await left('POST', `/api/people/${person}/links`, { kind: 'file', subject: file })).toEqual(['file-plan.link-person'])
    expect(await left('POST', `/api/people/${person}/unlink`, { kind: 'file', subject: file })).toEqual(['file-plan.unlink-person'])
    const facts = z.object({ facts: z.array(at) })
    expect(await left('POST', '/api/facts', { kind: 'person', subject: person, name: 'subject.born', date: '1950' }, (answer) => (fact = facts.parse(answer).facts[0]?.id ?? ''))).toEqual(['file-plan.add-fact'])
    expect(await left('POST', `/api/facts/${fact}/retract`, { reason: 'another person' })).toEqual(['file-plan.retract-fact'])
    expect(await left('POST', '/api/paper', { kind: 'file', subject: file, box: '17' }, (answer) => (paper = z.object({ paper: z.array(at) }).parse(answer).paper[0]?.id ?? ''))).toEqual(['file-plan.add-paper'])
    expect(await left('POST', `/api/paper/${paper}`, { shelf: 'B2' })).toEqual(['file-plan.move-paper'])
    expect(await left('PUT', '/api/classes', { code: 'petitions', personal: true, parent: null })).toEqual(['file-plan.change-class'])
    expect(await left('PUT', '/api/fonds', { number: '2', title: { en: 'Second' } })).toEqual(['file-plan.change-fonds'])
    expect(await left('PUT', '/api/body', { name: { en: 'Town hall' } })).toEqual(['file-plan.change-body'])
  })

  test('of rules, from the draft to the approval', async () => {
    const [vera, petro] = [await addUser(server.url, server.admin, { name: 'vera', roles: ['records-manager'] }), await addUser(server.url, server.admin, { name: 'petro', roles: ['records-manager'] })]
    const base = '/api/retention/schedules'
    const from = (await server.admin.get(scheduleList, 'GET', base)).schedules[0]?.versions[0]?.id ?? ''
    const form = { from, version: 'v9', effectiveFrom: '2026-02-02', transition: 'never-shorten', basis: 'order 9' }
    const trace = (who: string, action: string, version = 'v9') => [`user:${who} retention.${action} schedule:neutral.municipal/${version}`]
    let id = ''
    const send = (who: TestUser, step: string, json: unknown = {}) => entriesOf(() => who.bySession.send('POST', `${base}/versions/${id}/${step}`, { json }))
    expect(await entriesOf(async () => ({ id } = await vera.bySession.get(versionView, 'POST', `${base}/versions`, { json: form })))).toEqual(trace('vera', 'draft-schedule'))
    const { yaml } = await vera.bySession.get(versionView, 'GET', `${base}/versions/${id}`)
    expect(await entriesOf(() => vera.bySession.get(versionView, 'PUT', `${base}/versions/${id}`, { json: { yaml } }))).toEqual(trace('vera', 'draft-schedule'))
    expect(await send(vera, 'simulate', { on: '2030-01-01' })).toEqual([])
    expect(await send(vera, 'propose')).toEqual(trace('vera', 'propose-schedule'))
    expect(await send(petro, 'return', { note: 'once more' })).toEqual(trace('petro', 'return-schedule'))
    await send(vera, 'propose')
    expect(await send(vera, 'approve')).toEqual([])
    expect(await send(petro, 'approve')).toEqual(trace('petro', 'approve-schedule'))
    const rule = { schedule: 'neutral.municipal', version: 'v9', rule: 'petitions', note: 'compared' }
    expect(await entriesOf(() => vera.bySession.send('POST', `${base}/confirmations`, { json: rule }))).toEqual(['user:vera retention.confirm-rule rule:neutral.municipal/v9/petitions'])
    expect(await entriesOf(() => vera.bySession.send('POST', `${base}/confirmations/retract`, { json: rule }))).toEqual(['user:vera retention.retract-confirmation rule:neutral.municipal/v9/petitions'])
    const table = { ...form, from: id, version: 'v10', effectiveFrom: '2099-01-01', csv: 'id,cite,classes,for,at_end\nx,1,maps,5,destroy\n' }
    expect(await entriesOf(() => vera.bySession.send('POST', `${base}/import`, { json: table }))).toEqual(trace('vera', 'draft-schedule', 'v10'))
    id = (await server.admin.get(scheduleList, 'GET', base)).schedules[0]?.versions.find(({ version }) => version === 'v10')?.id ?? ''
    expect(await send(vera, 'withdraw')).toEqual(trace('vera', 'withdraw-schedule', 'v10'))
  })

  test('of an act, from the proposal to the approval', async () => {
    const people = new Map<string, TestUser>()
    for (const [name, role] of [['roman', 'records-manager'], ['hanna', 'head'], ['ana', 'commission-member'], ['ion', 'commission-member'], ['ceslav', 'commission-member']] as const) people.set(name, await addUser(server.url, server.admin, { name, roles: [role] }))
    const by = (name: string): Caller => people.get(name)?.bySession ?? nobody(server.url)
    const ids: string[] = []
    for (const name of ['one', 'two', 'three']) ids.push((await server.admin.get(importAnswer, 'POST', `/api/import?name=${name}.txt&class=correspondence&date=2015-01-01`, { body: Buffer.from(`Letter ${name}`) })).record ?? '')
    const subjects = (id: string | undefined) => ({ subjects: [{ kind: 'record', id }] })
    const json = { title: 'Commission', quorum: 3, members: ['ceslav', 'ana', 'ion'].map((name, index) => ({ name, chair: index === 0 })) }
    let [commission, act] = ['', '']
    expect(await entriesOf(async () => (commission = (await by('roman').get(commissionList, 'POST', '/api/commissions', { json })).commissions[0]?.id ?? ''))).toContain(`user:roman acts.add-commission commission:${commission}`)
    expect(await entriesOf(() => by('roman').get(commissionList, 'PATCH', `/api/commissions/${commission}`, { json: { quorum: 2 } }))).toContain(`user:roman acts.change-commission commission:${commission}`)
    expect(await entriesOf(() => by('roman').send('POST', '/api/preconditions', { json: { from: 2015, to: 2015, what: 'no-open-dispute', document: 'note 1' } }))).toContain('user:roman acts.meet-precondition fonds:1')
    expect(await entriesOf(async () => ({ id: act } = await by('roman').get(actDrawn, 'POST', '/api/acts', { json: { title: 'Letters', ...subjects(ids[0]) } })))).toContain(`user:roman acts.draw-up act:${act}`)
    expect(await entriesOf(() => by('roman').send('POST', `/api/acts/${act}/lines`, { json: subjects(ids[1]) }))).toContain(`user:roman acts.add-lines act:${act}`)
    expect(await entriesOf(() => by('roman').send('POST', `/api/acts/${act}/sittings`, { json: { commission, present: ['ana', 'ceslav', 'ion'] } }))).toContain(`user:roman acts.open-sitting act:${act}`)
    const { sittings: [sitting] } = await by('hanna').get(actView, 'GET', `/api/acts/${act}`)
    for (const name of ['ana', 'ion', 'ceslav']) expect(await entriesOf(() => by(name).send('POST', `/api/sittings/${sitting?.id ?? ''}/votes`, { json: { vote: 'agree' } }))).toContain(`user:${name} acts.vote act:${act}`)
    expect(await entriesOf(() => by('ceslav').send('POST', `/api/sittings/${sitting?.id ?? ''}/close`))).toContain(`user:ceslav acts.close-sitting act:${act}`)
    const { listHash } = await by('hanna').get(actView, 'GET', `/api/acts/${act}`)
    const approval = { json: { role: 'head-of-body', listHash } }
    expect(await entriesOf(() => by('hanna').send('POST', `/api/acts/${act}/approvals`, approval))).toContain(`user:hanna acts.approve act:${act}`)
    expect(await entriesOf(() => by('hanna').problem('POST', `/api/acts/${act}/approvals`, approval))).toEqual([])
    expect(await entriesOf(() => by('roman').send('POST', `/api/acts/${act}/withdraw`))).toContain(`user:roman acts.withdraw act:${act}`)
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
    await server.parts.database.pool.query("insert into task (id, name, subject, state) values (gen_random_uuid(), 'compute-retention', gen_random_uuid(), 'failed')")
    expect(await entriesOf(() => server.admin.send('POST', '/api/line/retry', { json: {} }))).toEqual(['user:local line.retry line'])
    expect(await entriesOf(() => server.admin.send('POST', '/api/line/retry', { json: {} }))).toEqual([])
    const { rows: [page] } = await server.parts.database.pool.query<{ record: string }>("update recognition_page set state = 'failed' where page = (select page from recognition_page where state = 'done' limit 1) returning record")
    expect(await entriesOf(() => server.admin.send('POST', '/api/line/read-again', { json: {} }))).toEqual([`user:local recognition.read-again record:${page?.record ?? ''}`])
    expect(await entriesOf(() => server.admin.send('POST', '/api/store/verify?full=true'))).toEqual(['user:local records.verify store'])
    expect(await entriesOf(() => server.admin.send('POST', '/api/store/rebuild'))).toEqual(['user:local records.rebuild store'])
    expect(await entriesOf(() => server.admin.send('POST', '/api/audit/export'))).toEqual(['user:local audit.export audit'])
  })

  test('of whatever leaves no entry nothing is left', async () => {
    expect(await entriesOf(() => readWaitingPages(recogniser, () => readingOf('read')))).toEqual([])
    expect(Object.values(archiveTraces).filter((action) => action !== null && !seen.has(action))).toEqual([])
    const { entries, faults } = await verifyChain(server.parts.database.db)
    expect([entries > 20, faults]).toEqual([true, []])
  })
})
