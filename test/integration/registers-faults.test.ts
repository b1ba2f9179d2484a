import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cardTasks, taskView } from '#contract/assignments.ts'
import { draftView } from '#contract/drafts.ts'
import { OpisError } from '#kernel/errors.ts'
import { followDeadline } from '#server/assignments/notices/follow-deadline.ts'
import { runDeadlines } from '#server/assignments/notices/run-deadlines.ts'
import { assignment } from '#server/assignments/schema.ts'
import { assignmentRoutes } from '#server/assignments/routes.ts'
import { draftRoutes } from '#server/assignments/drafts/routes.ts'
import { createIntakeArea } from '#server/capture/intake-area.ts'
import { userByName } from '#server/identity/sessions.ts'
import { unit } from '#server/identity/units/schema.ts'
import { orderSuccession } from '#server/municipality/reorganisation/order.ts'
import { carryOutDue } from '#server/municipality/reorganisation/carry-out.ts'
import { editCard } from '#server/registry/cards/edit-card.ts'
import { documentKind } from '#server/registry/data-schema.ts'
import { card } from '#server/registry/schema.ts'
import { extendDeadline } from '#server/registry/terms/extend-deadline.ts'
import { createUploadArea } from '#server/registry/uploads/upload-area.ts'
import { fileSystemStore } from '#server/storage/file-system-store.ts'
import { openRegistryApp, type RegistryApp } from '#test/support/registry-app.ts'

let house: RegistryApp
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'opis-faults-'))
  const store = await fileSystemStore(join(folder, 'store'))
  house = await openRegistryApp((api, context) => {
    const capture = { ...context, store, intake: createIntakeArea(join(folder, 'intake')) }
    assignmentRoutes(api, context)
    draftRoutes(api, { ...context, archiveName: 'Opis', uploads: createUploadArea(join(folder, 'uploads')), workFolder: join(folder, 'work'), languageOf: () => null, records: { ...context, store, capture } })
  })
  await house.addPerson('mayor', ['head'], ['cityhall'])
  for (const name of ['ana', 'oleh']) await house.addPerson(name, ['clerk'], ['cityhall'])
  await house.addPerson('olga', ['controller'], ['cityhall'])
  for (const name of ['hanna', 'ion']) await house.addPerson(name, ['reader'], ['housing'])
  for (const name of ['fedir', 'maria']) await house.addPerson(name, ['reader'], ['finance'])
  for (const [code, head] of [['cityhall', 'mayor'], ['housing', 'hanna'], ['finance', 'fedir']] as const) await house.db.update(unit).set({ head }).where(eq(unit.code, code))
  await house.db.update(documentKind).set({ route: [{ step: 'visa', unit: 'housing' }, { step: 'approval', people: ['mayor'] }] }).where(eq(documentKind.code, 'letter'))
})
afterAll(async () => {
  await house.close()
  await rm(folder, { recursive: true, force: true })
})

const who = async (name: string) => {
  const found = await userByName(house.db, name)
  if (found === null) throw new Error(`there is no ${name}`)
  return found
}
const resolve = (id: string, task: object) => house.as('mayor', cardTasks, 'POST', `/api/cards/${id}/resolutions`, { text: 'To answer', tasks: [task] })
const taskOf = (tasks: { resolutions: { tasks: { id: string }[] }[] }) => tasks.resolutions.at(-1)?.tasks[0]?.id ?? ''
const told = async (task: string, kind: string) => (await house.db.execute(sql`select 1 from notice where assignment = ${task} and kind = ${kind}`)).rows.length

test('G two clerks change one card at the same instant: one change is kept whole, the other clerk is told', async () => {
  const { id } = await house.register()
  const people = await Promise.all(['ana', 'oleh'].map(who))
  const changes = await Promise.allSettled(people.map((one) => editCard(house.context, one, id, { version: 1, subject: `by ${one.name}`, theirNumber: `of ${one.name}` })))
  const [lost] = changes.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
  expect(changes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(lost instanceof OpisError ? lost.reason : lost).toBe('card-changed-meanwhile')
  const [row] = await house.db.select().from(card).where(eq(card.id, id))
  expect(row?.theirNumber).toBe(row?.subject.replace('by', 'of'))
  expect(row?.version).toBe(2)
})

test('G the clock changes and is put back: days stay those of the town, and nobody is told twice', async () => {
  house.clock.forward({ hours: 24 * 26 })
  const { id } = await house.register()
  const task = taskOf(await resolve(id, { executor: 'ion', dueOn: '2026-03-29' }))
  // 29 March 2026 has 23 hours in Chisinau: at 22:30 of the day before in Greenwich it has begun there.
  house.clock.forward({ minutes: Math.round((Date.parse('2026-03-28T22:30:00Z') - house.clock.now().getTime()) / 60_000) })
  expect(await runDeadlines(house.context)).toMatchObject({ ran: true, day: '2026-03-29' })
  expect((await house.register()).registeredOn).toBe('2026-03-29')
  house.clock.forward({ hours: 22 })
  expect((await house.register()).registeredOn).toBe('2026-03-29')
  house.clock.forward({ hours: 1 })
  expect(await runDeadlines(house.context)).toMatchObject({ ran: true, day: '2026-03-30' })
  expect([await told(task, 'due-today'), await told(task, 'overdue')]).toEqual([1, 1])
  house.clock.forward({ hours: -22 })
  expect(await runDeadlines(house.context)).toMatchObject({ ran: false, day: '2026-03-29' })
  house.clock.forward({ hours: 22 })
  expect(await runDeadlines(house.context)).toMatchObject({ ran: false, day: '2026-03-30' })
  expect([await told(task, 'due-today'), await told(task, 'overdue')]).toEqual([1, 1])
})

test('G a day that a controller chose stays, also when the document once had it', async () => {
  const { id } = await house.register({ register: 'appeals', kind: 'petition' })
  const [before] = await house.db.select().from(card).where(eq(card.id, id))
  const first = before?.dueOn ?? ''
  const task = taskOf(await resolve(id, { executor: 'ion', controller: 'olga', dueOn: '2026-04-03' }))
  await extendDeadline(house.context, id, { version: before?.version ?? 1, reason: 'an expertise', until: '2026-05-05', exceptional: false }, await who('ana'))
  await followDeadline(house.context, id)
  const { version } = await house.as('olga', taskView, 'GET', `/api/tasks/${task}`)
  await house.as('olga', taskView, 'POST', `/api/tasks/${task}/moves`, { version, what: { move: 'extend', dueOn: first, reason: 'to the old day of the document' } })
  await followDeadline(house.context, id)
  expect((await house.as('olga', taskView, 'GET', `/api/tasks/${task}`)).dueOn).toBe(first)
})

test('G a reorganisation in the middle of a route: the work goes on in the new unit, by the people who have it', async () => {
  const { id } = await house.register()
  const open = taskOf(await resolve(id, { unit: 'housing', dueOn: '2026-12-01' }))
  const draft = await house.as('ana', draftView, 'POST', '/api/drafts', { card: id, kind: 'reply', register: 'outgoing', language: 'uk', text: 'Так' })
  await house.db.insert(unit).values({ code: 'works', kind: 'unit', name: { en: 'Public works' }, parent: 'cityhall', openedOn: '2026-01-01' })
  const context = { ...house.context, archiveName: 'Opis' }
  await orderSuccession(context, { fromUnit: 'housing', toUnit: 'works', fromOn: '2026-03-31', reason: '' }, { name: 'root', actor: 'user:root' })
  house.clock.forward({ hours: 48 })
  expect(await carryOutDue(context)).toBe(1)

  const asked = await house.as('ana', draftView, 'POST', `/api/drafts/${draft.id}/ask`, { version: 1 })
  expect(asked.versions.length).toBe(1)
  expect((await house.db.execute(sql`select person from visa where draft = ${draft.id}`)).rows).toEqual([{ person: 'hanna' }])
  const moved = await house.as('hanna', taskView, 'GET', `/api/tasks/${open}`)
  expect(moved).toMatchObject({ unit: 'works', executor: null })
  expect(await house.as('hanna', taskView, 'POST', `/api/tasks/${open}/moves`, { version: moved.version, what: { move: 'name-executor', executor: 'ion' } })).toMatchObject({ unit: 'works', executor: { name: 'ion' } })
  // Ion belongs to the closed unit too: named alone, he works in the open one.
  const named = taskOf(await resolve(id, { executor: 'ion', helpers: [{ executor: 'hanna' }] }))
  const [row] = await house.db.select().from(assignment).where(eq(assignment.id, named))
  expect(row).toMatchObject({ unit: 'works', executor: 'ion' })
})
