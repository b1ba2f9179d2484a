import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from 'drizzle-orm'
import { cardRegistered } from '#contract/cards.ts'
import { counterRegistered } from '#contract/counter.ts'
import { serviceChoices, serviceDetail, serviceList } from '#contract/services.ts'
import { newId } from '#kernel/ids.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { correspondent } from '#server/registry/schema.ts'
import { addUser, type TestUser } from '#test/support/caller.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'
import { seedTownHall } from '#test/support/town-hall.ts'

let server: RunningServer
let clerk: TestUser
const today = dayIn('Europe/Chisinau', new Date())
const inDays = (days: number) => dayIn('Europe/Chisinau', new Date(Date.parse(`${today}T12:00:00Z`) + days * 86_400_000))
const applicant = newId()

beforeAll(async () => {
  server = await runServer()
  await seedTownHall(server.parts.database.db)
  await server.parts.database.db.insert(correspondent).values({ id: applicant, kind: 'person', name: 'Ion Rusu', nameKey: 'ion rusu', createdAt: new Date(), createdBy: 'ana' })
  clerk = await addUser(server.url, server.admin, { name: 'ana', roles: ['counter'], units: ['cityhall'] })
})
afterAll(() => server.stop())

const form = (code: string, more: object = {}) => ({
  ...{ code, name: { en: `Service ${code}`, uk: `Послуга ${code}`, ro: `Serviciul ${code}` }, unit: 'housing', register: 'incoming', kind: 'letter', term: 'test.petition', validFrom: today },
  papers: [{ code: 'application', name: { en: 'Application' }, required: true }, { code: 'plan', name: { en: 'Plan' }, required: false }],
  ...{ fields: [{ code: 'address', name: { en: 'Address' }, type: 'text', required: true }], result: { en: 'Certificate' } },
  ...more,
})
const search = (q: string, more = '') => clerk.bySession.get(serviceList, 'GET', `/api/services?q=${encodeURIComponent(q)}${more}`)
const take = (service: string, more: object = {}) => clerk.bySession.get(counterRegistered, 'POST', '/api/counter/cases', { json: { service, correspondent: applicant, taken: ['application'], fields: { address: 'Central st. 1' }, ...more } })

test('S2-13 the sixth service is a form filled in, and forty services are found by words of their names', async () => {
  const choices = await server.admin.get(serviceChoices, 'GET', '/api/services/choices')
  expect(choices.units.map(({ code }) => code)).toContain('housing')
  expect(choices.terms.map(({ id }) => id)).toContain('test.petition')
  for (let at = 1; at <= 39; at += 1) await server.admin.get(serviceDetail, 'POST', '/api/services', { json: form(`s${at}`) })
  await server.admin.get(serviceDetail, 'POST', '/api/services', { json: form('tree-felling', { name: { en: 'Permit to fell a tree', uk: 'Дозвіл на видалення дерева', ka: 'ხის მოჭრის ნებართვა' } }) })
  expect((await search('')).services).toHaveLength(41)
  for (const query of ['fell tree', 'видалення', 'ДОЗВІЛ дер', 'ხის']) expect((await search(query)).services.map(({ code }) => code), query).toEqual(['tree-felling'])
  const [found] = (await search('tree')).services
  expect(found).toMatchObject({ inUse: true, unitName: { en: 'Housing' }, termDays: { value: 30, unit: 'day' }, papers: [{ code: 'application', required: true }, { code: 'plan', required: false }], result: { en: 'Certificate' } })
  // It is taken in at once: no programme was changed and nothing restarted.
  expect(await take('tree-felling')).toMatchObject({ dueOn: inDays(30), papers: [{ code: 'application', state: 'taken' }, { code: 'plan', state: 'none' }] })
  expect(await clerk.bySession.problem('POST', '/api/services', { json: form('mine') })).toMatchObject({ type: 'forbidden' })
  expect(await server.admin.problem('POST', '/api/services', { json: form('bad', { register: 'nowhere' }) })).toMatchObject({ reason: 'no-such-register' })
})

test('S3-08 a changed service is a new version: cases that run keep theirs, also when it is retired, and each has its figures', async () => {
  await server.admin.get(serviceDetail, 'POST', '/api/services', { json: form('kiosk') })
  const first = await take('kiosk')
  const second = await take('kiosk')
  const changed = form('kiosk', { papers: [{ code: 'lease', name: { en: 'Lease' }, required: true }], fields: [] })
  const detail = await server.admin.get(serviceDetail, 'POST', '/api/services', { json: changed })
  expect(detail.versions.map(({ version, replacedOn }) => [version, replacedOn])).toEqual([[1, today], [2, null]])
  const third = await take('kiosk', { taken: ['lease'], fields: {} })
  expect(third.papers.map(({ code }) => code)).toEqual(['lease'])
  // The first ended after 4 days, the second after 8; of version 2 none did.
  const ends = [[first.id, 4], [second.id, 8]] as const
  for (const [id, days] of ends) await server.parts.database.db.execute(sql`update card set closed_on = ${inDays(days)} where id = ${id}`)
  expect((await server.admin.get(serviceDetail, 'GET', '/api/services/kiosk')).figures).toEqual([{ version: 2, registered: 1, ended: 0, medianDays: null }, { version: 1, registered: 2, ended: 2, medianDays: 6 }])
  await server.admin.get(serviceDetail, 'POST', '/api/services/kiosk/retire', { json: { on: today } })
  expect((await search('kiosk')).services).toEqual([])
  expect((await search('kiosk', '&all=true')).services).toMatchObject([{ version: 2, inUse: false, retiredOn: today }])
  expect(await clerk.bySession.problem('POST', '/api/counter/cases', { json: { service: 'kiosk', correspondent: applicant, taken: ['lease'] } })).toMatchObject({ reason: 'no-such-service' })
  // The running case goes on under its version: papers, receipt.
  expect((await clerk.bySession.send('GET', `/api/counter/cases/${first.id}/receipt.pdf?language=uk`)).status).toBe(200)
  await clerk.bySession.send('POST', `/api/counter/cases/${first.id}/papers`, { json: { papers: ['plan'] } })
  expect((await clerk.bySession.get(counterRegistered.pick({ papers: true }), 'GET', `/api/counter/cases/${first.id}`)).papers).toMatchObject([{ code: 'application', state: 'taken' }, { code: 'plan', state: 'taken' }])
  // A later version brings it back.
  await server.admin.get(serviceDetail, 'POST', '/api/services', { json: form('kiosk') })
  expect((await search('kiosk')).services).toMatchObject([{ version: 3 }])
  expect(cardRegistered.parse(await take('kiosk')).number).toMatch(/^01-/)
})
