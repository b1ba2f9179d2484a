import type { ResolutionForm } from '#contract/assignments.ts'
import { newId } from '#kernel/ids.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Principal } from '#platform/http/access.ts'
import { appendAudit } from '#server/audit/append.ts'
import { noteCard } from '#server/registry/cards/note-card.ts'
import type { RegistryContext } from '#server/registry/context.ts'
import { resolution } from '../schema.ts'
import { noteTasks } from '../tasks/note-task.ts'
import { authorsOn } from './authors.ts'
import { makeTasks } from './make-tasks.ts'
import { openForTasks } from './open-for-tasks.ts'

/** A head, or the deputy of an absent one, writes a resolution on a card, with the tasks that follow. Refuses with `may-not-resolve`, `card-closed`. */
export async function resolveCard(context: RegistryContext, principal: Principal, id: string, form: ResolutionForm): Promise<void> {
  await context.db.transaction(async (tx) => {
    const { reader, card, by } = await openForTasks(context, tx, principal, id)
    const { now } = by
    const authors = authorsOn(reader, card)
    const name = form.onBehalfOf ?? reader.name
    if (!authors.includes(name)) throw refusal('may-not-resolve', {}, 'Resolutions are written by the head, or by the deputy while the head is absent.')
    const made = newId(now.getTime())
    const onBehalfOf = name === reader.name ? null : name
    await tx.insert(resolution).values({ id: made, card: id, author: reader.name, onBehalfOf, text: form.text, madeAt: now })
    await noteCard(tx, id, { event: 'resolution', details: { resolution: made, text: form.text, ...(onBehalfOf === null ? {} : { onBehalfOf }) } }, by)
    const notes = await makeTasks(tx, form.tasks.map((task) => ({ ...task, text: task.text ?? form.text })), { card, resolution: made, maker: name, passes: true, by })
    await noteTasks(tx, context.outbox, notes, { ...by, action: 'assignments.assign' })
    await appendAudit(tx, { actor: reader.actor, action: 'assignments.resolve', object: `card:${id}`, details: { resolution: made, tasks: notes.length, ...(onBehalfOf === null ? {} : { onBehalfOf }) } }, now)
  })
  context.outbox.wake()
}
