import type { AuditAction } from '#kernel/audit-actions.ts'
import type { Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { enterStage, noteCard, type StageNote } from '../cards/note-card.ts'
import { changeCard } from '../cards/register-card.ts'
import type { RegistryContext } from '../context.ts'
import type { Card, card } from '../schema.ts'
import type { Acting } from './card-on-clock.ts'

/** A change of the deadline of a card: what is written, what the citizen sees, what the audit log says. */
export type Move = {
  card: Card
  version: number
  event: string
  action: AuditAction
  set: Partial<typeof card.$inferInsert>
  stage?: Omit<StageNote, 'onDay'>
  details?: Record<string, string | boolean | null>
}

/**
 * Writes the change, the history, the stage and the audit entry in one transaction and announces it, so that tasks that
 * rest on the deadline follow. The history keeps the days `from` and `to`.
 */
export async function moveDeadline(context: RegistryContext, tx: Tx, { card: one, version, event, action, set, stage, details = {} }: Move, by: Acting): Promise<void> {
  const to = set.dueOn === undefined ? one.dueOn : set.dueOn
  await changeCard(tx, one.id, version, set)
  await noteCard(tx, one.id, { event, details: { from: one.dueOn, to, ...details } }, by)
  if (stage !== undefined) await enterStage(tx, one.id, { ...stage, onDay: by.today }, by.now)
  if (to !== one.dueOn) await context.outbox.announce(tx, 'card.deadline-changed', one.id)
  await appendAudit(tx, { actor: by.actor, action, object: `card:${one.id}`, details: { from: one.dueOn, to, ...details } }, by.now)
}
