import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inboundClientMade, inboundStatus } from '#contract/inbound.ts'
import { itemAccepted } from '#contract/intake.ts'
import { serviceDetail } from '#contract/services.ts'
import { documentKind } from '#server/registry/data-schema.ts'
import { card, register } from '#server/registry/schema.ts'
import { addUser, callerWith, type Caller, type TestUser } from '#test/support/caller.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'
import { seedTownHall } from '#test/support/town-hall.ts'

let server: RunningServer
let ana: TestUser
let portal: Caller
let sent = 0

beforeAll(async () => {
  server = await runServer()
  const { db } = server.parts.database
  await seedTownHall(db)
  await db.update(register).set({ fields: [{ code: 'street', name: { en: 'Street' }, type: 'text', required: true }] }).where(eq(register.code, 'incoming'))
  await db.update(documentKind).set({ fields: [{ code: 'lamps', name: { en: 'Lamps' }, type: 'number', required: false }] }).where(eq(documentKind.code, 'letter'))
  const fields = [{ code: 'zone', name: { en: 'Zone' }, type: 'choice', required: true, choices: ['north', 'south'] }]
  await server.admin.get(serviceDetail, 'POST', '/api/services', { json: { code: 'kiosk', name: { en: 'Kiosk' }, unit: 'housing', register: 'incoming', kind: 'letter', validFrom: '2020-01-01', fields } })
  ana = await addUser(server.url, server.admin, { name: 'ana', roles: ['clerk'], units: ['cityhall'] })
  const { key } = await server.admin.get(inboundClientMade, 'POST', '/api/inbound-clients', { json: { name: 'Portal', register: 'incoming', perMinute: 1000 } })
  portal = callerWith(server.url, { authorization: `Bearer ${key}` })
})
afterAll(() => server.stop())

const submit = async (json: object) => (await portal.get(inboundStatus, 'POST', '/api/inbound/applications', { json: { applicant: { name: 'Olena Shevchenko' }, text: 'Please.', ...json }, headers: { 'idempotency-key': `fields-${(sent += 1)}-key` } })).id
const accept = (id: string, json: object) => ana.bySession.send('POST', `/api/intake/${id}/accept`, { json })
const fieldsOf = async (id: string) => (await server.parts.database.db.select({ fields: card.fields }).from(card).where(eq(card.id, id)))[0]?.fields

test('S0-A1 what came is registered with the extra fields of register and kind, which are refused by name while one is missing', async () => {
  const id = await submit({ kind: 'letter', fields: { lamps: 3, tracking: 'unasked' } })
  const missing = await accept(id, {})
  expect([missing.status, JSON.parse(missing.bytes.toString())]).toMatchObject([400, { reason: 'field-missing', detail: 'Fill in: Street.' }])
  expect((await accept(id, { fields: { street: 'Central', planet: 'Mars' } })).status).toBe(400)
  const made = await ana.bySession.get(itemAccepted, 'POST', `/api/intake/${id}/accept`, { json: { fields: { street: 'Central' } } })
  // What the sender filled in counts where it is asked for; nothing strange gets onto a card.
  expect(await fieldsOf(made.id)).toEqual({ lamps: 3, street: 'Central' })
})

test('S2-09 for a service the clerk fills in what the sender left out, corrects what does not fit, and empties what is wrong', async () => {
  const id = await submit({ service: 'kiosk', fields: { zone: 'moon', lamps: '12', street: 'Centrl' } })
  expect((await accept(id, {})).status).toBe(400)
  const made = await ana.bySession.get(itemAccepted, 'POST', `/api/intake/${id}/accept`, { json: { fields: { zone: 'south', street: 'Central', lamps: '' } } })
  expect(await fieldsOf(made.id)).toEqual({ zone: 'south', street: 'Central' })
})
