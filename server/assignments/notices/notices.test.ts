import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createHmac } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { newCard } from '#contract/cards.ts'
import { tokenCreated } from '#contract/identity.ts'
import { noticeCount, noticeList, noticeSettingsView, webhookCalls, webhookEvents, webhookList, webhookMade } from '#contract/notices.ts'
import { systemClock } from '#kernel/clock.ts'
import { newId } from '#kernel/ids.ts'
import { createOutbox } from '#platform/outbox.ts'
import { absence, unit } from '#server/identity/units/schema.ts'
import { subscriptions } from '#server/line.ts'
import type { Registrar } from '#server/registry/cards/may-enter.ts'
import { registerCard } from '#server/registry/cards/register-card.ts'
import { card as cardTable } from '#server/registry/schema.ts'
import { extendDeadline } from '#server/registry/terms/extend-deadline.ts'
import { eq } from 'drizzle-orm'
import { openIdentityApp, testClock, type IdentityApp } from '#test/support/identity-app.ts'
import { seedAccount, seedTownHall } from '#test/support/town-hall.ts'
import { dispatch } from '../drafts/schema.ts'
import { assignment } from '../schema.ts'
import { settleCard } from '../tasks/settle-card.ts'
import { followDeadline } from './follow-deadline.ts'
import type { NoticeContext } from './post-timer.ts'
import { noticeRoutes } from './routes.ts'
import { runDeadlines } from './run-deadlines.ts'
import { tellPeople } from './tell.ts'
import { deliverCalls } from './webhooks/deliver-calls.ts'

let app: IdentityApp
let context: NoticeContext
let admin: string
let vera: string
const outbox = createOutbox(subscriptions)
const log = { info: () => undefined, warn: () => undefined }
const ana: Registrar = { name: 'ana', actor: 'user:ana', units: ['cityhall'], anyUnit: false }

beforeAll(async () => {
  const contextOf = (deps: { database: IdentityApp['database']; clock: IdentityApp['clock'] }): NoticeContext => ({ db: deps.database.db, clock: deps.clock, outbox, timeZone: 'Europe/Chisinau', mailer: null, url: null, log })
  app = await openIdentityApp((api, deps) => noticeRoutes(api, contextOf(deps)))
  context = contextOf({ database: app.database, clock: app.clock })
  const tokenOf = async ({ cookie }: { cookie: string }) => tokenCreated.parse(await (await app.ask('POST', '/api/tokens', { cookie })).json()).token
  admin = await tokenOf(await app.addUser('root', ['administrator']))
  vera = await tokenOf(await app.addUser('vera', ['reader']))
  const { db } = app.database
  await seedTownHall(db)
  for (const name of ['ana', 'ion', 'lena', 'boss', 'petru']) await seedAccount(db, { name, roles: ['clerk'], units: ['cityhall'] })
  await db.update(unit).set({ head: 'boss' }).where(eq(unit.code, 'cityhall'))
  await db.insert(absence).values({ id: newId(), person: 'vera', deputy: 'ion', fromOn: '2026-03-10', toOn: '2026-03-20', notedBy: 'root', notedAt: new Date() })
})
afterAll(() => app.close())
beforeEach(() => on('2026-03-02'))

const on = (day: string) => void Object.assign(app.clock, { now: testClock(`${day}T08:00:00Z`).now })
const came = (kind = 'petition') => registerCard(context, newCard.parse({ register: 'appeals', kind, subject: 'A secret subject' }), ana)
async function task(card: string, dueOn: string, more: Partial<typeof assignment.$inferInsert> = {}): Promise<string> {
  const id = newId()
  await context.db.insert(assignment).values({ id, card, text: 'Answer', unit: 'housing', executor: 'vera', controller: 'lena', state: 'open', madeBy: 'boss', madeAt: new Date('2026-03-02T07:00:00Z'), dueOn, firstDueOn: dueOn, ...more })
  return id
}
const told = async (id: string) => (await context.db.execute<{ person: string; kind: string }>(sql`select person, kind from notice where assignment = ${id} order by made_at, kind, person`)).rows.map(({ person, kind }) => `${kind} ${person}`)

test('G4 reminders before, on and after the day; head and controller later; the deputy of an absent person too; nothing twice', async () => {
  const id = await task((await came()).id, '2026-03-09')
  expect(await runDeadlines(context)).toMatchObject({ ran: true, day: '2026-03-02' })
  expect(await told(id)).toEqual([])
  on('2026-03-06')
  await runDeadlines(context)
  expect(await told(id)).toEqual(['due-soon vera'])
  expect(await runDeadlines(context)).toMatchObject({ ran: false })
  expect((await app.ask('POST', '/api/notices/run', { token: admin })).status).toBe(200)
  for (const day of ['2026-03-07', '2026-03-09']) {
    on(day)
    await runDeadlines(context)
  }
  expect(await told(id)).toEqual(['due-soon vera', 'due-today vera'])
  on('2026-03-10')
  await runDeadlines(context)
  expect((await told(id)).slice(2)).toEqual(['overdue ion', 'overdue vera', 'overdue-unit boss'])
  for (const day of ['2026-03-12', '2026-03-13']) {
    on(day)
    await runDeadlines(context)
  }
  expect((await told(id)).slice(5)).toEqual(['overdue-control lena'])
  // Another day of the task is another deadline.
  await context.db.update(assignment).set({ dueOn: '2026-03-16' }).where(eq(assignment.id, id))
  on('2026-03-14')
  await runDeadlines(context)
  expect((await told(id)).slice(6)).toEqual(['due-soon ion', 'due-soon vera'])
})

test('G4 notices are listed, counted and marked as seen; the days of reminding are set on a screen', async () => {
  const list = async (token: string) => noticeList.parse(await (await app.ask('GET', '/api/notices?unseen=true&limit=2', { token })).json())
  const first = await list(vera)
  expect(first.unseen).toBeGreaterThan(2)
  expect(JSON.stringify(first)).not.toContain('secret')
  const next = noticeList.parse(await (await app.ask('GET', `/api/notices?limit=2&before=${first.next ?? ''}`, { token: vera })).json())
  expect(next.notices.map(({ id }) => id)).not.toContain(first.notices[0]?.id)
  expect(noticeCount.parse(await (await app.ask('POST', '/api/notices/seen', { token: admin, json: { ids: first.notices.map(({ id }) => id) } })).json())).toEqual({ unseen: 0 })
  expect((await list(vera)).unseen).toBe(first.unseen)
  expect(noticeCount.parse(await (await app.ask('POST', '/api/notices/seen', { token: vera, json: { ids: first.notices.map(({ id }) => id) } })).json())).toEqual({ unseen: first.unseen - 2 })
  await app.ask('POST', '/api/notices/seen', { token: vera, json: { all: true } })
  expect((await list(vera)).unseen).toBe(0)
  expect((await app.ask('PUT', '/api/notices/settings', { token: vera, json: { remindDays: 1 } })).status).toBe(403)
  const saved = noticeSettingsView.parse(await (await app.ask('PUT', '/api/notices/settings', { token: admin, json: { remindDays: 10 } })).json())
  expect(saved).toMatchObject({ settings: { remindDays: 10, headDays: 1 }, mailConfigured: false, lastRun: { day: '2026-03-14' } })
  const id = await task((await came()).id, '2026-03-12')
  await app.ask('POST', '/api/notices/run', { token: admin })
  expect(await told(id)).toEqual(['due-soon vera'])
  await app.ask('PUT', '/api/notices/settings', { token: admin, json: {} })
})

test('G4 the same news is told to a person once, however often it is announced', async () => {
  const { id: card } = await came()
  const news = { kind: 'document-came', people: ['petru', 'petru', null, 'vera'], about: card, card, facts: { number: 'П-9/26' } } as const
  const at = { now: new Date(), today: '2026-03-12' }
  await context.db.transaction((tx) => tellPeople(tx, news, at))
  await context.db.transaction((tx) => tellPeople(tx, news, at))
  const { rows } = await context.db.execute(sql`select person, facts from notice where card = ${card} order by person`)
  expect(rows).toEqual([{ person: 'ion', facts: { number: 'П-9/26', for: 'vera' } }, { person: 'petru', facts: { number: 'П-9/26' } }, { person: 'vera', facts: { number: 'П-9/26' } }])
})

test('G4 a task that rests on the deadline of a document follows it once, another stays', async () => {
  const card = await came()
  const follows = await task(card.id, card.dueOn ?? '')
  const stays = await task(card.id, '2026-03-20')
  await extendDeadline(context, card.id, { version: 1, reason: 'Expert opinion', exceptional: false }, { kind: 'user', id: newId(), name: 'ana', roles: ['clerk'], units: ['cityhall'], via: 'session', mustChangePassword: false })
  await followDeadline(context, card.id)
  await followDeadline(context, card.id)
  const { rows } = await context.db.execute(sql`select due_on, first_due_on, extended from assignment where id = any(${sql.param([follows, stays])}::uuid[]) order by due_on`)
  expect(rows).toEqual([{ due_on: '2026-03-20', first_due_on: '2026-03-20', extended: 0 }, { due_on: '2026-04-16', first_due_on: '2026-04-01', extended: 1 }])
  expect(await told(follows)).toEqual(['task-extended lena', 'task-extended vera'])
})

type Heard = { path: string; signature: string; delivery: string; body: string }
async function receiver(answer: (heard: Heard) => { status: number; location?: string }): Promise<{ url: string; heard: Heard[]; server: Server }> {
  const heard: Heard[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      const one = { path: request.url ?? '', signature: String(request.headers['opis-signature']), delivery: String(request.headers['opis-delivery']), body }
      heard.push(one)
      const { status, location } = answer(one)
      response.writeHead(status, location === undefined ? {} : { location }).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, heard, server }
}

test('G4 a program that an administrator named is called with a signature, again after a failure, never by a redirect', async () => {
  let status = 500
  const { url, heard, server } = await receiver(({ path }) => (path === '/hook' ? { status, ...(status === 302 ? { location: '/elsewhere' } : {}) } : { status: 200 }))
  await came()
  expect(await deliverCalls(context.db, app.clock)).toBe(0)
  expect((await app.ask('POST', '/api/webhooks', { token: vera, json: { name: 'x', url, events: ['card.stage'] } })).status).toBe(403)
  expect(await app.problem('POST', '/api/webhooks', { token: admin, json: { name: 'x', url: 'http://user:pass@a.example/', events: ['card.stage'] } })).toMatchObject({ reason: 'webhook-address' })
  expect((await app.ask('POST', '/api/webhooks', { token: admin, json: { name: 'x', url: 'file:///etc/passwd', events: ['card.stage'] } })).status).toBe(400)
  const hook = webhookMade.parse(await (await app.ask('POST', '/api/webhooks', { token: admin, json: { name: 'Portal', url, events: ['card.stage'] } })).json())
  const card = await came()
  expect(await deliverCalls(context.db, app.clock)).toBe(1)
  status = 302
  expect(await deliverCalls(context.db, app.clock)).toBe(0)
  Object.assign(app.clock, { now: testClock('2026-03-02T08:01:00Z').now })
  expect(await deliverCalls(context.db, app.clock)).toBe(1)
  status = 200
  Object.assign(app.clock, { now: testClock('2026-03-02T08:06:00Z').now })
  expect(await deliverCalls(context.db, app.clock)).toBe(1)
  expect(heard.map(({ path }) => path)).toEqual(['/hook', '/hook', '/hook'])
  expect(new Set(heard.map(({ delivery }) => delivery)).size).toBe(1)
  const [last] = heard.slice(-1)
  const [, seconds = '', hex = ''] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(last?.signature ?? '') ?? []
  expect(hex).toBe(createHmac('sha256', hook.secret).update(`${seconds}.${last?.body ?? ''}`).digest('hex'))
  expect(JSON.parse(last?.body ?? '{}')).toMatchObject({ event: 'card.stage', data: { card: card.id, number: card.number, stage: 'registered', on: '2026-03-02' } })
  expect(last?.body).not.toContain('secret')
  expect(webhookCalls.parse(await (await app.ask('GET', `/api/webhooks/${hook.id}/calls`, { token: admin })).json()).calls).toMatchObject([{ state: 'delivered', attempts: 3, answer: '200 OK' }])
  const { webhooks } = webhookList.parse(await (await app.ask('GET', '/api/webhooks', { token: admin })).json())
  expect(webhooks).toMatchObject([{ name: 'Portal', waiting: 0, failed: 0 }])
  expect(JSON.stringify(webhooks)).not.toContain(hook.secret)
  await app.ask('DELETE', `/api/webhooks/${hook.id}`, { token: admin })
  await new Promise((resolve) => server.close(resolve))
})

test('G4 programs are told of registration, moved deadline, late task, sending and end, each of what it asked for, with no name and no content', async () => {
  const { url, heard, server } = await receiver(() => ({ status: 200 }))
  const subscribe = async (name: string, events: string[]) => webhookMade.parse(await (await app.ask('POST', '/api/webhooks', { token: admin, json: { name, url: `${url}/${name}`, events } })).json())
  expect((await app.ask('POST', '/api/webhooks', { token: admin, json: { name: 'x', url, events: ['card.everything'] } })).status).toBe(400)
  const hooks = [await subscribe('all', [...webhookEvents]), await subscribe('late', ['assignment.overdue'])]
  const card = await came()
  await context.db.update(cardTable).set({ restricted: true, people: ['ana'], fields: { phone: '+373 123' } }).where(eq(cardTable.id, card.id))
  const late = await task(card.id, '2026-03-09')
  await extendDeadline(context, card.id, { version: 1, reason: 'Expert opinion of Popescu', exceptional: false }, { kind: 'user', id: newId(), name: 'ana', roles: ['clerk'], units: ['cityhall'], via: 'session', mustChangePassword: false })
  on('2026-03-10')
  await runDeadlines(context, true)
  await runDeadlines(context, true)
  const reply = await registerCard(context, newCard.parse({ register: 'outgoing', kind: 'reply', subject: 'Dear Popescu', replyTo: card.id }), ana)
  await context.db.insert(dispatch).values({ id: newId(), card: reply.id, channel: 'e-mail', sentOn: '2026-03-10', sentBy: 'ana', notedAt: app.clock.now(), address: 'popescu@example.md' })
  const by = { actor: 'user:ana', now: app.clock.now(), today: '2026-03-10' }
  const settled = (state: 'open' | 'closed') => context.db.transaction(async (tx) => {
    await tx.update(assignment).set({ state }).where(eq(assignment.card, card.id))
    await settleCard(tx, card.id, by)
  })
  await settled('open')
  await settled('closed')
  await settled('open')
  await deliverCalls(context.db, systemClock)
  const told = heard.map(({ path, body }) => ({ path, body, ...z.object({ event: z.string(), data: z.record(z.string(), z.unknown()) }).parse(JSON.parse(body)) }))
  const about = (path: string, event: string) => told.filter((one) => one.path === `/hook/${path}` && one.event === event).map(({ data: { at, ...data } }) => (expect(at).toMatch(/^2/), data))
  const same = { card: card.id, number: card.number, test: false }
  expect(about('all', 'card.registered')).toEqual([{ ...same, flow: 'appeals', unit: 'cityhall', on: '2026-03-02', due: '2026-04-01' }, { card: reply.id, number: reply.number, test: false, flow: 'outgoing', unit: 'cityhall', on: '2026-03-10', due: null }])
  expect(about('all', 'card.deadline')).toEqual([{ ...same, from: '2026-04-01', to: '2026-04-16', extended: true }])
  expect(about('all', 'card.sent')).toEqual([{ card: reply.id, number: reply.number, test: false, on: '2026-03-10', channel: 'e-mail', answers: [{ card: card.id, number: card.number }] }])
  expect(about('all', 'card.closed')).toEqual([{ ...same, state: 'executed', on: '2026-03-10' }])
  expect(about('all', 'card.reopened')).toEqual([{ ...same, state: 'in-work' }])
  // Late tasks of other tests are told of too, each once.
  for (const path of ['all', 'late']) expect(about(path, 'assignment.overdue').filter((data) => data.assignment === late)).toEqual([{ ...same, assignment: late, unit: 'housing', due: '2026-03-09' }])
  expect(told.filter(({ path, event }) => path === '/hook/late' && event !== 'assignment.overdue')).toEqual([])
  for (const { body } of told) expect(body).not.toMatch(/Popescu|secret|popescu|\+373|vera|ana|boss|Expert/)
  for (const { id } of hooks) await app.ask('DELETE', `/api/webhooks/${id}`, { token: admin })
  await new Promise((resolve) => server.close(resolve))
})
