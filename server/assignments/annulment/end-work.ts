import { and, desc, eq, inArray } from 'drizzle-orm'
import type { Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import type { RegistryContext } from '#server/registry/context.ts'
import { card, cardEvent, type Card } from '#server/registry/schema.ts'
import { releaseUploads } from '#server/registry/uploads/hold-file.ts'
import { noteDraft } from '../drafts/lock-draft.ts'
import { isOpen } from '../drafts/moves.ts'
import { voidVisas } from '../drafts/save-version.ts'
import { draft } from '../drafts/schema.ts'
import { tellPeople } from '../notices/tell.ts'
import { assignment, assignmentHelper } from '../schema.ts'
import { headOf } from '../tasks/hand-on.ts'
import { noteTasks, type TaskNote } from '../tasks/note-task.ts'
import { lockCard } from '../tasks/settle-card.ts'

type Annulment = { actor: string; reason: string; now: Date; today: string }

/**
 * The task after a document was annulled: open tasks on it are cancelled and drafts that nobody approved are withdrawn,
 * both with the reason of the annulment, and their people are told. Card and stage stay annulled; what was approved
 * stays as it is. Safe to run twice.
 */
export async function endWorkOfCard(context: RegistryContext, id: string): Promise<void> {
  const now = context.clock.now()
  await context.db.transaction(async (tx) => {
    await lockCard(tx, id)
    const [of] = await tx.select().from(card).where(eq(card.id, id))
    if (of?.state !== 'annulled') return
    const by = { ...(await annulmentOf(tx, id)), now, today: dayIn(context.timeZone, now) }
    await withdrawDrafts(tx, of, by)
    // Last of all, since the audit log is a lock.
    await noteTasks(tx, context.outbox, await cancelTasks(tx, of, by), { ...by, action: 'assignments.cancel' })
  })
  context.outbox.wake()
}

/** Who annulled it, and why. */
async function annulmentOf(tx: Tx, id: string): Promise<{ actor: string; reason: string }> {
  const [found] = await tx.select({ actor: cardEvent.actor, details: cardEvent.details }).from(cardEvent).where(and(eq(cardEvent.card, id), eq(cardEvent.event, 'annulled'))).orderBy(desc(cardEvent.at)).limit(1)
  return { actor: found?.actor ?? 'system', reason: String(found?.details['reason'] ?? '') }
}

async function cancelTasks(tx: Tx, of: Card, { actor, reason, now, today }: Annulment): Promise<TaskNote[]> {
  const open = await tx.select().from(assignment).where(and(eq(assignment.card, of.id), inArray(assignment.state, ['open', 'executed']))).for('update')
  const notes: TaskNote[] = []
  for (const task of open) {
    await tx.update(assignment).set({ state: 'cancelled', endedOn: today, endedAt: now, endedBy: nameOf(actor), version: task.version + 1 }).where(eq(assignment.id, task.id))
    const helpers = await tx.select({ executor: assignmentHelper.executor }).from(assignmentHelper).where(eq(assignmentHelper.assignment, task.id))
    const people = [task.executor ?? (await headOf(tx, task.unit)), task.controller, task.madeBy, ...helpers.map(({ executor }) => executor)]
    await tellPeople(tx, { kind: 'task-cancelled', people: people.filter((one) => one !== nameOf(actor)), about: `${task.id}:${task.version + 1}`, card: of.id, assignment: task.id, facts: { number: of.number, by: nameOf(actor) } }, { now, today })
    notes.push({ task: task.id, event: 'cancel', details: { reason, annulled: of.number } })
  }
  return notes
}

async function withdrawDrafts(tx: Tx, of: Card, { actor, reason, now, today }: Annulment): Promise<void> {
  const running = (await tx.select().from(draft).where(eq(draft.card, of.id)).for('update')).filter(isOpen)
  for (const one of running) {
    const asked = await voidVisas(tx, one, now)
    await releaseUploads(tx, one.id, [], now)
    await tx.update(draft).set({ state: 'withdrawn', withdrawnAt: now, withdrawReason: reason }).where(eq(draft.id, one.id))
    const people = [one.author, ...asked, ...(one.state === 'for-approval' ? [one.approver] : [])]
    await tellPeople(tx, { kind: 'draft-returned', people: people.filter((name) => name !== nameOf(actor)), about: `${one.id}:annulled`, card: of.id, facts: { number: of.number, by: nameOf(actor) } }, { now, today })
    await noteDraft(tx, one.id, { event: 'withdrawn', details: { reason, annulled: of.number } }, { actor, now })
    await appendAudit(tx, { actor, action: 'assignments.withdraw-draft', object: `draft:${one.id}`, details: { version: one.lastVersion, annulled: of.number } }, now)
  }
}

const nameOf = (actor: string): string => actor.replace(/^user:/, '')
