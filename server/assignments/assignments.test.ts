import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cardTasks, taskPage, taskView, type TaskView } from '#contract/assignments.ts'
import { absence, unit } from '#server/identity/units/schema.ts'
import { card, cardEvent, cardStage } from '#server/registry/schema.ts'
import { newId } from '#kernel/ids.ts'
import { openRegistryApp, type RegistryApp } from '#test/support/registry-app.ts'
import { moveOpenTasks } from './move-open-tasks.ts'
import { assignmentRoutes } from './routes.ts'
import { notice } from './schema.ts'

let house: RegistryApp

beforeAll(async () => {
  house = await openRegistryApp(assignmentRoutes)
  await house.addPerson('mayor', ['head'], ['cityhall'])
  await house.addPerson('ana', ['clerk'], ['cityhall'])
  await house.addPerson('olga', ['controller'], ['cityhall'])
  for (const name of ['hanna', 'ion', 'petro']) await house.addPerson(name, ['reader'], ['housing'])
  for (const name of ['fedir', 'maria']) await house.addPerson(name, ['reader'], ['finance'])
  await house.addPerson('stranger', ['reader'], ['buiucani'])
  await house.db.update(unit).set({ head: 'hanna' }).where(eq(unit.code, 'housing'))
  await house.db.update(unit).set({ head: 'fedir' }).where(eq(unit.code, 'finance'))
})
afterAll(() => house.close())

const resolve = (id: string, form: object, by = 'mayor') => house.as(by, cardTasks, 'POST', `/api/cards/${id}/resolutions`, { text: 'To examine and reply', ...form })
const look = (id: string, by: string) => house.as(by, taskView, 'GET', `/api/tasks/${id}`)
const move = (task: { id: string; version: number }, what: object, by: string) => house.as(by, taskView, 'POST', `/api/tasks/${task.id}/moves`, { version: task.version, what })
const refusedMove = (task: { id: string; version: number }, what: object, by: string) => house.refused(by, 'POST', `/api/tasks/${task.id}/moves`, { version: task.version, what })
const list = (by: string, query = '') => house.as(by, taskPage, 'GET', `/api/tasks?limit=200${query}`)

/** A letter with one task on control: ion of housing, maria helps, olga controls. */
async function controlledTask(more: object = {}): Promise<{ card: string; task: TaskView }> {
  const { id } = await house.register()
  const made = await resolve(id, { tasks: [{ unit: 'housing', executor: 'ion', helpers: [{ executor: 'maria' }], controller: 'olga', dueOn: '2026-03-10', ...more }] })
  return { card: id, task: await look(made.resolutions[0]?.tasks[0]?.id ?? '', 'olga') }
}

describe('a resolution', () => {
  test('makes tasks, opens the card to those who work on it and hands the document on', async () => {
    const { id } = await house.register({ register: 'appeals', kind: 'petition' })
    expect(await house.refused('ion', 'GET', `/api/cards/${id}/tasks`)).toMatchObject({ status: 404 })
    const made = await resolve(id, { tasks: [{ unit: 'housing', helpers: [{ unit: 'finance' }], controller: 'olga' }] })
    expect(made.resolutions[0]).toMatchObject({ author: { name: 'mayor', displayName: 'Mayor' }, onBehalfOf: null, tasks: [{ unit: 'housing', executor: null, controller: { name: 'olga' }, dueOn: '2026-04-01', state: 'open' }] })
    const [row] = await house.db.select().from(card).where(eq(card.id, id))
    expect(row).toMatchObject({ state: 'in-work', units: ['cityhall', 'finance', 'housing'] })
    expect(row?.people).toEqual(['fedir', 'hanna', 'mayor', 'olga'])
    const stages = await house.db.select().from(cardStage).where(eq(cardStage.card, id))
    expect(stages.map(({ stage, unit }) => [stage, unit])).toEqual([['registered', 'cityhall'], ['under-examination', 'housing']])

    const task = made.resolutions[0]?.tasks[0]?.id ?? ''
    expect((await list('hanna')).tasks.map((one) => one.id)).toContain(task)
    const seen = await look(task, 'hanna')
    expect(seen).toMatchObject({ moves: ['name-executor', 'transfer', 'report'], seenAt: null })
    const named = await move(seen, { move: 'name-executor', executor: 'ion' }, 'hanna')
    expect(named).toMatchObject({ executor: { name: 'ion' }, version: 2, moves: ['transfer'] })
    const events = await house.db.select().from(cardEvent).where(eq(cardEvent.card, id))
    expect(events.filter(({ event }) => event === 'handed-to').map(({ details }) => details)).toEqual([{ unit: 'housing' }, { unit: 'housing', person: 'ion' }])
    expect((await look(task, 'ion')).seenAt).not.toBeNull()
    expect((await look(task, 'hanna')).timeline.map(({ event }) => event)).toEqual(['made', 'name-executor', 'seen'])
  })

  test('is for heads alone, names nobody unknown, and lets nobody control himself', async () => {
    const { id } = await house.register()
    const form = (task: object) => ({ text: 'x', tasks: [task] })
    expect(await house.refused('ana', 'POST', `/api/cards/${id}/resolutions`, form({ unit: 'housing' }))).toMatchObject({ status: 403, reason: 'may-not-resolve' })
    expect(await house.refused('stranger', 'POST', `/api/cards/${id}/resolutions`, form({ unit: 'housing' }))).toMatchObject({ status: 404, reason: 'no-such-card' })
    expect(await house.refused('mayor', 'POST', `/api/cards/${id}/resolutions`, form({ unit: 'none' }))).toMatchObject({ reason: 'no-such-unit' })
    expect(await house.refused('mayor', 'POST', `/api/cards/${id}/resolutions`, form({ executor: 'nobody' }))).toMatchObject({ reason: 'no-such-user' })
    expect(await house.refused('mayor', 'POST', `/api/cards/${id}/resolutions`, form({ executor: 'ion', controller: 'ion' }))).toMatchObject({ reason: 'controller-is-executor' })
    expect(await house.as('mayor', cardTasks, 'GET', `/api/cards/${id}/tasks`)).toMatchObject({ resolutions: [], tasks: [], authors: [{ name: 'mayor', self: true }], mayAddPoints: true })
  })
})

describe('S1-01 control is a first-class object', () => {
  test('S1-01 a task has controller, executor, co-executors, due date and states; only the controller takes it off, against a result', async () => {
    const { card: letter, task } = await controlledTask()
    expect(task).toMatchObject({ state: 'open', controller: { name: 'olga' }, executor: { name: 'ion' }, helpers: [{ executor: { name: 'maria' }, unit: 'finance' }], dueOn: '2026-03-10', moves: expect.arrayContaining(['extend', 'take-off-control', 'cancel']) })
    expect(await refusedMove(task, { move: 'extend', dueOn: '2026-03-20', reason: 'expertise' }, 'ion')).toMatchObject({ status: 403, reason: 'assignment-not-yours' })
    const extended = await move(task, { move: 'extend', dueOn: '2026-03-20', reason: 'expertise' }, 'olga')
    expect(extended).toMatchObject({ dueOn: '2026-03-20', firstDueOn: '2026-03-10', extended: 1 })
    expect(extended.timeline.at(-1)).toMatchObject({ event: 'extend', actor: 'user:olga', details: { from: '2026-03-10', dueOn: '2026-03-20', reason: 'expertise' } })

    const reported = await move(await look(task.id, 'ion'), { move: 'report', report: 'Mended.' }, 'ion')
    expect(reported).toMatchObject({ state: 'executed', report: 'Mended.', executedOn: '2026-03-02' })
    expect(await refusedMove(reported, { move: 'take-off-control' }, 'mayor')).toMatchObject({ reason: 'assignment-not-yours' })
    expect(await refusedMove(reported, { move: 'close' }, 'mayor')).toMatchObject({ reason: 'assignment-on-control', facts: { name: 'olga' } })
    expect(await refusedMove(reported, { move: 'take-off-control' }, 'olga')).toMatchObject({ status: 409, reason: 'result-needed' })
    const returned = await move(reported, { move: 'return', remark: 'Where is the reply?' }, 'olga')
    expect(returned).toMatchObject({ state: 'open', executedOn: null })

    const reply = await house.register({ register: 'outgoing', kind: 'reply', replyTo: letter, subject: 'Reply' })
    expect(await refusedMove(returned, { move: 'report', resultCard: newId() }, 'ion')).toMatchObject({ reason: 'no-such-card' })
    await house.as('mayor', cardTasks, 'POST', `/api/cards/${reply.id}/resolutions`, { text: 'For information', tasks: [{ executor: 'ion' }] })
    const done = await move(returned, { move: 'report', report: 'Replied.', resultCard: reply.id }, 'ion')
    const off = await move(done, { move: 'take-off-control' }, 'olga')
    expect(off).toMatchObject({ state: 'off-control', resultCard: { id: reply.id, number: reply.number }, endedBy: { name: 'olga' }, endedOn: '2026-03-02', moves: [] })
    expect((await look(task.id, 'maria')).resultCard).toBeNull()
    expect(await refusedMove(off, { move: 'extend', dueOn: '2026-05-01', reason: 'x' }, 'olga')).toMatchObject({ reason: 'assignment-ended' })
    expect((await house.db.select().from(card).where(eq(card.id, letter)))[0]).toMatchObject({ state: 'executed', closedOn: '2026-03-02' })
  })

  test('people are told whose turn it is, and not of what they did themselves', async () => {
    const { task } = await controlledTask()
    await move(await move(task, { move: 'extend', dueOn: '2026-03-20', reason: 'x' }, 'olga'), { move: 'report', report: 'Done' }, 'ion')
    const told = await house.db.select({ person: notice.person, kind: notice.kind }).from(notice).where(eq(notice.assignment, task.id))
    expect(told.map(({ person, kind }) => `${person} ${kind}`).toSorted()).toEqual(['ion task-extended', 'ion task-given', 'maria task-extended', 'maria task-helping', 'olga task-executed'])
  })

  test('a task without control is closed by its maker', async () => {
    const { task } = await controlledTask({ controller: null })
    const reported = await move(task, { move: 'report', report: 'Done' }, 'ion')
    expect(await refusedMove(reported, { move: 'close' }, 'ion')).toMatchObject({ reason: 'assignment-not-yours' })
    expect(await move(reported, { move: 'close' }, 'mayor')).toMatchObject({ state: 'closed', endedBy: { name: 'mayor' } })
  })

  test('of two people who act at once the second is told to look again', async () => {
    const { task } = await controlledTask()
    const both = await Promise.allSettled([move(task, { move: 'extend', dueOn: '2026-03-12', reason: 'a' }, 'olga'), move(task, { move: 'report', report: 'b' }, 'ion')])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await refusedMove(task, { move: 'extend', dueOn: '2026-03-13', reason: 'c' }, 'olga')).toMatchObject({ status: 409, reason: 'assignment-changed-meanwhile' })
  })

  test('only people with the right to the card see a task', async () => {
    const { task } = await controlledTask()
    expect(await house.refused('stranger', 'GET', `/api/tasks/${task.id}`)).toMatchObject({ status: 404, reason: 'no-such-assignment' })
    expect((await list('stranger', '&list=unit')).tasks).toEqual([])
  })
})

test('S1-08 a task has a main executor and co-executors of other units, whose contributions the main executor sees before the reply', async () => {
  const { task } = await controlledTask({ helpers: [{ unit: 'finance' }, { executor: 'maria', unit: 'finance' }] })
  expect((await list('maria')).tasks.find(({ id }) => id === task.id)).toMatchObject({ helping: true, executor: { name: 'ion' } })
  const given = await move(await look(task.id, 'maria'), { move: 'contribute', contribution: 'It costs 40,000.' }, 'maria')
  expect(given.state).toBe('open')
  const seen = await look(task.id, 'ion')
  expect(seen.helpers).toMatchObject([{ executor: { name: 'fedir' }, unit: 'finance', contribution: null }, { executor: { name: 'maria' }, contribution: 'It costs 40,000.' }])
  expect(await refusedMove(seen, { move: 'contribute', contribution: 'x' }, 'petro')).toMatchObject({ reason: 'assignment-not-yours' })
})

describe('absence', () => {
  test('the deputy writes resolutions and does the tasks of an absent person, recorded as such; on return it is over', async () => {
    await house.addPerson('deputy', ['reader'], ['cityhall'])
    await house.addPerson('second', ['reader'], ['finance'])
    const away = (person: string, deputy: string) => ({ id: newId(), person, deputy, fromOn: '2026-03-01', toOn: '2026-03-08', notedBy: 'ana', notedAt: house.clock.now() })
    const { task } = await controlledTask()
    expect(await house.refused('second', 'GET', `/api/tasks/${task.id}`).catch(() => 'seen')).toBe('seen')
    await house.db.insert(absence).values([away('mayor', 'deputy'), away('ion', 'second'), away('olga', 'ion')])

    const { id } = await house.register()
    const made = await house.as('deputy', cardTasks, 'POST', `/api/cards/${id}/resolutions`, { text: 'To reply', onBehalfOf: 'mayor', tasks: [{ executor: 'petro' }] })
    expect(made.resolutions[0]).toMatchObject({ author: { name: 'deputy' }, onBehalfOf: { name: 'mayor' }, tasks: [{ madeBy: { name: 'mayor' } }] })

    expect((await list('second')).tasks.find((one) => one.id === task.id)).toMatchObject({ standingInFor: 'ion' })
    const opened = await look(task.id, 'second')
    expect(opened.timeline.at(-1)).toMatchObject({ event: 'seen', actor: 'user:second', details: { onBehalfOf: 'ion' } })
    const reported = await move(opened, { move: 'report', report: 'Done for him' }, 'second')
    expect(reported.timeline.at(-1)).toMatchObject({ event: 'report', actor: 'user:second', details: { onBehalfOf: 'ion' } })
    // Ion stands in for the controller, and second for ion: neither takes off control what is done in his name.
    const reply = await house.register({ register: 'outgoing', kind: 'reply', subject: 'Reply' })
    for (const name of ['ion', 'second']) expect((await refusedMove(reported, { move: 'take-off-control', resultCard: reply.id }, name)).reason).toBe('assignment-not-yours')

    await house.db.update(absence).set({ endedAt: house.clock.now() })
    expect((await list('second')).tasks.map((one) => one.id)).not.toContain(task.id)
    expect(await house.refused('deputy', 'POST', `/api/cards/${id}/resolutions`, { text: 'x', onBehalfOf: 'mayor' })).toMatchObject({ reason: 'may-not-resolve' })
    expect((await list('ion')).tasks.map((one) => one.id)).toContain(task.id)
  })

  test('a task goes to another person with a reason', async () => {
    const { task } = await controlledTask()
    expect(await refusedMove(task, { move: 'transfer', executor: 'olga', reason: 'leave' }, 'ion')).toMatchObject({ reason: 'controller-is-executor' })
    const moved = await move(task, { move: 'transfer', executor: 'maria', reason: 'her matter' }, 'ion')
    expect(moved).toMatchObject({ executor: { name: 'maria' }, unit: 'finance', seenAt: null })
    expect(moved.timeline.at(-1)).toMatchObject({ event: 'transfer', details: { from: 'ion', fromUnit: 'housing', executor: 'maria', unit: 'finance', reason: 'her matter' } })
  })
})

test('the executor divides a task; the card is executed when all parts have ended', async () => {
  const { card: letter, task } = await controlledTask({ controller: null })
  const divided = await house.as('ion', taskView, 'POST', `/api/tasks/${task.id}/subtasks`, { tasks: [{ executor: 'petro', text: 'Measure' }] })
  expect(divided.subtasks).toMatchObject([{ text: 'Measure', executor: { name: 'petro' }, madeBy: { name: 'ion' }, dueOn: '2026-03-10' }])
  await move(await look(task.id, 'mayor'), { move: 'close' }, 'mayor')
  const state = async () => (await house.db.select({ state: card.state }).from(card).where(eq(card.id, letter)))[0]?.state
  expect(await state()).toBe('in-work')
  await move(await look(divided.subtasks[0]?.id ?? '', 'ion'), { move: 'close' }, 'ion')
  expect(await state()).toBe('executed')
})

test('lists are paged by due day, each part by itself', async () => {
  await house.addPerson('busy', ['reader'], ['finance'])
  const { id } = await house.register()
  const days = ['2026-03-30', '2026-03-01', null, '2026-03-02', '2026-03-05']
  await resolve(id, { tasks: days.map((dueOn) => ({ executor: 'busy', dueOn })) })
  const whole = await list('busy')
  expect(whole.tasks.map(({ bucket }) => bucket)).toEqual(['overdue', 'today', 'week', 'later', 'undated'])
  const first = await house.as('busy', taskPage, 'GET', '/api/tasks?limit=3')
  const second = await house.as('busy', taskPage, 'GET', `/api/tasks?limit=3&after=${first.next}`)
  expect([...first.tasks, ...second.tasks].map((one) => one.id)).toEqual(whole.tasks.map((one) => one.id))
  expect(second.next).toBeNull()
  for (const [when, count] of [['overdue', 1], ['today', 1], ['week', 1], ['later', 2]] as const) expect((await list('busy', `&when=${when}`)).tasks).toHaveLength(count)
  expect((await list('mayor', '&list=given')).tasks.length).toBeGreaterThanOrEqual(5)
})

test('S4-11 open tasks of a unit go to another with its cards, closed ones keep the unit that did them', async () => {
  await house.db.insert(unit).values([{ code: 'roads', kind: 'unit', name: { en: 'Roads' }, parent: 'cityhall', openedOn: '2020-01-01' }, { code: 'streets', kind: 'unit', name: { en: 'Streets' }, parent: 'cityhall', openedOn: '2020-01-01' }])
  await house.addPerson('vera', ['reader'], ['roads'])
  const { id } = await house.register()
  const made = await resolve(id, { tasks: [{ unit: 'roads', executor: 'vera' }, { unit: 'roads', executor: 'vera' }, { executor: 'ion', helpers: [{ unit: 'roads', executor: 'vera' }] }] })
  const tasks = made.resolutions[0]?.tasks ?? []
  const ended = tasks.find(({ executor }) => executor?.name === 'vera')?.id ?? ''
  await move(await look(ended, 'mayor'), { move: 'close' }, 'mayor')
  expect(await house.db.transaction((tx) => moveOpenTasks(tx, 'roads', 'streets', { on: '2026-03-02', now: house.clock.now() }))).toBe(1)
  const after = await Promise.all(tasks.map((one) => look(one.id, 'mayor')))
  expect(after.map((one) => [one.id === ended, one.unit]).toSorted()).toEqual([[false, 'housing'], [false, 'streets'], [true, 'roads']])
  expect(after.find((one) => one.unit === 'housing')?.helpers).toMatchObject([{ unit: 'streets' }])
  expect((await house.db.select({ units: card.units }).from(card).where(eq(card.id, id)))[0]?.units).toContain('streets')
})
