import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inboundClientMade } from '#contract/inbound.ts'
import { routingRules } from '#contract/routing.ts'
import { newId } from '#kernel/ids.ts'
import { callerWithToken, type TestUser } from '#test/support/caller.ts'
import { registryAtWork, type RegistryAtWork } from '#test/support/registry-at-work.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'
import { dayAhead } from '#test/support/town-story.ts'
import { counterTraces } from './traces.ts'
import { localAdministrator, watchChanges, type WatchedChanges } from './watch-changes.ts'

let server: RunningServer
let at: RegistryAtWork
let local: Pick<TestUser, 'name' | 'byToken'>
let change: WatchedChanges['change']
let untried: WatchedChanges['untried']

beforeAll(async () => {
  server = await runServer()
  at = await registryAtWork(server)
  local = localAdministrator(server)
  ;({ change, untried } = watchChanges(server, counterTraces))
}, 300_000)
afterAll(() => server.stop())

describe.sequential('every change leaves its entry', () => {
  test('of services and of cases at the counter', async () => {
    await change(local, 'POST /api/services', {}, { json: { code: 'permit', name: { en: 'Permit' }, unit: 'housing', register: 'incoming', kind: 'letter', validFrom: dayAhead(0) } })
    await change(local, 'POST /api/services/{code}/retire', { code: 'permit' }, { json: { on: dayAhead(1) } })
    const { id = '' } = await change(at.ana, 'POST /api/counter/cases', {}, { json: { service: 'extract', correspondent: at.ids.correspondent, awaitUntil: dayAhead(5) } })
    await change(at.ana, 'POST /api/counter/cases/{id}/requests', { id }, { json: { paper: 'application', unit: 'housing' } })
    await change(at.ana, 'POST /api/counter/cases/{id}/papers', { id }, { json: { papers: ['application'] } })
    await change(at.ana, 'POST /api/counter/cases/{id}/ready', { id })
    const given = await change(at.ana, 'POST /api/counter/hand-outs', {}, { json: { card: id, recipient: 'Maria Rusu', documentKind: 'passport', documentEnding: '1234' } })
    await change(at.mayor, 'POST /api/counter/hand-outs/{id}/undo', { id: given.id ?? '' }, { json: { reason: 'The wrong person' } })
    await change(at.ana, 'POST /api/cards/{id}/replies', { id: at.ids.letter }, { json: { record: at.ids.paper, name: 'Answer' } })
    await change(at.ana, 'POST /api/cards/{id}/replies/withdraw', { id: at.ids.letter }, { json: { record: at.ids.paper } })
  })

  test('of files on their way', async () => {
    const announce = async (text: string) => {
      const sha512 = createHash('sha512').update(text).digest('hex')
      return (await change(at.ana, 'POST /api/uploads', {}, { json: { name: 'plan.pdf', mediaType: 'application/pdf', bytes: text.length, sha512 } })).id ?? ''
    }
    const id = await announce('%PDF-1.4 the plan')
    await change(at.ana, 'PATCH /api/uploads/{id}', { id }, { query: '?offset=0', body: Buffer.from('%PDF') })
    await change(at.ana, 'POST /api/uploads/{id}/link', { id }, { json: { card: at.ids.case } })
    await change(at.ana, 'DELETE /api/uploads/{id}', { id: await announce('%PDF-1.4 another') })
  })

  test('of what comes in: decisions, rules that propose the unit, programs', async () => {
    const client = await local.byToken.get(inboundClientMade, 'POST', '/api/inbound-clients', { json: { name: 'Second portal', register: 'incoming' } })
    const program = { name: 'program', byToken: callerWithToken(server.url, client.key) }
    const application = { kind: 'letter', applicant: { name: 'Ion Ceban' }, text: 'The road is dark' }
    const { id = '' } = await change(program, 'POST /api/inbound/applications', {}, { json: application, headers: { 'idempotency-key': newId() } })
    await change(program, 'POST /api/inbound/applications/{id}/files', { id }, { query: '?name=photo.pdf', body: Buffer.from('%PDF-1.4 a photo') })
    await change(at.ana, 'POST /api/intake/{id}/accept', { id: at.ids.item }, { json: { register: 'incoming', kind: 'letter' } })
    await change(at.ana, 'POST /api/intake/{id}/reject', { id }, { json: { reason: 'Not for this house' } })
    await change(at.ana, 'POST /api/intake/fetch')
    const rule = { name: 'Lamps', words: ['lamp'], unit: 'housing' }
    await change(local, 'POST /api/routing', {}, { json: rule })
    await change(local, 'PUT /api/routing/{id}', { id: at.ids.rule }, { json: { ...rule, name: 'Lanterns' } })
    const { rules } = await local.byToken.get(routingRules, 'GET', '/api/routing')
    await change(local, 'POST /api/routing/order', {}, { json: { rules: rules.map((one) => one.id).toReversed() } })
    await change(local, 'POST /api/routing/try', {}, { json: { text: 'The lamp' } })
    await change(local, 'DELETE /api/routing/{id}', { id: at.ids.rule })
    await change(local, 'POST /api/inbound-clients', {}, { json: { name: 'Third portal', register: 'incoming' } })
    await change(local, 'PUT /api/inbound-clients/{id}', { id: client.id }, { json: { name: 'Portal of services', register: 'incoming' } })
    await change(local, 'POST /api/inbound-clients/{id}/revoke', { id: client.id })
  })

  test('and every changing route of this part was called', () => {
    expect(untried()).toEqual([])
  })
})
