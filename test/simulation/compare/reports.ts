import { reportQuery, type ReportView } from '#contract/reports.ts'
import { readReport } from '#server/assignments/reports/read-report.ts'
import { refreshSums } from '#server/assignments/reports/refresh-sums.ts'
import { readReader } from '#server/assignments/reader.ts'
import { timeZone } from '../house.ts'
import { isEnded, must, type Model, type Task } from '../model.ts'
import { same, type World } from '../world.ts'

type Span = { from: string; to: string }
type Outcome = 'on-time' | 'late' | 'overdue' | 'pending' | 'cancelled'

const inSpan = (day: string, { from, to }: Span) => day.slice(0, 7) >= from && day.slice(0, 7) <= to

/**
 * The discipline report of this month, and with `thorough` that since the beginning, counted from the documents and from the sums
 * of the hour: each person's figures, and what the registers hold, are those of the model.
 */
export async function compareReports(world: World, thorough: boolean): Promise<void> {
  const { house, model } = world
  const month = model.today.slice(0, 7)
  await compareDiscipline(world, { from: month, to: month }, {})
  if (!thorough) return
  const first = [...model.cards.values()].map(({ registeredOn }) => registeredOn.slice(0, 7)).sort()[0] ?? month
  const whole = { from: first, to: [...model.cards.values()].map(({ registeredOn }) => registeredOn.slice(0, 7)).sort().at(-1) ?? month }
  await compareDiscipline(world, whole, {})
  await refreshSums(house.db, { now: house.clock.now(), today: model.today, timeZone })
  await compareDiscipline(world, { from: first, to: month }, { liveLimit: 0 })
}

async function compareDiscipline({ house, model }: World, span: Span, from: { liveLimit?: number }): Promise<void> {
  const reader = await readReader(house.db, await house.who('mayor'), model.today)
  const report = await readReport({ ...house.context, ...from }, reader, 'discipline', reportQuery.parse(span))
  const what = `discipline ${span.from} to ${span.to}${report.asOf === null ? '' : ' from the sums'}`
  same(linesOf(report), expectedLines(model, span), what)
  const { lines: _, ...totals } = must(report.register, 'totals of the registers')
  same(totals, expectedTotals(model, span), `${what}, against the registers`)
}

/** Unit, person, and the figures that are not nothing. */
const linesOf = ({ rows }: ReportView): string[] => rows.filter(({ level }) => level === 'line').map(({ unit, person, values }) => lineOf(unit ?? '', person?.name ?? '-', values)).sort()

const keys = ['on-time', 'late', 'overdue', 'pending', 'cancelled'] as const
const lineOf = (unit: string, person: string, values: Readonly<Record<string, number | null>>) => `${unit} ${person} ${keys.map((key) => values[key] ?? 0).join(' ')} extended ${values['extended'] ?? 0}`

const counted = (model: Model, span: Span): Task[] => [...model.tasks.values()].filter((task) => {
  const card = must(model.cards.get(task.card), 'card')
  return card.state !== 'annulled' && inSpan(card.registeredOn, span)
})

function outcomeOf(task: Task, today: string): Outcome {
  if (task.state === 'cancelled') return 'cancelled'
  if (task.state === 'open') return task.dueOn !== null && task.dueOn < today ? 'overdue' : 'pending'
  return task.dueOn === null || must(task.executedOn ?? task.endedOn, 'day of the end') <= task.dueOn ? 'on-time' : 'late'
}

function expectedLines(model: Model, span: Span): string[] {
  const people = Map.groupBy(counted(model, span), (task) => `${task.unit}|${task.executor ?? '-'}`)
  return [...people]
    .map(([who, tasks]) => {
      const values: Record<string, number> = { extended: tasks.filter((task) => task.extended > 0 && task.state !== 'cancelled').length }
      for (const task of tasks) values[outcomeOf(task, model.today)] = (values[outcomeOf(task, model.today)] ?? 0) + 1
      const [unit = '', person = ''] = who.split('|')
      return lineOf(unit, person, values)
    })
    .sort()
}

/** What the registers hold of a period, and how many tasks came of it. */
function expectedTotals(model: Model, span: Span): Record<string, number | boolean> {
  const entries = [...model.registers.values()].flatMap(({ books }) => [...books.values()].flatMap((book) => [...book.entries.values()])).filter(({ on }) => inSpan(on, span))
  const cards = [...model.cards.values()].filter(({ registeredOn }) => inSpan(registeredOn, span))
  const tasks = counted(model, span)
  const [annulled, withTasks, cancelled] = [cards.filter(({ state }) => state === 'annulled').length, new Set(tasks.map(({ card }) => card)).size, tasks.filter((task) => isEnded(task) && task.state === 'cancelled').length]
  return {
    ...{ entries: entries.length, second: entries.filter(({ second }) => second).length, withoutCard: entries.filter(({ card }) => card === null).length, registered: cards.length, annulled },
    ...{ withTasks, withoutTasks: cards.length - annulled - withTasks, tasks: tasks.length, furtherTasks: tasks.length - withTasks, received: tasks.length - cancelled, cancelled, agrees: true },
  }
}
