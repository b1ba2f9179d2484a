import { sql } from 'drizzle-orm'
import { taskQuery, type TaskLine } from '#contract/assignments.ts'
import { overdueDecisions } from '#server/assignments/control/overdue-decisions.ts'
import { readReader } from '#server/assignments/reader.ts'
import { listTasks } from '#server/assignments/tasks/list-tasks.ts'
import { isOverdue, must } from '../model.ts'
import { sees, standsIn, type ListName } from '../rights.ts'
import { same, type World } from '../world.ts'

type Row = { id: string; card: string; unit: string; executor: string | null; controller: string | null; state: string; due_on: string | null; first_due_on: string | null; extended: number; executed_on: string | null; ended_on: string | null; result_card: string | null; version: number; helpers: string[] | null }

/** Every task as it stands. One that has ended keeps the unit that did the work, since the model never moves it. */
export async function compareTasks({ house, model }: World): Promise<void> {
  const { rows } = await house.db.execute<Row>(sql`
    select a.id, a.card, a.unit, a.executor, a.controller, a.state, a.due_on, a.first_due_on, a.extended, a.executed_on, a.ended_on, a.result_card, a.version, h.helpers
    from assignment a left join (select assignment, array_agg(executor || ' ' || unit || ' ' || (contributed_at is not null) order by executor) as helpers from assignment_helper group by assignment) h on h.assignment = a.id`)
  same(rows.length, model.tasks.size, 'number of tasks')
  for (const row of rows) {
    const task = must(model.tasks.get(row.id), `task ${row.id}`)
    const helpers = task.helpers.map(({ name, unit, gave }) => `${name} ${unit} ${gave}`).sort()
    same(
      [row.card, row.unit, row.executor, row.controller, row.state, row.due_on, row.first_due_on, row.extended, row.executed_on, row.ended_on, row.result_card, row.version, row.helpers ?? []],
      [task.card, task.unit, task.executor, task.controller, task.state, task.dueOn, task.firstDueOn, task.extended, task.executedOn, task.endedOn, task.result, task.version, helpers],
      `task on ${model.cards.get(task.card)?.number}`,
    )
  }
}

/** How many people look into a list on an ordinary evening. */
const fewPeople = 4
const lists: readonly ListName[] = ['mine', 'control', 'unit', 'given']

/**
 * No task is overdue without being listed: each list of overdue tasks has those that the model puts there, page after page,
 * and all lists of all people together have every overdue task. `everyList` false: some people look into one list each.
 */
export async function compareOverdue(world: World, everyList: boolean): Promise<void> {
  const { model, random } = world
  const overdue = [...model.tasks.values()].filter((task) => isOverdue(task, model.today))
  const listed = new Set<string>()
  for (const name of everyList ? model.people.keys() : random.some([...model.people.keys()], fewPeople)) {
    for (const list of everyList ? lists : [must(random.pick(lists), 'list')]) {
      const found = await readList(world, name, list, random.pick([3, 50]) ?? 50)
      const wanted = overdue.filter((task) => standsIn(model, list, name, task) && sees(model, name, must(model.cards.get(task.card), 'card')))
      same(found.map(({ id }) => id).sort(), wanted.map(({ id }) => id).sort(), `overdue tasks in the list ${list} of ${name}`)
      for (const { id } of found) listed.add(id)
    }
  }
  if (everyList) same([...listed].sort(), overdue.map(({ id }) => id).sort(), 'overdue tasks that stand in some list')
  await compareDecisions(world)
}

async function readList({ house, model }: World, name: string, list: ListName, limit: number): Promise<TaskLine[]> {
  const reader = await readReader(house.db, await house.who(name), model.today)
  const lines: TaskLine[] = []
  for (let after: string | null | undefined; after !== null; ) {
    const page = await listTasks(house.db, reader, { ...taskQuery.parse({ list, when: 'overdue', limit }), after: after ?? undefined }, model.today)
    lines.push(...page.tasks)
    after = page.next
  }
  if (lines.some(({ bucket }) => bucket !== 'overdue')) throw new Error(`the list ${list} of ${name} shows a task as something else than overdue`)
  return lines
}

/** Points of decisions and orders past their day, as the head of the house sees them. */
async function compareDecisions({ house, model }: World): Promise<void> {
  const reader = await readReader(house.db, await house.who('mayor'), model.today)
  const { issuers } = await overdueDecisions(house.db, reader, { limit: 1 }, model.today)
  const late = [...model.tasks.values()].filter((task) => task.point !== null && isOverdue(task, model.today))
  const expected = [...Map.groupBy(late, (task) => must(model.cards.get(task.card), 'card').register)].map(([register, tasks]) => [register, tasks.length])
  same(issuers.map(({ register, points }) => [register, points]).sort(), expected.sort(), 'points past their day')
}
