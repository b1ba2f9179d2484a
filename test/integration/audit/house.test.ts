import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { modeView } from '#contract/register-views.ts'
import { absenceList } from '#contract/units.ts'
import { successionList } from '#contract/municipality.ts'
import { addUser, type TestUser } from '#test/support/caller.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'
import { seedTownHall } from '#test/support/town-hall.ts'
import { houseTraces } from './traces.ts'
import { localAdministrator, watchChanges, type WatchedChanges } from './watch-changes.ts'

let server: RunningServer
let ana: TestUser
let local: Pick<TestUser, 'name' | 'byToken'>
let change: WatchedChanges['change']
let untried: WatchedChanges['untried']

beforeAll(async () => {
  server = await runServer()
  await seedTownHall(server.parts.database.db)
  ana = await addUser(server.url, server.admin, { name: 'ana', roles: ['clerk'], units: ['cityhall'] })
  local = localAdministrator(server)
  ;({ change, untried } = watchChanges(server, houseTraces))
}, 300_000)
afterAll(() => server.stop())

describe.sequential('every change leaves its entry', () => {
  test('of test mode, its training documents, and of going live', async () => {
    await change(local, 'POST /api/mode', {}, { json: { mode: 'test' } })
    await change(local, 'POST /api/municipality/training', {}, { json: { language: 'en' } })
    const { testRegistrations } = await local.byToken.get(modeView, 'GET', '/api/mode')
    await change(local, 'POST /api/mode/go-live', {}, { json: { testRegistrations } })
  })

  test('of units, lists of papers, absences and reorganisations', async () => {
    await change(local, 'PUT /api/units', {}, { json: { code: 'garden', name: { en: 'Gardens' }, kind: 'unit', parent: 'cityhall', openedOn: '2020-01-01' } })
    const sent = await ana.byToken.send('POST', '/api/cards', { json: { register: 'incoming', kind: 'letter', subject: 'A tree', paper: 'kept' } })
    const { id: card } = JSON.parse(sent.bytes.toString('utf8')) as { id: string }
    await ana.byToken.send('POST', `/api/cards/${card}/pass`, { json: { unit: 'garden' } })
    const { id = '' } = await change(ana, 'POST /api/units/{code}/transmittals', { code: 'garden' })
    await change(ana, 'POST /api/transmittals/{id}/handed-over', { id }, { json: { receivedBy: 'Ion Popa' } })
    await addUser(server.url, server.admin, { name: 'ion', roles: ['clerk'], units: ['cityhall'] })
    await change(ana, 'POST /api/absences', {}, { json: { person: 'ana', deputy: 'ion', fromOn: '2099-01-01', toOn: '2099-01-02' } })
    const { absences } = await ana.byToken.get(absenceList, 'GET', '/api/absences')
    await change(ana, 'POST /api/absences/{id}/end', { id: absences[0]?.id ?? '' })
    await change(local, 'POST /api/reorganisations', {}, { json: { fromUnit: 'garden', toUnit: 'finance', fromOn: '2099-01-01' } })
    const { reorganisations } = await local.byToken.get(successionList, 'GET', '/api/reorganisations')
    await change(local, 'POST /api/reorganisations/{id}/withdraw', { id: reorganisations[0]?.id ?? '' })
  })

  test('of a set-up brought in', async () => {
    const configuration = await local.byToken.send('GET', '/api/municipality/configuration')
    await change(local, 'POST /api/municipality/import', {}, { query: '?dryRun=false', body: Buffer.from(configuration.bytes.toString('utf8').replace('Gardens', 'Parks')) })
    const answer = await local.byToken.send('GET', '/api/municipality/profiles')
    const { profiles } = JSON.parse(answer.bytes.toString('utf8')) as { profiles: { name: string }[] }
    await change(local, 'POST /api/municipality/profiles/{name}', { name: profiles[0]?.name ?? '' }, { query: '?dryRun=false' })
    expect(untried()).toEqual([])
  })
})
