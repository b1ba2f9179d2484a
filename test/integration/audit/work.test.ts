import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { draftView } from '#contract/drafts.ts'
import { cardTasks } from '#contract/assignments.ts'
import { newId } from '#kernel/ids.ts'
import { mailOut } from '#server/assignments/notices/schema.ts'
import type { TestUser } from '#test/support/caller.ts'
import { registryAtWork, type RegistryAtWork } from '#test/support/registry-at-work.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'
import { onePagePdf, sendUpload } from '#test/support/upload.ts'
import { workTraces } from './traces.ts'
import { localAdministrator, watchChanges, type WatchedChanges } from './watch-changes.ts'

let server: RunningServer
let at: RegistryAtWork
let local: Pick<TestUser, 'name' | 'byToken'>
let change: WatchedChanges['change']
let untried: WatchedChanges['untried']

beforeAll(async () => {
  server = await runServer({ settings: { OPIS_SMTP_URL: 'smtp://127.0.0.1:9', OPIS_MAIL_FROM: 'opis@example.org' } })
  at = await registryAtWork(server)
  local = localAdministrator(server)
  ;({ change, untried } = watchChanges(server, workTraces))
}, 300_000)
afterAll(() => server.stop())

describe.sequential('every change leaves its entry', () => {
  test('of tasks: resolutions, points, moves, subtasks, words kept ready', async () => {
    const { letter, task, decision } = at.ids
    await change(at.mayor, 'POST /api/cards/{id}/resolutions', { id: letter }, { json: { text: 'And the road', tasks: [{ executor: 'giorgi', unit: 'housing' }] } })
    await change(at.boris, 'POST /api/cards/{id}/points', { id: decision }, { json: { points: [{ point: 1, text: 'Mend the bridge', executor: 'giorgi', unit: 'housing', controller: 'boris', dueOn: '2099-03-01' }] } })
    await change(at.boris, 'POST /api/tasks/{id}/moves', { id: task }, { json: { version: 1, what: { move: 'extend', dueOn: '2099-02-01', reason: 'Rain' } } })
    await change(at.giorgi, 'POST /api/tasks/{id}/subtasks', { id: task }, { json: { tasks: [{ executor: 'ana', unit: 'cityhall' }] } })
    await change(at.ana, 'POST /api/resolution-templates', {}, { json: { text: 'For your knowledge' } })
    await change(at.ana, 'DELETE /api/resolution-templates/{id}', { id: at.ids.template })
    const { resolutions } = await at.mayor.byToken.get(cardTasks, 'GET', `/api/cards/${letter}/tasks`)
    expect(resolutions).toHaveLength(2)
  })

  test('of drafts, from the first word to the sending', async () => {
    const template = { code: 'answer', language: 'ro', kind: 'reply', title: 'Answer', subject: 'Answer', body: 'Dear citizen' }
    await change(at.ana, 'PUT /api/draft-templates', {}, { json: template })
    await change(at.ana, 'DELETE /api/draft-templates/{code}/{language}', { code: 'answer', language: 'ro' })
    const form = { card: at.ids.letter, kind: 'reply', register: 'outgoing', language: 'ro', subject: 'Answer', text: 'It shall be mended' }
    const { id = '' } = await change(at.giorgi, 'POST /api/drafts', {}, { json: form })
    await change(at.giorgi, 'POST /api/drafts/{id}/versions', { id }, { json: { text: 'It shall be mended soon', seen: 1 } })
    await change(at.giorgi, 'POST /api/drafts/{id}/ask', { id }, { json: { version: 2, people: ['ana'], approver: 'mayor' } })
    await change(at.giorgi, 'POST /api/drafts/{id}/remind', { id })
    const sumNow = async () => (await at.giorgi.byToken.get(draftView, 'GET', `/api/drafts/${id}`)).versions.at(-1)?.sha512
    await change(at.ana, 'POST /api/drafts/{id}/visa', { id }, { json: { sha512: await sumNow(), decision: 'not-agreed', remarks: 'Say when' } })
    await change(at.mayor, 'POST /api/drafts/{id}/overrule', { id }, { json: { sha512: await sumNow(), person: 'ana', reason: 'The day is not known yet' } })
    const annex = await sendUpload(at.giorgi.byToken, 'plan.pdf', await onePagePdf('Plan'))
    await change(at.giorgi, 'POST /api/drafts/{id}/annexes', { id }, { json: { uploads: [annex], seen: 2 } })
    await change(at.giorgi, 'DELETE /api/drafts/{id}/annexes/{annex}', { id, annex }, { query: '?seen=3' })
    await change(at.giorgi, 'POST /api/drafts/{id}/ask', { id }, { json: { version: 4, people: ['ana'], approver: 'mayor' } })
    await change(at.ana, 'POST /api/drafts/{id}/visa', { id }, { json: { sha512: await sumNow(), decision: 'agreed' } })
    await change(at.mayor, 'POST /api/drafts/{id}/approve', { id }, { json: { sha512: await sumNow() } })
    await change(at.ana, 'POST /api/drafts/{id}/register', { id }, { json: {} })
    await change(at.ana, 'POST /api/drafts/{id}/send', { id }, { json: { channel: 'post' } })
    await change(at.giorgi, 'POST /api/drafts/{id}/withdraw', { id: at.ids.draft }, { json: { reason: 'Another answer went' } })
  })

  test('of notices, mails, webhooks and rules of reports', async () => {
    await change(at.giorgi, 'POST /api/notices/seen', {}, { json: { all: true } })
    await change(local, 'PUT /api/notices/settings', {}, { json: { remindDays: 2 } })
    await change(local, 'POST /api/notices/run')
    const [mail, now] = [newId(), new Date()]
    await server.parts.database.db.insert(mailOut).values({ id: mail, person: 'ana', address: 'ana@example.org', language: 'en', subject: 's', body: 'b', state: 'failed', madeAt: now, nextTryAt: now })
    await change(local, 'POST /api/mails/{id}/send-again', { id: mail })
    const json = { name: 'Exchange', url: 'http://127.0.0.1:9/', events: ['card.stage'] }
    const { id = '' } = await change(local, 'POST /api/webhooks', {}, { json })
    await change(local, 'PUT /api/webhooks/{id}', { id }, { json: { ...json, active: false } })
    await change(local, 'POST /api/webhooks/{id}/trial', { id })
    await change(local, 'DELETE /api/webhooks/{id}', { id })
    await change(local, 'PUT /api/report-rules', {}, { json: { calendar: 'test', registrationDays: 1, acknowledgementDays: 2 } })
  })

  test('and every changing route of this part was called', () => {
    expect(untried()).toEqual([])
  })
})
