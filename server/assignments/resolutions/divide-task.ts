import { refusal } from '#kernel/refusal.ts'
import type { TaskForm } from '#contract/assignments.ts'
import type { Principal } from '#platform/http/access.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import type { RegistryContext } from '#server/registry/context.ts'
import { readReader, seeCardAs, type Reader } from '../reader.ts'
import type { Assignment } from '../schema.ts'
import { lockTask } from '../tasks/lock-task.ts'
import { noteTasks } from '../tasks/note-task.ts'
import { makeTasks } from './make-tasks.ts'

/** In whose name somebody may divide an open task: its executor, or the head of its unit. Null: he may not. */
export function dividerOf(task: Pick<Assignment, 'state' | 'executor' | 'unit'>, reader: Pick<Reader, 'name' | 'standsFor' | 'leads'>): string | null {
  if (task.state !== 'open') return null
  return [reader.name, ...reader.standsFor].find((name) => task.executor === name || reader.leads.get(task.unit) === name) ?? null
}

/** The executor of a task, or the head of its unit, gives parts of it to others; what comes of them he answers for. */
export async function divideTask(context: RegistryContext, principal: Principal, id: string, tasks: readonly TaskForm[]): Promise<void> {
  const now = context.clock.now()
  const today = dayIn(context.timeZone, now)
  await context.db.transaction(async (tx) => {
    const reader = await readReader(tx, principal, today)
    const task = await lockTask(tx, reader, id)
    const maker = dividerOf(task, reader)
    if (maker === null) throw refusal('assignment-not-yours', {}, 'Only the executor and the head of the unit divide a task, while it is open.')
    const card = await seeCardAs(tx, reader, task.card)
    const by = { actor: reader.actor, now, today }
    const wanted = tasks.map((one) => ({ ...one, text: one.text ?? task.text, dueOn: one.dueOn === undefined ? task.dueOn : one.dueOn }))
    const notes = await makeTasks(tx, wanted, { card, parent: id, maker, passes: task.point === null, by, ...(task.resolution === null ? {} : { resolution: task.resolution }) })
    await noteTasks(tx, context.outbox, notes, { ...by, action: 'assignments.assign' })
  })
  context.outbox.wake()
}
