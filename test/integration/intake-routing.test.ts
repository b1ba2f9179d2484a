import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { cardPassed, cardView } from '#contract/card-view.ts'
import { cardRegistered } from '#contract/cards.ts'
import { intakeList, intakeSourcesView, itemAccepted } from '#contract/intake.ts'
import { routingAnswer, routingRules } from '#contract/routing.ts'
import { addUser, type TestUser } from '#test/support/caller.ts'
import { letterOf } from '#test/support/letters.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'
import { seedTownHall } from '#test/support/town-hall.ts'

let server: RunningServer
let folder: string
let ana: TestUser
let vera: TestUser

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'opis-drop-'))
  server = await runServer({ settings: { OPIS_INTAKE_FOLDER: folder } })
  await seedTownHall(server.parts.database.db)
  ana = await addUser(server.url, server.admin, { name: 'ana', roles: ['clerk'], units: ['cityhall'] })
  vera = await addUser(server.url, server.admin, { name: 'vera', roles: ['reader'], units: ['housing'] })
})
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

const rules = () => server.admin.get(routingRules, 'GET', '/api/routing')
const add = (json: object) => server.admin.get(routingRules, 'POST', '/api/routing', { json })
const events = async (card: string) => (await server.parts.database.db.execute<{ event: string; details: object }>(sql`select event, details from card_event where card = ${card} and event in ('handed-to', 'route-overridden') order by at, event desc`)).rows
const arrive = async (name: string, subject: string, from?: string) => {
  await writeFile(join(folder, `${name}.eml`), letterOf({ id: name, subject, text: 'Please.', ...(from === undefined ? {} : { from }) }))
  const find = async () => {
    await ana.bySession.get(intakeSourcesView, 'POST', '/api/intake/fetch')
    return (await ana.bySession.get(intakeList, 'GET', '/api/intake')).items.find(({ title }) => title === subject)
  }
  return vi.waitUntil(find, { timeout: 30_000, interval: 500 })
}

test('S0-A2 rules propose the unit by kind, word, correspondent or sender; the clerk may override, which is logged', async () => {
  await add({ name: 'Roofs', words: ['roof*', 'дах'], unit: 'housing', register: 'incoming', setKind: 'letter' })
  await add({ name: 'Tax office', sender: 'tax.example', unit: 'finance', register: 'incoming', setKind: 'letter' })
  await add({ name: 'Petitions', kind: 'petition', unit: 'finance' })
  expect((await rules()).rules.map(({ name }) => name)).toEqual(['Roofs', 'Tax office', 'Petitions'])
  const trial = (json: object) => ana.bySession.get(routingAnswer, 'POST', '/api/routing/try', { json })
  expect(await trial({ text: 'Our roofs leak' })).toEqual({ proposal: { unit: 'housing', register: 'incoming', kind: 'letter', rule: 'Roofs' } })
  expect(await trial({ text: 'x', kind: 'petition' })).toMatchObject({ proposal: { unit: 'finance', rule: 'Petitions' } })
  expect(await trial({ text: 'x' })).toEqual({ proposal: null })

  // From the queue as proposed: the unit gets it, and nothing was overridden.
  const first = await arrive('first', 'The roof leaks')
  expect(first?.proposed).toEqual({ register: 'incoming', kind: 'letter', unit: 'housing', service: null, rule: 'Roofs' })
  const asProposed = await ana.bySession.get(itemAccepted, 'POST', `/api/intake/${first?.id}/accept`, { json: {} })
  expect(await events(asProposed.id)).toEqual([{ event: 'handed-to', details: { unit: 'housing' } }])
  expect(await vera.bySession.get(cardView, 'GET', `/api/cards/${asProposed.id}`)).toMatchObject({ number: asProposed.number })

  // The clerk decides otherwise, and the card says what was proposed.
  const second = await arrive('second', 'Yearly figures', 'Office <office@tax.example>')
  expect(second?.proposed).toMatchObject({ unit: 'finance', rule: 'Tax office' })
  const overridden = await ana.bySession.get(itemAccepted, 'POST', `/api/intake/${second?.id}/accept`, { json: { unit: 'housing' } })
  const logged = { event: 'route-overridden', details: { proposed: 'finance', chosen: 'housing', rule: 'Tax office' } }
  expect(await events(overridden.id)).toEqual([logged, { event: 'handed-to', details: { unit: 'housing' } }])
  expect((await ana.bySession.get(cardView, 'GET', `/api/cards/${overridden.id}`)).events.some(({ event }) => event === 'route-overridden')).toBe(true)

  // Nothing is proposed and nothing chosen for what the rules do not know.
  const third = await arrive('third', 'Something else')
  expect(third?.proposed.unit).toBeNull()
  expect(await ana.bySession.problem('POST', `/api/intake/${third?.id}/accept`, { json: {} })).toMatchObject({ type: 'bad-request' })
})

test('S0-A2 after registration at the desk the rule proposes the unit too, and another choice is logged', async () => {
  const register = (subject: string) => ana.bySession.get(cardRegistered, 'POST', '/api/cards', { json: { register: 'incoming', kind: 'letter', subject } })
  const proposal = (id: string) => ana.bySession.get(routingAnswer, 'GET', `/api/cards/${id}/route-proposal`)
  const { id } = await register('A new roof')
  expect(await proposal(id)).toMatchObject({ proposal: { unit: 'housing', rule: 'Roofs' } })
  await ana.bySession.get(cardPassed, 'POST', `/api/cards/${id}/pass`, { json: { unit: 'finance' } })
  expect(await events(id)).toEqual([{ event: 'route-overridden', details: { proposed: 'housing', chosen: 'finance', rule: 'Roofs' } }, { event: 'handed-to', details: { unit: 'finance' } }])
  // It is on its way: later steps of it override nothing.
  expect(await proposal(id)).toEqual({ proposal: null })
  const other = await register('An old roof')
  await ana.bySession.get(cardPassed, 'POST', `/api/cards/${other.id}/pass`, { json: { unit: 'housing' } })
  expect(await events(other.id)).toEqual([{ event: 'handed-to', details: { unit: 'housing' } }])
})

test('S0-A2 rules are kept by the administrator alone, checked, ordered and taken away', async () => {
  expect((await ana.bySession.problem('POST', '/api/routing', { json: { name: 'x', words: ['x'], unit: 'housing' } })).type).toBe('forbidden')
  expect((await server.admin.problem('POST', '/api/routing', { json: { name: 'x', unit: 'housing' } })).type).toBe('bad-request')
  expect(await server.admin.problem('POST', '/api/routing', { json: { name: 'x', words: ['x'], unit: 'nowhere' } })).toMatchObject({ reason: 'no-such-unit' })
  expect(await server.admin.problem('POST', '/api/routing', { json: { name: 'Roofs', words: ['x'], unit: 'housing' } })).toMatchObject({ reason: 'routing-rule-exists' })
  const [roofs, tax, petitions] = (await rules()).rules.map(({ id }) => id)
  expect((await server.admin.get(routingRules, 'POST', '/api/routing/order', { json: { rules: [petitions, tax, roofs] } })).rules.map(({ name }) => name)).toEqual(['Petitions', 'Tax office', 'Roofs'])
  expect((await server.admin.problem('POST', '/api/routing/order', { json: { rules: [petitions] } })).type).toBe('bad-request')
  expect((await server.admin.get(routingRules, 'PUT', `/api/routing/${tax}`, { json: { name: 'Tax', sender: 'tax.example', unit: 'finance', active: false } })).rules[1]).toMatchObject({ name: 'Tax', active: false })
  expect((await server.admin.get(routingRules, 'DELETE', `/api/routing/${tax}`)).rules).toHaveLength(2)
  expect(await server.admin.problem('DELETE', `/api/routing/${tax}`)).toMatchObject({ reason: 'no-such-routing-rule' })
})
