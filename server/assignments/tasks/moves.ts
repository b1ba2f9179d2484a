import type { MoveName, TaskMove } from '#contract/assignments.ts'
import { moveNames } from '#contract/assignments.ts'
import type { Assignment } from '../schema.ts'

/** A task as the rules of its moves see it. `head`: who leads its unit. */
export type MovableTask = Pick<Assignment, 'state' | 'unit' | 'executor' | 'controller' | 'madeBy' | 'dueOn' | 'firstDueOn' | 'extended' | 'executedOn' | 'executedBy' | 'report' | 'resultCard' | 'resultRecord'> & { helpers: readonly string[]; head: string | null }
/** Who acts: himself, and the absent for whom he stands in. */
export type Hand = { name: string; standsFor: readonly string[] }
type Fields = Pick<Assignment, 'state' | 'unit' | 'executor' | 'dueOn' | 'firstDueOn' | 'extended' | 'seenAt' | 'executedOn' | 'executedAt' | 'executedBy' | 'report' | 'resultCard' | 'resultRecord' | 'endedOn' | 'endedAt' | 'endedBy'>
export type TaskChange = Partial<Fields>
/** `as`: in whose name; it differs from the hand where somebody stands in. */
export type Moved = { kind: 'moved'; change: TaskChange; as: string } | { kind: 'refused'; reason: MoveRefusal }
export type MoveRefusal = 'assignment-ended' | 'assignment-not-yours' | 'assignment-on-control' | 'assignment-not-on-control' | 'assignment-not-reported' | 'assignment-reported' | 'controller-is-executor' | 'executor-named' | 'later-day-needed' | 'result-needed'

type At = { today: string; now: Date }
type Part = 'executor' | 'controller' | 'maker' | 'head' | 'helper'

export const isEnded = (task: Pick<Assignment, 'state'>): boolean => task.state !== 'open' && task.state !== 'executed'

/**
 * Decides one move of a task. A task on control ends by its controller alone: taken off against a linked document, or
 * cancelled with a reason; nobody does that for what he himself executes or reported, also not as a deputy.
 */
export function decideMove(task: MovableTask, what: TaskMove, hand: Hand, at: At): Moved {
  if (isEnded(task)) return refused('assignment-ended')
  const as = inWhoseName(task, hand, partsFor(task, what.move))
  if (as === null) return refused(whyNot(task, what.move))
  const fault = faultOf(task, what)
  return fault === null ? { kind: 'moved', as, change: changeBy(task, what, as, hand, at) } : refused(fault)
}

/** The moves that this person could make now, for a screen to offer. */
export function offeredMoves(task: MovableTask, hand: Hand): MoveName[] {
  if (isEnded(task)) return []
  return moveNames.filter((move) => inWhoseName(task, hand, partsFor(task, move)) !== null && stateFits(task, move) === null)
}

/** Who watches over the end of a task: its controller, or its maker where it is not on control. */
function partsFor(task: MovableTask, move: MoveName): readonly Part[] {
  const watch: Part = task.controller === null ? 'maker' : 'controller'
  switch (move) {
    case 'name-executor':
      return ['head', 'maker', 'controller']
    case 'transfer':
      return ['executor', 'head', 'maker', 'controller']
    case 'report':
      return task.executor === null ? ['head'] : ['executor']
    case 'contribute':
      return ['helper']
    case 'take-off-control':
      return ['controller']
    case 'close':
      return task.controller === null ? ['maker'] : []
    case 'extend':
    case 'return':
    case 'cancel':
      return [watch]
  }
}

/** His own part first, then that of somebody absent. Controlling is not given to who executes or reported the task. */
function inWhoseName(task: MovableTask, hand: Hand, parts: readonly Part[]): string | null {
  const own = task.executor === hand.name || task.executedBy === hand.name
  const usable = own ? parts.filter((part) => part !== 'controller') : parts
  return [hand.name, ...hand.standsFor].find((name) => usable.some((part) => has(task, part, name))) ?? null
}

function has(task: MovableTask, part: Part, name: string): boolean {
  switch (part) {
    case 'executor':
      return task.executor === name
    case 'controller':
      return task.controller === name
    case 'maker':
      return task.madeBy === name
    case 'head':
      return task.head === name
    case 'helper':
      return task.helpers.includes(name)
  }
}

const whyNot = (task: MovableTask, move: MoveName): MoveRefusal => (move === 'close' && task.controller !== null ? 'assignment-on-control' : move === 'take-off-control' && task.controller === null ? 'assignment-not-on-control' : 'assignment-not-yours')

/** What in its state forbids a move, whatever it says. */
function stateFits(task: MovableTask, move: MoveName): MoveRefusal | null {
  switch (move) {
    case 'name-executor':
      if (task.executor !== null) return 'executor-named'
      return openOnly(task)
    case 'transfer':
    case 'extend':
    case 'report':
      return openOnly(task)
    case 'return':
      return task.state === 'executed' ? null : 'assignment-not-reported'
    case 'take-off-control':
      return task.controller === null ? 'assignment-not-on-control' : null
    case 'close':
      return task.controller === null ? null : 'assignment-on-control'
    case 'cancel':
    case 'contribute':
      return null
  }
}

const openOnly = (task: MovableTask): MoveRefusal | null => (task.state === 'open' ? null : 'assignment-reported')

function faultOf(task: MovableTask, what: TaskMove): MoveRefusal | null {
  const unfit = stateFits(task, what.move)
  if (unfit !== null) return unfit
  if ((what.move === 'name-executor' || what.move === 'transfer') && what.executor === task.controller) return 'controller-is-executor'
  if (what.move === 'extend' && task.dueOn !== null && what.dueOn <= task.dueOn) return 'later-day-needed'
  if (what.move === 'take-off-control' && (what.resultCard ?? what.resultRecord ?? task.resultCard ?? task.resultRecord) === null) return 'result-needed'
  return null
}

function changeBy(task: MovableTask, what: TaskMove, as: string, hand: Hand, { today, now }: At): TaskChange {
  const end = { endedOn: today, endedAt: now, endedBy: hand.name }
  switch (what.move) {
    case 'name-executor':
      return { executor: what.executor, seenAt: null }
    case 'transfer':
      return { executor: what.executor, unit: what.unit ?? task.unit, seenAt: null }
    case 'extend':
      return { dueOn: what.dueOn, firstDueOn: task.firstDueOn ?? what.dueOn, extended: task.extended + 1 }
    case 'report':
      return { state: 'executed', executor: task.executor ?? as, executedOn: today, executedAt: now, executedBy: hand.name, report: what.report === '' ? null : what.report, ...results(task, what) }
    case 'return':
      return { state: 'open', executedOn: null, executedAt: null, executedBy: null }
    case 'take-off-control':
      return { state: 'off-control', executedOn: task.executedOn ?? today, ...results(task, what), ...end }
    case 'close':
      return { state: 'closed', executedOn: task.executedOn ?? today, report: what.report === '' ? task.report : what.report, ...end }
    case 'cancel':
      return { state: 'cancelled', ...end }
    case 'contribute':
      return {}
  }
}

const results = (task: MovableTask, what: { resultCard?: string | undefined; resultRecord?: string | undefined }) => ({ resultCard: what.resultCard ?? task.resultCard, resultRecord: what.resultRecord ?? task.resultRecord })
const refused = (reason: MoveRefusal): Moved => ({ kind: 'refused', reason })
