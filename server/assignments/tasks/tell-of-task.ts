import type { MoveName } from '#contract/assignments.ts'
import type { NoticeKind } from '#contract/notices.ts'
import type { Tx } from '#platform/database.ts'
import { tellPeople } from '../notices/tell.ts'
import type { Assignment } from '../schema.ts'

/** A task as those who are told of it need it; `version` after what happened. */
export type ToldTask = Pick<Assignment, 'id' | 'card' | 'executor' | 'controller' | 'madeBy' | 'dueOn' | 'version'> & { head: string | null; helpers: readonly string[] }
type News = { kind: NoticeKind; people: readonly (string | null)[] }

/** Whom to tell of a move: whose turn it is now, and whom it concerns. `before`: the executor until then. */
export function newsOf(move: MoveName | 'made', task: ToldTask, before: string | null): News[] {
  const executor = task.executor ?? task.head
  switch (move) {
    case 'made':
      return [{ kind: 'task-given', people: [executor] }, { kind: 'task-helping', people: task.helpers }]
    case 'name-executor':
      return [{ kind: 'task-given', people: [executor] }]
    case 'transfer':
      return [{ kind: 'task-given', people: [executor] }, { kind: 'task-changed', people: [before, task.controller] }]
    case 'extend':
      return [{ kind: 'task-extended', people: [executor, ...task.helpers] }]
    case 'report':
      return [{ kind: 'task-executed', people: [task.controller ?? task.madeBy] }]
    case 'return':
      return [{ kind: 'task-returned', people: [executor] }]
    case 'take-off-control':
    case 'close':
      return [{ kind: 'task-ended', people: [executor, ...task.helpers] }]
    case 'cancel':
      return [{ kind: 'task-cancelled', people: [executor, ...task.helpers] }]
    case 'contribute':
      return [{ kind: 'contribution-given', people: [executor] }]
  }
}

/** Tells the people of a move, but not the one who made it. `number`: of the document. */
export async function tellOfTask(tx: Tx, move: MoveName | 'made', task: ToldTask, about: { number: string; by: string; before: string | null }, at: { now: Date; today: string }): Promise<void> {
  const facts = { number: about.number, by: about.by, ...(task.dueOn === null ? {} : { due: task.dueOn }) }
  for (const { kind, people } of newsOf(move, task, about.before)) {
    await tellPeople(tx, { kind, people: people.filter((name) => name !== about.by), about: `${task.id}:${task.version}`, card: task.card, assignment: task.id, facts }, at)
  }
}
