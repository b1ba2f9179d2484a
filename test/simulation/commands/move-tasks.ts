import { moveForm, type MoveName, type TaskMove } from '#contract/assignments.ts'
import { moveTask } from '#server/assignments/tasks/move-task.ts'
import { plusDays } from '../days.ts'
import { settle } from '../deadlines.ts'
import { isEnded, must, type Card, type Task } from '../model.ts'
import { headOf, namesOf, sees, unitFor } from '../rights.ts'
import { cardsWhere, refused, type Command, type World } from '../world.ts'
import { handOn } from './give-tasks.ts'

const moves: readonly MoveName[] = ['name-executor', 'name-executor', 'transfer', 'extend', 'report', 'report', 'report', 'return', 'take-off-control', 'take-off-control', 'take-off-control', 'close', 'close', 'cancel', 'contribute']

/** In whose name somebody may make a move; null: he may not. Written down from the town's rules of procedure, not from the program. */
function nameFor({ model }: World, task: Task, move: MoveName, hand: string): string | null {
  const head = headOf(model, task.unit)
  const own = task.executor === hand || task.executedBy === hand
  const controller = own ? null : task.controller
  const watching = task.controller === null ? task.maker : controller
  const allowed: Readonly<Record<MoveName, readonly (string | null)[]>> = {
    'name-executor': [head, task.maker, controller],
    'transfer': [task.executor, head, task.maker, controller],
    'report': [task.executor ?? head],
    'contribute': task.helpers.map(({ name }) => name),
    'take-off-control': [controller],
    'close': task.controller === null ? [task.maker] : [],
    'extend': [watching],
    'return': [watching],
    'cancel': [watching],
  }
  return namesOf(model, hand).find((name) => allowed[move].includes(name)) ?? null
}

/** Why a move that somebody may make is refused all the same; null: it is made. */
function faultOf(task: Task, what: TaskMove): string | null {
  const { move } = what
  if (move === 'name-executor' && task.executor !== null) return 'executor-named'
  if (['name-executor', 'transfer', 'extend', 'report'].includes(move) && task.state === 'executed') return 'assignment-reported'
  if (move === 'return' && task.state === 'open') return 'assignment-not-reported'
  if ((what.move === 'transfer' || what.move === 'name-executor') && what.executor === task.controller) return 'controller-is-executor'
  if (what.move === 'extend' && task.dueOn !== null && what.dueOn <= task.dueOn) return 'later-day-needed'
  if (what.move === 'take-off-control' && (what.resultCard ?? task.result) === null) return 'result-needed'
  return null
}

function whatFor(world: World, task: Task, move: MoveName, hand: string): TaskMove {
  const { random, model } = world
  const executor = must(random.pick(['ion', 'petro', 'maria', 'fedir', 'hanna', 'olga'].filter((name) => name !== task.executor)), 'person')
  const result = random.pick(cardsWhere(world, (card) => card.register === 'outgoing' && card.state !== 'annulled' && sees(model, hand, card)))?.id
  const linked = result === undefined || random.chance(0.2) ? {} : { resultCard: result }
  const card = must(model.cards.get(task.card), 'card')
  // Now and then the very day that the document has, or had: what rests on that day must not be mixed up with it.
  const day = must(random.pick([plusDays(task.dueOn ?? model.today, random.int(0, 12)), card.dueOn ?? model.today]), 'day')
  switch (move) {
    case 'name-executor':
      return { move, executor }
    case 'transfer':
      return { move, executor, reason: 'too much to do' }
    case 'extend':
      return { move, dueOn: day, reason: 'expertise' }
    case 'report':
      return { move, report: 'Done.', ...linked }
    case 'take-off-control':
      return { move, ...(linked.resultCard === undefined && task.result === null && random.chance(0.7) ? { resultCard: task.card } : linked) }
    case 'return':
      return { move, remark: 'Not all of it' }
    case 'cancel':
      return { move, reason: 'not needed' }
    case 'close':
      return { move, report: '' }
    case 'contribute':
      return { move, contribution: 'My part' }
  }
}

function change(world: World, task: Task, what: TaskMove, as: string, hand: string): void {
  const { model } = world
  const { today } = model
  const end = (state: Task['state']) => Object.assign(task, { state, endedOn: today })
  switch (what.move) {
    case 'name-executor':
    case 'transfer':
      if (what.move === 'transfer') task.unit = unitFor(model, what.executor, task.unit)
      task.executor = what.executor
      break
    case 'extend':
      Object.assign(task, { dueOn: what.dueOn, firstDueOn: task.firstDueOn ?? what.dueOn, extended: task.extended + 1 })
      break
    case 'report':
      Object.assign(task, { state: 'executed', executor: task.executor ?? as, executedBy: hand, executedOn: today, result: what.resultCard ?? task.result })
      break
    case 'return':
      Object.assign(task, { state: 'open', executedBy: null, executedOn: null })
      break
    case 'take-off-control':
      Object.assign(task, { result: what.resultCard ?? task.result, executedOn: task.executedOn ?? today })
      end('off-control')
      break
    case 'close':
      task.executedOn ??= today
      end('closed')
      break
    case 'cancel':
      end('cancelled')
      break
    case 'contribute':
      for (const helper of task.helpers) if (helper.name === as) helper.gave = true
  }
  task.version += 1
}

async function attempt(world: World, task: Task, move: MoveName, hand: string): Promise<string> {
  const { model, house } = world
  const card = must(model.cards.get(task.card), 'card')
  const what = whatFor(world, task, move, hand)
  const make = async (version: number) => moveTask(house.context, await house.who(hand), task.id, moveForm.parse({ version, what }))
  const say = (outcome: string) => `${move} of ${card.number} by ${hand}${outcome}`
  const why = refusalOf(world, card, task, what, hand)
  if (why !== null) {
    await refused(why, () => make(task.version))
    return say(`, refused: ${why}`)
  }
  if (world.random.chance(0.1)) await refused('assignment-changed-meanwhile', () => make(task.version + 1))
  const before = task.executor
  const as = must(nameFor(world, task, move, hand), 'name')
  await make(task.version)
  change(world, task, what, as, hand)
  const result = 'resultCard' in what && what.resultCard !== undefined ? must(model.cards.get(what.resultCard), 'result') : null
  result?.people.add(task.controller ?? task.maker)
  if (task.executor !== before && task.executor !== null) handOn(world, card, task, [], [], task.point === null)
  settle(model, card)
  return say('')
}

function refusalOf(world: World, card: Card, task: Task, what: TaskMove, hand: string): string | null {
  if (!sees(world.model, hand, card)) return 'no-such-assignment'
  if (isEnded(task)) return 'assignment-ended'
  if (nameFor(world, task, what.move, hand) === null) return what.move === 'close' && task.controller !== null ? 'assignment-on-control' : what.move === 'take-off-control' && task.controller === null ? 'assignment-not-on-control' : 'assignment-not-yours'
  return faultOf(task, what)
}

const unfinished = ({ model }: World) => [...model.tasks.values()].filter((task) => !isEnded(task))

/** Somebody who may does something with a task. */
export const moveOfTask: Command = {
  name: 'move',
  weight: 34,
  async run(world) {
    const { model, random } = world
    const move = must(random.pick(moves), 'move')
    const fits = unfinished(world).filter((task) => (move === 'take-off-control' ? task.controller !== null : move === 'close' ? task.controller === null : move === 'return' ? task.state === 'executed' && random.chance(0.3) : move === 'name-executor' ? task.executor === null : move === 'contribute' ? task.helpers.length > 0 : move !== 'cancel' || random.chance(0.3)))
    const task = random.pick(fits)
    if (task === undefined) return null
    const hand = random.pick([...model.people.keys()].filter((name) => nameFor(world, task, move, name) !== null && sees(model, name, must(model.cards.get(task.card), 'card'))))
    return hand === undefined ? null : attempt(world, task, move, hand)
  },
}

/** Anybody tries anything with any task of late. */
export const tryTask: Command = {
  name: 'try',
  weight: 3,
  async run(world) {
    const { model, random } = world
    const task = random.pick([...model.tasks.values()].slice(-60))
    return task === undefined ? null : attempt(world, task, must(random.pick(moves), 'move'), must(random.pick([...model.people.keys()]), 'person'))
  },
}
