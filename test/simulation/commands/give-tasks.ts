import { eq } from 'drizzle-orm'
import { pointsForm, resolutionForm, subtasksForm } from '#contract/assignments.ts'
import { addPoints } from '#server/assignments/resolutions/add-points.ts'
import { divideTask } from '#server/assignments/resolutions/divide-task.ts'
import { resolveCard } from '#server/assignments/resolutions/resolve-card.ts'
import { assignment } from '#server/assignments/schema.ts'
import { plusDays } from '../days.ts'
import { settle } from '../deadlines.ts'
import { must, openTasksOf, type Card, type Task } from '../model.ts'
import { headOf, isOpenUnit, sees, standIn, unitFor } from '../rights.ts'
import { cardsWhere, refused, type Command, type World } from '../world.ts'

type Wanted = { unit?: string; executor?: string; helpers: { executor: string }[]; controller: string | null; dueOn?: string | null; point?: number }

const workers = ['hanna', 'ion', 'petro', 'fedir', 'maria'] as const

/** `fixedDay`: as points of decisions are, with a day and on control. */
function someTask(world: World, fixedDay: boolean): Wanted {
  const { random, model } = world
  const executor = random.chance(0.75) ? must(random.pick(workers), 'worker') : undefined
  const unit = executor === undefined ? must(random.pick([...model.units.keys()].filter((code) => code !== 'centre' && isOpenUnit(model, code))), 'unit') : undefined
  const day = plusDays(model.today, random.int(-3, 25))
  const dueOn = fixedDay ? day : random.pick([undefined, day, day, random.chance(0.2) ? null : day])
  const helpers = random.chance(0.3) ? random.some(workers.filter((name) => name !== executor), 2).map((name) => ({ executor: name })) : []
  return { ...(unit === undefined ? {} : { unit }), ...(executor === undefined ? {} : { executor }), helpers, controller: fixedDay || random.chance(0.7) ? 'olga' : null, ...(dueOn === undefined ? {} : { dueOn }) }
}

/** Puts tasks into the model as the house should have made them; their ids come from the house, in the order in which they were made. */
async function addTasks(world: World, card: Card, wanted: readonly Wanted[], making: { maker: string; passes: boolean; dueOn: string | null }): Promise<void> {
  const { model, house } = world
  const known = new Set([...model.tasks.values()].filter((task) => task.card === card.id).map(({ id }) => id))
  const made = (await house.db.select({ id: assignment.id }).from(assignment).where(eq(assignment.card, card.id)).orderBy(assignment.id)).filter(({ id }) => !known.has(id))
  if (made.length !== wanted.length) throw new Error(`${wanted.length} tasks were ordered on ${card.number}, ${made.length} were made`)
  // Ids of one millisecond have no order: tasks are told apart by what was ordered.
  const rows = await house.db.select().from(assignment).where(eq(assignment.card, card.id))
  for (const [index, one] of wanted.entries()) {
    const executor = one.executor ?? null
    const unit = one.unit ?? unitFor(model, must(executor, 'executor'))
    const dueOn = one.dueOn === undefined ? making.dueOn : one.dueOn
    const row = must(rows.find((found) => !known.has(found.id) && found.unit === unit && found.executor === executor && found.dueOn === dueOn && found.controller === one.controller && found.point === (one.point ?? null)), `task on ${card.number} like ${JSON.stringify(one)}`)
    known.add(row.id)
    const helpers = one.helpers.filter((helper) => helper.executor !== executor).map((helper) => ({ name: helper.executor, unit: unitFor(model, helper.executor), gave: false }))
    const task: Task = { id: row.id, card: card.id, point: one.point ?? null, unit, executor, controller: one.controller, maker: making.maker, helpers, state: 'open', dueOn, firstDueOn: dueOn, extended: 0, executedBy: null, executedOn: null, endedOn: null, result: null, version: 1 }
    model.tasks.set(task.id, task)
    handOn(world, card, task, [making.maker, one.controller, ...helpers.map(({ name }) => name)], helpers.map((helper) => helper.unit), making.passes && index === 0)
  }
  settle(model, card)
}

/** Opens a card to those who work on it; the first who holds it is the one who examines it. */
export function handOn({ model }: World, card: Card, task: Pick<Task, 'unit' | 'executor'>, people: readonly (string | null)[], units: readonly string[], holds: boolean): void {
  for (const unit of [task.unit, ...units]) card.units.add(unit)
  for (const name of [task.executor, headOf(model, task.unit), ...people]) if (name !== null) card.people.add(name)
  if (holds && !card.stages.includes('under-examination')) card.stages.push('under-examination')
}

/** The head writes a resolution, or his deputy while he is away; nobody else does. */
export const resolve: Command = {
  name: 'resolve',
  weight: 12,
  async run(world) {
    const { model, house, random } = world
    const card = random.pick(cardsWhere(world, ({ state, register }) => state !== 'annulled' && state !== 'filed' && register !== 'outgoing'))
    if (card === undefined) return null
    const hand = must(random.pick(['mayor', standIn(model, 'mayor') ?? 'mayor']), 'hand')
    const tasks = Array.from({ length: random.int(1, 2) }, () => someTask(world, false))
    const form = resolutionForm.parse({ text: 'To examine', tasks, ...(hand === 'mayor' ? {} : { onBehalfOf: 'mayor' }) })
    if (random.chance(0.1)) {
      const stranger = await house.who('maria')
      await refused(sees(model, 'maria', card) ? 'may-not-resolve' : 'no-such-card', () => resolveCard(house.context, stranger, card.id, { ...form, onBehalfOf: undefined }))
    }
    await resolveCard(house.context, await house.who(hand), card.id, form)
    await addTasks(world, card, tasks, { maker: 'mayor', passes: true, dueOn: card.dueOn })
    return `${card.number} by ${hand}, ${tasks.length} tasks`
  },
}

/** Points of a decision or an order are put on control. */
export const putPoints: Command = {
  name: 'points',
  weight: 2,
  async run(world) {
    const { model, random, house } = world
    const card = random.pick(cardsWhere(world, ({ register, state }) => (register === 'decisions' || register === 'orders') && state !== 'annulled' && state !== 'filed'))
    if (card === undefined) return null
    const used = [...model.tasks.values()].filter((task) => task.card === card.id && task.state !== 'cancelled').map(({ point }) => point ?? 0)
    const first = 1 + Math.max(0, ...used)
    const points = [first, first + 1].map((point) => ({ ...someTask(world, true), point }))
    const form = pointsForm.parse({ points: points.map((one) => ({ ...one, text: `Point ${one.point}` })) })
    await addPoints(house.context, await house.who('olga'), card.id, form)
    await refused('point-exists', async () => addPoints(house.context, await house.who('olga'), card.id, form))
    await addTasks(world, card, points, { maker: 'olga', passes: false, dueOn: null })
    return `${card.number} ${first}, ${first + 1}`
  },
}

/** Whoever executes a task gives a part of it to somebody else. */
export const divide: Command = {
  name: 'divide',
  weight: 1,
  async run(world) {
    const { model, random, house } = world
    const task = random.pick([...model.tasks.values()].filter(({ state, executor }) => state === 'open' && executor !== null))
    if (task === undefined) return null
    const card = must(model.cards.get(task.card), 'card')
    const maker = must(task.executor, 'executor')
    const part: Wanted = { executor: must(random.pick(workers.filter((name) => name !== maker)), 'worker'), helpers: [], controller: null }
    await divideTask(house.context, await house.who(maker), task.id, subtasksForm.parse({ tasks: [part] }).tasks)
    await addTasks(world, card, [part], { maker, passes: task.point === null, dueOn: task.dueOn })
    return `${card.number}: ${openTasksOf(model, card.id).length} open`
  },
}
