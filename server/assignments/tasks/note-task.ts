import { newId } from '#kernel/ids.ts'
import type { AuditAction } from '#kernel/audit-actions.ts'
import type { Json } from '#kernel/canonical-json.ts'
import type { Tx } from '#platform/database.ts'
import type { Outbox } from '#platform/outbox.ts'
import { appendAudits } from '#server/audit/append.ts'
import { assignmentEvent } from '../schema.ts'

/** What happened with a task. `details.onBehalfOf`: the absent for whom it was done; plain JSON. */
export type TaskNote = { task: string; event: string; details?: { [name: string]: Json } }

/** Writes the history of tasks and their audit, and announces that they changed. Call it last: the audit log is a lock. */
export async function noteTasks(tx: Tx, outbox: Outbox, notes: readonly TaskNote[], by: { actor: string; now: Date; action: AuditAction }): Promise<void> {
  if (notes.length === 0) return
  await tx.insert(assignmentEvent).values(notes.map(({ task, event, details = {} }) => ({ id: newId(by.now.getTime()), assignment: task, at: by.now, actor: by.actor, event, details })))
  await outbox.announceEach(tx, 'assignment.changed', notes.map(({ task }) => task))
  await appendAudits(tx, notes.map(({ task, details = {} }) => ({ actor: by.actor, action: by.action, object: `assignment:${task}`, details })), by.now)
}
