import { and, eq, isNull } from 'drizzle-orm'
import type { TaskView } from '#contract/assignments.ts'
import { newId } from '#kernel/ids.ts'
import type { Principal } from '#platform/http/access.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { openCardTo } from '#server/registry/cards/note-card.ts'
import type { RegistryContext } from '#server/registry/context.ts'
import { readReader, type Reader } from '../reader.ts'
import { assignment, assignmentEvent } from '../schema.ts'
import { viewTask } from './view-task.ts'

/**
 * Shows a task. The first look of its executor, or of who stands in for him, is the acknowledgement: it is noted, since
 * the head asks who left a task unopened. Who stands in for somebody sees the card of the task from then on.
 */
export async function openTask(context: RegistryContext, principal: Principal, id: string): Promise<TaskView> {
  const now = context.clock.now()
  const today = dayIn(context.timeZone, now)
  const reader = await readReader(context.db, principal, today)
  const view = await viewTask(context.db, reader, id, today)
  const executor = view.executor?.name
  const looksAsExecutor = executor !== undefined && [reader.name, ...reader.standsFor].includes(executor)
  if (view.standingInFor !== null) await context.db.transaction((tx) => openCardTo(tx, view.card.id, { people: [reader.name] }))
  if (view.seen || !looksAsExecutor) return view
  await acknowledge(context, reader, id, { now, onBehalfOf: executor === reader.name ? null : executor })
  return viewTask(context.db, reader, id, today)
}

async function acknowledge(context: RegistryContext, reader: Reader, id: string, { now, onBehalfOf }: { now: Date; onBehalfOf: string | null }): Promise<void> {
  await context.db.transaction(async (tx) => {
    const first = await tx.update(assignment).set({ seenAt: now }).where(and(eq(assignment.id, id), isNull(assignment.seenAt))).returning({ id: assignment.id })
    if (first.length === 0) return
    await tx.insert(assignmentEvent).values({ id: newId(now.getTime()), assignment: id, at: now, actor: reader.actor, event: 'seen', details: onBehalfOf === null ? {} : { onBehalfOf } })
  })
}
