import { and, eq, inArray, isNull, ne } from 'drizzle-orm'
import type { PointsForm } from '#contract/assignments.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Tx } from '#platform/database.ts'
import type { Principal } from '#platform/http/access.ts'
import { noteCard } from '#server/registry/cards/note-card.ts'
import type { RegistryContext } from '#server/registry/context.ts'
import { assignment } from '../schema.ts'
import { noteTasks } from '../tasks/note-task.ts'
import { mayAddPoints } from './authors.ts'
import { makeTasks } from './make-tasks.ts'
import { openForTasks } from './open-for-tasks.ts'

/** Puts points of a decision or order on control, each as a task with executor, controller and deadline of its own. Refuses with `point-exists`, `card-closed`. */
export async function addPoints(context: RegistryContext, principal: Principal, id: string, form: PointsForm): Promise<void> {
  await context.db.transaction(async (tx) => {
    const { reader, card, by } = await openForTasks(context, tx, principal, id)
    if (!mayAddPoints(reader)) throw refusal('may-not-resolve', {}, 'Points are put on control by the registry, the controller or the head.')
    await refuseRepeated(tx, id, form.points.map(({ point }) => point))
    const notes = await makeTasks(tx, form.points, { card, maker: reader.name, passes: false, by })
    await noteCard(tx, id, { event: 'points-on-control', details: { points: form.points.length } }, by)
    await noteTasks(tx, context.outbox, notes, { ...by, action: 'assignments.add-points' })
  })
  context.outbox.wake()
}

async function refuseRepeated(tx: Tx, card: string, points: readonly number[]): Promise<void> {
  const there = await tx.select({ point: assignment.point }).from(assignment).where(and(eq(assignment.card, card), isNull(assignment.parent), ne(assignment.state, 'cancelled'), inArray(assignment.point, [...points])))
  const repeated = there[0]?.point ?? points.find((point, at) => points.indexOf(point) !== at)
  if (repeated !== undefined) throw refusal('point-exists', { point: repeated }, `Point ${repeated} is on control already.`)
}
