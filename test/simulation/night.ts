import { sql } from 'drizzle-orm'
import { noticeSettings } from '#contract/notices.ts'
import { runDeadlines } from '#server/assignments/notices/run-deadlines.ts'
import { carryOutDue } from '#server/municipality/reorganisation/carry-out.ts'
import { carryOut } from './commands/organisation.ts'
import { plusDays } from './days.ts'
import { isEnded, type Card, type Model, type Task } from './model.ts'
import { headOf, standIn, within } from './rights.ts'
import { same, type World } from './world.ts'

const { remindDays, headDays, controllerDays } = noticeSettings.parse({})
/** How far back the run of a day looks. */
const newsDays = 7

/** What the house does soon after midnight, some nights twice, and what the model says that it told. */
export async function night(world: World): Promise<void> {
  const { house, model } = world
  same(await carryOutDue(house.context), carryOut(model), 'reorganisations carried out')
  const isFirst = !model.runs.includes(model.today)
  const expected = isFirst ? toTell(model).filter((key) => !model.told.has(key)) : []
  const begun = house.clock.now()
  const { ran, day, told } = await runDeadlines(house.context)
  same({ ran, day, told }, { ran: isFirst, day: model.today, told: expected.length }, 'run of the deadlines')
  if (!isFirst) return
  model.runs.push(model.today)
  const { rows } = await house.db.execute<{ key: string }>(sql`select key from notice where made_at = ${begun.toISOString()}::timestamptz and kind in ('due-soon', 'due-today', 'overdue', 'overdue-unit', 'overdue-control', 'card-due-soon', 'card-overdue')`)
  same(rows.map(({ key }) => key).sort(), [...expected].sort(), 'what the run told')
  for (const key of expected) model.told.add(key)
  if (world.random.chance(0.25)) same((await runDeadlines(house.context, true)).told, 0, 'what a second run of the day told')
}

/** Whom the run of a day tells of what, as keys of kind, subject, due day and person; each once in a life. */
function toTell(model: Model): string[] {
  const keys = new Set<string>()
  const say = (kind: string, subject: string, due: string, person: string | null) => {
    if (person === null) return
    keys.add(`${kind}:${subject}:${due}:${person}`)
    const deputy = standIn(model, person)
    if (deputy !== null && deputy !== person) keys.add(`${kind}:${subject}:${due}:${deputy}`)
  }
  const back = Math.max(newsDays, gapOf(model))
  for (const task of model.tasks.values()) if (task.state === 'open' && task.dueOn !== null) ofTask(model, task, task.dueOn, back, (kind, person) => say(kind, task.id, task.dueOn ?? '', person))
  const busy = new Set([...model.tasks.values()].filter((task) => !isEnded(task)).map(({ card }) => card))
  for (const card of model.cards.values()) if (card.dueOn !== null && card.closedOn === null && !busy.has(card.id)) ofCard(model, card, card.dueOn, back, (kind, person) => say(kind, card.id, card.dueOn ?? '', person))
  return [...keys]
}

/** Days since the last run up to today, that one included. */
function gapOf(model: Model): number {
  const last = model.runs.filter((day) => day <= model.today).sort().at(-1) ?? model.today
  let days = 1
  for (let day = last; day < model.today; day = plusDays(day, 1)) days += 1
  return days
}

const passed = (model: Model, due: string, days: number, back: number) => due <= plusDays(model.today, -days) && due >= plusDays(model.today, -days - back)

function ofTask(model: Model, task: Task, due: string, back: number, say: (kind: string, person: string | null) => void): void {
  const kind = due === model.today ? 'due-today' : within(due, model.today, remindDays) ? 'due-soon' : passed(model, due, 1, back) ? 'overdue' : null
  if (kind !== null) {
    say(kind, task.executor ?? headOf(model, task.unit, true))
    for (const helper of task.helpers) if (!helper.gave) say(kind, helper.name)
  }
  const head = headOf(model, task.unit, true)
  if (passed(model, due, headDays, back) && head !== task.executor) say('overdue-unit', head)
  if (passed(model, due, controllerDays, back)) say('overdue-control', task.controller)
}

function ofCard(model: Model, card: Card, due: string, back: number, say: (kind: string, person: string | null) => void): void {
  if (card.state !== 'registered' && card.state !== 'in-work') return
  const head = headOf(model, card.unit, true)
  if (due === model.today || within(due, model.today, remindDays)) say('card-due-soon', head)
  if (passed(model, due, 1, back)) say('card-overdue', head)
}
