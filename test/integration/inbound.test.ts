import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { inboundClientMade, inboundClients, inboundList, inboundStatus } from '#contract/inbound.ts'
import { intakeItemView, intakeList, itemAccepted } from '#contract/intake.ts'
import { webhookMade } from '#contract/notices.ts'
import { addUser, callerWith, nobody, type Answer, type CallOptions, type TestUser } from '#test/support/caller.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'
import { seedTownHall } from '#test/support/town-hall.ts'

type Operation = { parameters: { name: string; required: boolean }[]; requestBody?: { content: Record<string, { schema: object }> }; responses: Record<string, { content?: Record<string, { schema: object }> }> }
type Document = { openapi: string; paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, object> } }
type Client = { id: string; key: string; call(method: string, path: string, options?: CallOptions): Promise<Answer> }

let server: RunningServer
let ana: TestUser
let document: Document
const ajv = new Ajv2020({ strict: false, allErrors: true })
formats.default(ajv)
const validators = new Map<object, ValidateFunction>()
const pdf = Buffer.from('%PDF-1.4 a paper').toString('base64')
const application = (more: object = {}) => ({ kind: 'letter', applicant: { name: 'Olena Shevchenko', email: 'olena@example.org' }, subject: 'Street light', text: 'The light is out.', reference: 'P-77', ...more })
let counted = 0
const key = () => `application-${(counted += 1)}`

beforeAll(async () => {
  server = await runServer()
  await seedTownHall(server.parts.database.db)
  ana = await addUser(server.url, server.admin, { name: 'ana', roles: ['clerk'], units: ['cityhall'] })
  document = JSON.parse((await nobody(server.url).send('GET', '/api/inbound/openapi.json')).bytes.toString('utf8')) as Document
})
afterAll(() => server.stop())

/** Holds a real answer against what the document says of that call and status. */
function holdAgainstDocument(method: string, path: string, answer: Answer): void {
  const template = Object.keys(document.paths).find((one) => new RegExp(`^${one.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path.split('?')[0] ?? ''))
  const said = document.paths[template ?? '']?.[method.toLowerCase()]?.responses[String(answer.status)]
  if (said === undefined) throw new Error(`the document does not know ${method} ${path} → ${answer.status}`)
  const [type, { schema } = { schema: {} }] = Object.entries(said.content ?? {})[0] ?? []
  expect(answer.headers.get('content-type')?.split(';')[0]).toBe(type)
  const whole = '$ref' in schema ? (document.components.schemas['Problem'] ?? {}) : schema
  const validate = validators.get(whole) ?? ajv.compile(whole)
  validators.set(whole, validate)
  if (!validate(JSON.parse(answer.bytes.toString('utf8')))) throw new Error(`${method} ${path} → ${answer.status}: ${ajv.errorsText(validate.errors)}`)
}

async function addClient(json: object): Promise<Client> {
  const made = await server.admin.get(inboundClientMade, 'POST', '/api/inbound-clients', { json: { perMinute: 1000, ...json } })
  const caller = callerWith(server.url, { authorization: `Bearer ${made.key}` })
  return {
    ...{ id: made.id, key: made.key },
    async call(method, path, options) {
      const answer = await caller.send(method, path, options)
      holdAgainstDocument(method, path, answer)
      return answer
    },
  }
}
const statusIn = (answer: Answer) => inboundStatus.parse(JSON.parse(answer.bytes.toString('utf8')))
const submit = (client: Client, json: object, idempotency = key()) => client.call('POST', '/api/inbound/applications', { json, headers: { 'idempotency-key': idempotency } })
const rows = async (statement: ReturnType<typeof sql>) => (await server.parts.database.db.execute<{ n: number }>(statement)).rows[0]?.n

test('S2-10 a program submits with its key: provisional number at once, registration number when a clerk accepts, every answer as the document says', async () => {
  expect(document.openapi).toBe('3.1.0')
  expect(Object.keys(document.paths)).toEqual(['/api/inbound/applications', '/api/inbound/applications/{id}', '/api/inbound/applications/{id}/files'])
  expect(document.paths['/api/inbound/applications']?.['post']?.parameters).toContainEqual(expect.objectContaining({ name: 'Idempotency-Key', required: true }))
  const portal = await addClient({ name: 'State portal', register: 'incoming' })
  const other = await addClient({ name: 'Another portal', register: 'incoming' })
  const made = await submit(portal, application({ files: [{ name: '../paper.pdf', content: pdf }] }))
  expect(made.status).toBe(201)
  const first = statusIn(made)
  expect(first).toMatchObject({ state: 'waiting', provisionalNumber: expect.stringMatching(/^PROV-\d{4}-\d{6}$/), number: null, reference: 'P-77', files: [{ name: 'paper.pdf' }, { name: 'application.txt' }] })
  const path = `/api/inbound/applications/${first.id}`
  // A larger file comes by itself; sent again it is the same one.
  const large = Buffer.concat([Buffer.from('%PDF-1.4 '), Buffer.alloc(3_000_000, 65)])
  for (const _time of [1, 2]) expect(statusIn(await portal.call('POST', `${path}/files?name=large.pdf`, { body: large, headers: { 'content-type': 'application/octet-stream' } })).files.map(({ name }) => name).toSorted()).toEqual(['application.txt', 'large.pdf', 'paper.pdf'])
  // Another program learns nothing of it.
  for (const [method, of] of [['GET', path], ['POST', `${path}/files?name=x.pdf`]] as const) expect((await other.call(method, of, method === 'POST' ? { body: large } : {})).status).toBe(404)
  expect(inboundList.parse(JSON.parse((await other.call('GET', '/api/inbound/applications')).bytes.toString('utf8'))).applications).toEqual([])

  const [item] = (await ana.bySession.get(intakeList, 'GET', '/api/intake')).items
  expect(item).toMatchObject({ source: 'api', provisionalNumber: first.provisionalNumber, sender: 'Olena Shevchenko', proposed: { register: 'incoming', kind: 'letter' }, payload: { program: 'State portal' } })
  const listed = async (after?: string) => inboundList.parse(JSON.parse((await portal.call('GET', `/api/inbound/applications${after === undefined ? '' : `?after=${after}`}`)).bytes.toString('utf8')))
  const before = await listed()
  expect(before.applications.map(({ state }) => state)).toEqual(['waiting'])
  expect((await listed(before.next ?? '')).applications).toEqual([])
  const accepted = await ana.bySession.get(itemAccepted, 'POST', `/api/intake/${item?.id}/accept`, { json: {} })
  expect(statusIn(await portal.call('GET', path))).toMatchObject({ state: 'registered', number: accepted.number, checkValue: accepted.checkValue, registeredOn: accepted.registeredOn, stages: [{ stage: 'registered' }] })
  // Whoever asks on from where it stopped hears of it, and of every stage that follows.
  const now = await listed(before.next ?? '')
  expect(now.applications.map(({ number }) => number)).toEqual([accepted.number])
  await server.parts.database.db.execute(sql`insert into card_stage (id, card, stage, on_day, at) values (gen_random_uuid(), ${accepted.id}, 'under-examination', ${accepted.registeredOn}, now())`)
  expect((await listed(now.next ?? '')).applications[0]?.stages.map(({ stage }) => stage)).toEqual(['registered', 'under-examination'])
  // Rejected with a reason that the program reads.
  const second = statusIn(await submit(portal, application()))
  await ana.bySession.get(intakeItemView, 'POST', `/api/intake/${second.id}/reject`, { json: { reason: 'Not our town' } })
  expect(statusIn(await portal.call('GET', `/api/inbound/applications/${second.id}`))).toMatchObject({ state: 'rejected', reason: 'Not our town' })
  expect((await portal.call('POST', `/api/inbound/applications/${second.id}/files?name=x.pdf`, { body: large })).status).toBe(409)
})

test('S2-10 the same key with the same body gets the same answer, at once and at the same time; with another body it is refused', async () => {
  const portal = await addClient({ name: 'Repeating portal', register: 'incoming' })
  const body = application({ files: [{ name: 'paper.pdf', content: pdf }] })
  const before = await rows(sql`select count(*)::int as n from upload`)
  const answers = await Promise.all([1, 2, 3, 4, 5].map(() => submit(portal, body, 'the-same-key')))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]))
  expect(new Set(answers.map(({ bytes }) => statusIn({ bytes } as Answer).id)).size).toBe(1)
  expect(statusIn(await submit(portal, body, 'the-same-key'))).toEqual(statusIn(answers[0] ?? (await submit(portal, body))))
  expect(await rows(sql`select count(*)::int as n from intake_item where client = ${portal.id}`)).toBe(1)
  expect(await rows(sql`select count(*)::int as n from upload`)).toBe((before ?? 0) + 2)
  const other = await submit(portal, application({ text: 'Something else.' }), 'the-same-key')
  expect([other.status, JSON.parse(other.bytes.toString('utf8'))]).toMatchObject([409, { reason: 'request-key-used' }])
  // The same key of another program is another request.
  expect((await submit(await addClient({ name: 'Third portal', register: 'incoming' }), body, 'the-same-key')).status).toBe(201)
  expect((await portal.call('POST', '/api/inbound/applications', { json: body })).status).toBe(400)
})

test('S2-10 keys: a wrong, a revoked and a narrow one are refused, each program has its own limit, and the key is kept as a hash', async () => {
  const portal = await addClient({ name: 'Narrow portal', scopes: ['applications:create'], perMinute: 3 })
  expect((await portal.call('GET', '/api/inbound/applications')).status).toBe(403)
  expect((await submit(portal, application())).status).toBe(201)
  expect((await submit(portal, { kind: 'letter' })).status).toBe(400)
  expect((await submit(portal, application())).status).toBe(201)
  expect((await submit(portal, application())).status).toBe(429)
  for (const authorization of ['Bearer nonsense', `Bearer opis_in_${'a'.repeat(43)}`, '']) {
    const answer = await callerWith(server.url, { authorization }).send('POST', '/api/inbound/applications', { json: application(), headers: { 'idempotency-key': key() } })
    holdAgainstDocument('POST', '/api/inbound/applications', answer)
    expect(answer.status).toBe(401)
  }
  // The key of a program opens nothing else.
  expect((await callerWith(server.url, { authorization: `Bearer ${portal.key}` }).send('GET', '/api/intake')).status).toBe(401)
  const { clients } = await server.admin.get(inboundClients, 'POST', `/api/inbound-clients/${portal.id}/revoke`)
  expect(clients.find(({ id }) => id === portal.id)).toMatchObject({ revokedBy: 'local' })
  expect((await submit(portal, application())).status).toBe(401)
  expect(await rows(sql`select count(*)::int as n from inbound_client where key_hash = ${portal.key} or name like '%opis_in_%'`)).toBe(0)
  expect(await server.admin.problem('POST', '/api/inbound-clients', { json: { name: 'Narrow portal' } })).toMatchObject({ reason: 'inbound-client-exists' })
  expect((await ana.bySession.problem('GET', '/api/inbound-clients')).type).toBe('forbidden')
})

test('S2-10 what comes is checked: neither or both of service and kind, unknown ones, bad files, unknown papers', async () => {
  const portal = await addClient({ name: 'Careless portal', register: 'incoming' })
  const cases: [object, number][] = [
    [{ ...application(), service: 'extract' }, 400],
    [{ ...application(), kind: undefined }, 400],
    [application({ kind: 'nothing' }), 404],
    [{ ...application(), kind: undefined, service: 'nothing' }, 404],
    [application({ files: [{ name: 'x.pdf', content: 'no base64 !' }] }), 400],
    [application({ files: [{ name: 'x.pdf', content: pdf, paper: 'identity' }] }), 400],
    [application({ applicant: { name: 'x'.repeat(301) } }), 400],
  ]
  for (const [body, status] of cases) expect((await submit(portal, body)).status).toBe(status)
  expect(await rows(sql`select count(*)::int as n from intake_item where client = ${portal.id}`)).toBe(0)
})

test('S2-10 where the administrator said so, an application is registered at once; with papers missing it waits for a clerk; programs that asked are called', async () => {
  const calls: { event: string; data: Record<string, unknown> }[] = []
  const receiver: Server = createServer((request, answer) => {
    let text = ''
    request.on('data', (chunk: Buffer) => (text += chunk.toString()))
    request.on('end', () => {
      calls.push(JSON.parse(text) as (typeof calls)[number])
      answer.end()
    })
  }).listen(0, '127.0.0.1')
  await vi.waitUntil(() => receiver.listening, { timeout: 30_000 })
  try {
    await server.admin.get(webhookMade, 'POST', '/api/webhooks', { json: { name: 'Portal', url: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`, events: ['application.changed'] } })
    const portal = await addClient({ name: 'Quick portal', autoAccept: true, register: 'incoming' })
    const quick = statusIn(await submit(portal, application({ applicant: { kind: 'organisation', name: 'Apă Canal SRL', code: '1003600015231' } })))
    expect(quick).toMatchObject({ state: 'registered', number: expect.stringMatching(/^01-\d+\/\d{4}$/), provisionalNumber: expect.stringContaining('PROV') })
    expect(statusIn(await submit(portal, application({ applicant: { kind: 'organisation', name: 'Apa-Canal', code: '1003600015231' } }))).state).toBe('registered')
    expect(await rows(sql`select count(*)::int as n from correspondent where code = '1003600015231'`)).toBe(1)
    const { rows: made } = await server.parts.database.db.execute(sql`select registered_by, channel from card c join intake_item i on i.card = c.id where i.id = ${quick.id}`)
    expect(made).toEqual([{ registered_by: 'system', channel: 'exchange' }])
    // The application paper is missing: a clerk has to decide.
    const missing = { ...application(), kind: undefined, service: 'extract' }
    expect(statusIn(await submit(portal, missing)).state).toBe('waiting')
    expect(statusIn(await submit(portal, { ...missing, files: [{ name: 'a.pdf', content: pdf, paper: 'application' }] }))).toMatchObject({ state: 'registered', dueOn: expect.any(String) })
    await server.parts.post.look()
    await vi.waitUntil(() => calls.length >= 3, { timeout: 30_000 })
    expect(calls.find(({ data }) => data['application'] === quick.id)).toMatchObject({ event: 'application.changed', data: { client: 'Quick portal', state: 'registered', number: quick.number, provisionalNumber: quick.provisionalNumber } })
    expect(JSON.stringify(calls)).not.toContain('Apă')
  } finally {
    receiver.close()
  }
})
