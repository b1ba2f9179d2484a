import { afterAll, beforeAll, expect, test } from 'vitest'
import { absenceList, staffList, unitList } from '#contract/units.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { localToken, openIdentityApp, type IdentityApp } from '#test/support/identity-app.ts'
import { unitRoutes } from './routes.ts'

let app: IdentityApp
beforeAll(async () => {
  app = await openIdentityApp((api, { database, clock }) => unitRoutes(api, { db: database.db, clock, today: (now) => dayIn('Europe/Chisinau', now) }))
  await app.addUser('primar', ['administrator'])
})
afterAll(() => app.close())

const token = localToken
const unit = (code: string, more: object = {}) => app.ask('PUT', '/api/units', { token, json: { code, name: { ro: code }, kind: 'unit', openedOn: '2020-01-01', ...more } })

test('units stand under each other in five languages, never under themselves', async () => {
  expect((await unit('primaria', { kind: 'body', name: { ro: 'Primăria', uk: 'Мерія', ru: 'Мэрия', ka: 'მერია', en: 'City hall' } })).status).toBe(200)
  expect((await unit('finante', { parent: 'primaria' })).status).toBe(200)
  const { units } = unitList.parse(await (await unit('buget', { parent: 'finante', electronicSince: '2026-03-01' })).json())
  expect(units.map(({ code, parent, name }) => [code, parent, name.ka ?? null])).toEqual([['buget', 'finante', null], ['finante', 'primaria', null], ['primaria', null, 'მერია']])
  expect(await app.problem('PUT', '/api/units', { token, json: { code: 'primaria', name: { ro: 'P' }, kind: 'body', parent: 'buget', openedOn: '2020-01-01' } })).toMatchObject({ type: 'bad-request', reason: 'unit-in-itself' })
  expect((await unit('x', { parent: 'nowhere' })).status).toBe(404)
  expect((await unit('x', { head: 'nobody' })).status).toBe(404)
  const reader = await app.addUser('cititor')
  expect((await app.ask('PUT', '/api/units', { cookie: reader.cookie, json: {} })).status).toBe(403)
})

test('an account has a name that people know, a post, a mailbox and a language; a unit that is not on the list is pointed at', async () => {
  const wanted = { name: 'maria', roles: ['clerk'], units: ['finante', 'finanțe'], displayName: 'Maria Rusu', position: 'Specialist', email: 'maria@primaria.example', language: 'ro' }
  const made = (await (await app.ask('POST', '/api/users', { token, json: wanted })).json()) as { id: string; unknownUnits: string[] }
  expect(made).toMatchObject({ ...wanted, unknownUnits: ['finanțe'] })
  expect(await (await app.ask('PATCH', `/api/users/${made.id}`, { token, json: { email: null, units: ['finante'] } })).json()).toMatchObject({ email: null, displayName: 'Maria Rusu', units: ['finante'] })
  expect((await app.ask('PATCH', `/api/users/${made.id}`, { token, json: { email: 'not a mailbox' } })).status).toBe(400)
})

test('an absence has a deputy; days that overlap and rings of deputies are refused', async () => {
  const [ana, ion] = [await app.addUser('ana'), await app.addUser('ion')]
  const note = (cookie: string, person: string, deputy: string, fromOn: string, toOn: string) => app.ask('POST', '/api/absences', { cookie, json: { person, deputy, fromOn, toOn } })
  expect((await note(ana.cookie, 'ana', 'ion', '2026-03-01', '2026-03-05')).status).toBe(201)
  expect((await note(ana.cookie, 'ana', 'maria', '2026-03-05', '2026-03-06')).status).toBe(409)
  expect((await note(ana.cookie, 'ion', 'maria', '2026-03-05', '2026-03-06')).status).toBe(403)
  expect((await note(ion.cookie, 'ion', 'ana', '2026-03-05', '2026-03-06')).status).toBe(409)
  expect((await note(ion.cookie, 'ion', 'ion', '2026-04-05', '2026-04-06')).status).toBe(400)
  expect((await note(ion.cookie, 'ion', 'maria', '2026-03-02', '2026-03-06')).status).toBe(201)
  const { people } = staffList.parse(await (await app.ask('GET', '/api/staff', { cookie: ana.cookie })).json())
  expect(people.find(({ name }) => name === 'ana')).toMatchObject({ absentUntil: '2026-03-05', deputy: 'maria' })
  const own = absenceList.parse(await (await app.ask('GET', '/api/absences', { cookie: ana.cookie })).json())
  expect(own.absences.map(({ person, deputy }) => [person, deputy])).toEqual([['ana', 'ion']])
  const id = own.absences[0]?.id ?? ''
  expect((await app.ask('POST', `/api/absences/${id}/end`, { cookie: ion.cookie })).status).toBe(404)
  expect((await app.ask('POST', `/api/absences/${id}/end`, { cookie: ana.cookie })).status).toBe(200)
  const after = staffList.parse(await (await app.ask('GET', '/api/staff', { cookie: ana.cookie })).json())
  expect(after.people.find(({ name }) => name === 'ana')).toMatchObject({ absentUntil: null, deputy: null })
})
