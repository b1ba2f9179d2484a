import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cardTasks, overdueDecisions, taskView } from '#contract/assignments.ts'
import { cardView } from '#contract/card-view.ts'
import { kindForm, kindList } from '#contract/kinds.ts'
import { unit } from '#server/identity/units/schema.ts'
import { cardRoutes } from '#server/registry/cards/routes.ts'
import { kindRoutes } from '#server/registry/kinds/routes.ts'
import { card } from '#server/registry/schema.ts'
import { openRegistryApp, type RegistryApp } from '#test/support/registry-app.ts'
import { assignmentRoutes } from '../routes.ts'

let house: RegistryApp

beforeAll(async () => {
  house = await openRegistryApp((api, context) => {
    assignmentRoutes(api, context)
    cardRoutes(api, { ...context, publicUrl: null })
    kindRoutes(api, context)
  })
  await house.addPerson('mayor', ['head'], ['cityhall'])
  await house.addPerson('ana', ['clerk', 'records-manager'], ['cityhall'])
  await house.addPerson('olga', ['controller'], ['cityhall'])
  for (const name of ['hanna', 'ion']) await house.addPerson(name, ['reader'], ['housing'])
  await house.addPerson('maria', ['reader'], ['finance'])
  await house.addPerson('stranger', ['reader'], ['buiucani'])
  await house.db.update(unit).set({ head: 'hanna' }).where(eq(unit.code, 'housing'))
})
afterAll(() => house.close())

const look = (id: string, by: string) => house.as(by, taskView, 'GET', `/api/tasks/${id}`)
const move = async (id: string, what: object, by: string) => house.as(by, taskView, 'POST', `/api/tasks/${id}/moves`, { version: (await look(id, by)).version, what })
const stateOf = async (id: string) => (await house.db.select({ state: card.state }).from(card).where(eq(card.id, id)))[0]?.state
const point = (number: number, executor: string, dueOn: string) => ({ point: number, text: `Point ${number}`, executor, controller: 'olga', dueOn })
const putPoints = (id: string, points: object[]) => house.as('ana', cardTasks, 'POST', `/api/cards/${id}/points`, { points })

test('S0-12 a decision with three points makes three controlled tasks; it is executed when all are off control; what is late is listed by issuer', async () => {
  const decision = await house.register({ register: 'decisions', kind: 'decision', subject: 'Decision on the heating season' })
  const made = await putPoints(decision.id, [point(1, 'ion', '2026-02-20'), point(2, 'maria', '2026-02-25'), point(3, 'hanna', '2026-06-01')])
  expect(made.tasks.map((one) => [one.point, one.executor?.name, one.dueOn, one.controller?.name, one.state])).toEqual([[1, 'ion', '2026-02-20', 'olga', 'open'], [2, 'maria', '2026-02-25', 'olga', 'open'], [3, 'hanna', '2026-06-01', 'olga', 'open']])
  expect(await house.refused('ana', 'POST', `/api/cards/${decision.id}/points`, { points: [point(2, 'ion', '2026-07-01')] })).toMatchObject({ status: 409, reason: 'point-exists', facts: { point: 2 } })
  const order = await house.register({ register: 'orders', kind: 'order', subject: 'Order of the mayor on duty' })
  await putPoints(order.id, [point(1, 'ion', '2026-02-27')])

  const late = await house.as('olga', overdueDecisions, 'GET', '/api/control/decisions')
  expect(late.issuers.map(({ register, unit, decisions, points }) => [register, unit, decisions, points])).toEqual([['decisions', 'cityhall', 1, 2], ['orders', 'cityhall', 1, 1]])
  expect(late.points.map(({ register, point, daysLate }) => [register, point, daysLate])).toEqual([['decisions', 1, 10], ['decisions', 2, 5], ['orders', 1, 3]])
  const first = await house.as('olga', overdueDecisions, 'GET', '/api/control/decisions?register=decisions&limit=1')
  const second = await house.as('olga', overdueDecisions, 'GET', `/api/control/decisions?register=decisions&limit=1&after=${first.next}`)
  expect([...first.points, ...second.points].map(({ point }) => point)).toEqual([1, 2])
  expect(await house.as('stranger', overdueDecisions, 'GET', '/api/control/decisions')).toMatchObject({ issuers: [], points: [] })

  const proof = await house.register({ register: 'incoming', subject: 'Report on execution' })
  const states = []
  for (const [at, { id }] of made.tasks.entries()) {
    if (at === 0) await move(id, { move: 'report', report: 'Done' }, 'ion')
    await move(id, { move: 'take-off-control', resultCard: proof.id }, 'olga')
    states.push(await stateOf(decision.id))
  }
  expect(states).toEqual(['in-work', 'in-work', 'executed'])
  expect((await house.as('olga', overdueDecisions, 'GET', '/api/control/decisions')).issuers.map(({ register }) => register)).toEqual(['orders'])
})

test('S1-12 a disposition is numbered <seq>р and its points become controlled tasks', async () => {
  const { id, number } = await house.register({ register: 'orders', kind: 'order', subject: 'On electronic documents' })
  expect(number).toMatch(/^\d+р$/)
  const { tasks } = await putPoints(id, [point(1, 'ion', '2026-04-01'), point(2, 'maria', '2026-05-01')])
  expect(tasks).toMatchObject([{ point: 1, controller: { name: 'olga' }, state: 'open', card: { number } }, { point: 2 }])
  expect(await house.refused('maria', 'POST', `/api/cards/${id}/points`, { points: [point(3, 'ion', '2026-05-01')] })).toMatchObject({ status: 403 })
  expect(await house.refused('ion', 'POST', `/api/tasks/${tasks[0]?.id}/moves`, { version: 1, what: { move: 'take-off-control', resultCard: id } })).toMatchObject({ status: 403 })
})

test('S0-11 of a letter the head sees the holder, since when, the earlier ones with the time held, and the days left', async () => {
  const { id } = await house.register({ register: 'appeals', kind: 'petition', subject: 'Noise at night' })
  house.clock.forward({ hours: 48 })
  const made = await house.as('mayor', cardTasks, 'POST', `/api/cards/${id}/resolutions`, { text: 'To examine', tasks: [{ unit: 'housing' }] })
  const task = made.resolutions[0]?.tasks[0]?.id ?? ''
  house.clock.forward({ hours: 24 })
  await move(task, { move: 'name-executor', executor: 'ion' }, 'hanna')
  house.clock.forward({ hours: 72 })
  await move(task, { move: 'transfer', executor: 'maria', reason: 'matter of finance' }, 'ion')
  house.clock.forward({ hours: 25 })
  const seen = await house.as('mayor', cardView, 'GET', `/api/cards/${id}`)
  expect(seen.holders.map(({ unit, person, days }) => [unit, person, days])).toEqual([['cityhall', 'ana', 2], ['housing', null, 1], ['housing', 'ion', 3], ['finance', 'maria', 1]])
  expect(seen.holders.at(-1)).toMatchObject({ until: null, since: seen.holders.at(-2)?.until })
  expect(seen).toMatchObject({ dueOn: '2026-04-01', daysLeft: 23 })
})

test('S0-03 the next step of the route is proposed; a changed route holds for documents registered afterwards', async () => {
  const route = (steps: object[]) => kindForm.parse({ code: 'request', name: { en: 'Request' }, flow: 'incoming', route: steps, validFrom: '2026-03-01' })
  const before = [{ step: 'registry' }, { step: 'head' }, { step: 'unit', unit: 'housing', days: 2 }, { step: 'executor', people: ['ion'] }, { step: 'reply' }, { step: 'file' }]
  await house.as('ana', kindList, 'POST', '/api/kinds', route(before))
  const old = await house.register({ kind: 'request' })
  const next = async (id: string) => (await house.as('mayor', cardTasks, 'GET', `/api/cards/${id}/tasks`)).next
  expect(await next(old.id)).toEqual({ step: 'head', unit: null, people: [], days: null })

  const today = new Date(house.clock.now()).toISOString().slice(0, 10)
  await house.as('ana', kindList, 'POST', '/api/kinds', { ...route([{ step: 'registry' }, { step: 'unit', unit: 'finance' }, { step: 'file' }]), validFrom: today })
  const young = await house.register({ kind: 'request' })
  expect(await next(young.id)).toMatchObject({ step: 'unit', unit: 'finance' })

  await house.as('mayor', cardTasks, 'POST', `/api/cards/${old.id}/resolutions`, { text: 'For the unit' })
  expect(await next(old.id)).toMatchObject({ step: 'unit', unit: 'housing', days: 2 })
  await house.as('mayor', cardTasks, 'POST', `/api/cards/${old.id}/resolutions`, { text: 'To reply', tasks: [{ unit: 'housing' }] })
  expect(await next(old.id)).toMatchObject({ step: 'executor', people: ['ion'] })
  await house.as('mayor', cardTasks, 'POST', `/api/cards/${old.id}/resolutions`, { text: 'To reply', tasks: [{ unit: 'housing', executor: 'ion' }] })
  expect(await next(old.id)).toMatchObject({ step: 'reply' })
  await house.register({ register: 'outgoing', kind: 'reply', replyTo: old.id })
  expect(await next(old.id)).toMatchObject({ step: 'file' })
})
