import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { entryList } from '#contract/register-views.ts'
import { register, registerPeriod } from '#server/registry/schema.ts'
import type { TestUser } from '#test/support/caller.ts'
import { registryAtWork, type RegistryAtWork } from '#test/support/registry-at-work.ts'
import { orderCovers, runServer, type RunningServer } from '#test/support/run-server.ts'
import { dayAhead } from '#test/support/town-story.ts'
import { registryTraces } from './traces.ts'
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
  ;({ change, untried } = watchChanges(server, registryTraces))
}, 300_000)
afterAll(() => server.stop())

/** A document registered by the clerk of the city hall. */
async function card(more: object = {}): Promise<string> {
  return (await change(at.ana, 'POST /api/cards', {}, { json: { register: 'incoming', kind: 'letter', subject: 'The bridge', paper: 'kept', ...more } })).id ?? ''
}

describe.sequential('every change leaves its entry', () => {
  test('of cards: registered, changed, related, passed on, entered by another body, annulled', async () => {
    const id = await card()
    await change(at.ana, 'PATCH /api/cards/{id}', { id }, { json: { version: 1, subject: 'The old bridge' } })
    await change(at.ana, 'POST /api/cards/{id}/relations', { id }, { json: { relation: 'see-also', to: at.ids.letter } })
    await change(at.ana, 'DELETE /api/cards/{id}/relations/{relation}/{to}', { id, relation: 'see-also', to: at.ids.letter })
    await change(local, 'PUT /api/entry-registers/{unit}', { unit: 'buiucani' }, { json: { register: 'pretura-incoming' } })
    await change(at.ana, 'POST /api/cards/{id}/pass', { id }, { json: { unit: 'buiucani' } })
    await change(at.stranger, 'POST /api/cards/{id}/entries', { id }, { json: { register: 'pretura-incoming' } })
    await change(at.ana, 'POST /api/cards/{id}/annul', { id: await card() }, { json: { reason: 'Entered twice' } })
    await change(at.ana, 'POST /api/entries/{id}/annul', { id: at.ids.entry }, { json: { reason: 'Entered twice' } })
  })

  test('of papers of cards', async () => {
    const id = await card()
    await change(at.ana, 'POST /api/cards/{id}/papers', { id }, { query: '?form=scanned-copy&name=letter.txt', body: Buffer.from('A letter') })
    const [code] = await orderCovers(server, { count: 1 })
    await change(at.ana, 'PUT /api/cards/{id}/cover', { id }, { json: { code } })
    await change(at.ana, 'POST /api/cards/{id}/cover-sheet', { id: await card() })
    await change(at.ana, 'POST /api/papers/hand-over', {}, { json: { code, unit: 'housing', holder: 'giorgi' } })
  })

  test('of deadlines: rules, extended, sent on, papers asked and come, urgent', async () => {
    const rule = { id: 'test.petition', name: { en: 'Petition' }, from: 'registered', term: { value: 30, unit: 'day' }, urgent: { value: 15, unit: 'day' }, extension: { value: 15, unit: 'day', counts: 'added' }, restartsWhenComplete: true, calendar: 'test', roll: 'none', basis: 'Test code, art. 60', source: 'test', status: 'confirmed' }
    await change(local, 'PUT /api/terms/rules', {}, { json: { profile: 'test', validFrom: '2021-01-01', rule } })
    const petition = () => card({ register: 'appeals', kind: 'petition' })
    await change(at.ana, 'POST /api/cards/{id}/extend', { id: await petition() }, { json: { version: 1, reason: 'More is to be examined' } })
    await change(at.ana, 'POST /api/cards/{id}/forward', { id: await petition() }, { json: { version: 1, to: 'Ministry of roads' } })
    await change(at.ana, 'POST /api/cards/{id}/urgency', { id: await petition() }, { json: { version: 1, urgent: true } })
    const id = await petition()
    const asked = await change(at.ana, 'POST /api/cards/{id}/ask-papers', { id }, { json: { version: 1, reason: 'The plan is missing' } })
    await change(at.ana, 'POST /api/cards/{id}/complete', { id }, { json: { version: asked.version } })
  })

  test('of documents filed and taken up again', async () => {
    const id = await card()
    await change(at.ana, 'POST /api/cards/{id}/filing', { id }, { json: { class: 'correspondence', number: '07-9', title: 'Bridges' } })
    await change(at.mayor, 'POST /api/cards/{id}/reopen', { id }, { json: { reason: 'A second letter came' } })
  })

  test('of correspondents', async () => {
    const form = { kind: 'person', name: 'Vasile Popa' }
    await change(at.ana, 'POST /api/correspondents', {}, { json: form })
    await change(at.ana, 'PUT /api/correspondents/{id}', { id: at.ids.correspondent }, { json: { ...form, name: 'Maria Rusu-Popa' } })
    const found = await at.ana.byToken.send('GET', '/api/correspondents?q=Vasile')
    const from = (JSON.parse(found.bytes.toString('utf8')) as { correspondents: { id: string }[] }).correspondents[0]?.id
    await change(at.ana, 'POST /api/correspondents/{id}/merge', { id: at.ids.correspondent }, { json: { from } })
  })

  test('of registers, their books and blocks', async () => {
    const form = { code: 'contracts', title: { en: 'Contracts' }, unit: 'cityhall', flow: 'contracts', template: 'C-{seq}', reset: { kind: 'yearly', on: '01-01' }, openedOn: '2020-01-01' }
    await change(local, 'POST /api/registers', {}, { json: form })
    await change(local, 'POST /api/registers/preview', {}, { json: { template: 'C-{seq}' } })
    await change(local, 'PATCH /api/registers/{code}', { code: 'contracts' }, { json: { title: { en: 'All contracts' } } })
    await change(local, 'POST /api/registers/{code}/import', { code: 'contracts' }, { query: '?commit=true', body: Buffer.from('number,date,subject\nC-1,2019-05-02,Lease\n') })
    await change(local, 'POST /api/registers/{code}/close', { code: 'contracts' }, { json: { closedOn: dayAhead(1) } })
    await closeAnOldBook()
    const { id = '' } = await change(at.ana, 'POST /api/registers/{code}/blocks', { code: 'orders' }, { json: { place: 'centre', count: 2 } })
    await change(at.ana, 'POST /api/registers/{code}/blocks/{id}/cards', { code: 'orders', id }, { json: { seq: 1, on: dayAhead(0), card: { kind: 'order', subject: 'Leave' } } })
    await change(at.ana, 'POST /api/registers/{code}/blocks/{id}/reconcile', { code: 'orders', id }, { json: { unused: 1 } })
  })

  /** Of a year in which nothing was entered: closing needs a year that is over. */
  async function closeAnOldBook(): Promise<void> {
    const { db } = server.parts.database
    const [of] = await db.select({ id: register.id }).from(register).where(eq(register.code, 'orders'))
    await db.insert(registerPeriod).values({ register: of?.id ?? '', period: '2021', nextSeq: 1 })
    await change(at.ana, 'POST /api/registers/{code}/periods/{period}/close', { code: 'orders', period: '2021' })
  }

  test('of kinds and calendars', async () => {
    await change(local, 'POST /api/kinds', {}, { json: { code: 'request', name: { en: 'Request' }, flow: 'incoming', validFrom: dayAhead(0) } })
    await change(local, 'POST /api/kinds/{code}/retire', { code: 'request' }, { json: {} })
    const code = 'town'
    await change(local, 'PUT /api/calendars/{code}', { code }, { json: { name: { en: 'Town' }, weekend: [6, 7], roll: 'none', enteredUntil: '2027-12-31' } })
    await change(local, 'PUT /api/calendars/{code}/days', { code }, { json: { days: [{ day: '2026-05-01', kind: 'off' }] } })
    await change(local, 'POST /api/calendars/{code}/copy', { code }, { json: { from: 2026, to: 2027 } })
    await change(local, 'POST /api/calendars/{code}/import', { code }, { json: { csv: '2026-08-27;off;Independence\n' } })
  })

  test('and a refused change none', async () => {
    const { entries: before } = await at.ana.byToken.get(entryList, 'GET', '/api/registers/incoming/entries')
    await at.giorgi.byToken.problem('POST', '/api/cards', { json: { register: 'incoming', kind: 'letter', subject: 'By a reader' } })
    expect((await at.ana.byToken.get(entryList, 'GET', '/api/registers/incoming/entries')).entries).toEqual(before)
    const far = { seq: 2 ** 40, on: dayAhead(0), card: { kind: 'letter', subject: 'A number that nothing holds' } }
    expect((await at.ana.byToken.problem('POST', `/api/registers/incoming/blocks/${at.ids.block}/cards`, { json: far })).status).toBeLessThan(500)
    expect(untried()).toEqual([])
  })
})
