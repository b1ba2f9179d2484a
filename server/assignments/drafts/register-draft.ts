import { and, eq, isNull } from 'drizzle-orm'
import type { RegisterDraft } from '#contract/drafts.ts'
import { newCard } from '#contract/cards.ts'
import type { Principal } from '#platform/http/access.ts'
import type { Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { refuseAnnulled } from '#server/registry/cards/lock-open-card.ts'
import { registrarOf } from '#server/registry/cards/may-enter.ts'
import { noteCard, openCardTo } from '#server/registry/cards/note-card.ts'
import { registerCardIn } from '#server/registry/cards/register-card.ts'
import { cardRelation, register, type Card } from '#server/registry/schema.ts'
import { assignment } from '../schema.ts'
import { actingAs, type DraftsContext } from './context.ts'
import { draftWentOn, lockDraft, noteDraft } from './lock-draft.ts'
import { draft, type Draft } from './schema.ts'

/**
 * Registers what was approved: number and card, its relation to the document that it answers, the result of the task, in one
 * transaction; the paper with its number is drawn up after it. Safe to run twice: there is one number for one draft. Refuses with
 * `draft-went-on` and as any registration does.
 */
export async function registerDraft(context: DraftsContext, id: string, form: RegisterDraft, principal: Principal): Promise<void> {
  const now = context.clock.now()
  const by = actingAs(principal)
  await context.db.transaction(async (tx) => {
    const { draft: of, card } = await lockDraft(context, tx, by, id)
    if (of.resultCard !== null) return
    if (of.state !== 'approved') throw draftWentOn()
    refuseAnnulled(card)
    const isReply = await isOutgoing(tx, of.register)
    const wanted = newCard.parse({ register: of.register, kind: of.kind, subject: of.subject, channel: 'internal', language: of.language, restricted: card.restricted, ...(isReply ? { replyTo: card.id, ...(card.correspondent === null ? {} : { correspondent: card.correspondent }) } : {}), ...form })
    const made = await registerCardIn(context, tx, wanted, registrarOf(principal))
    if (!isReply) await tx.insert(cardRelation).values({ fromCard: made.id, toCard: card.id, relation: 'executes', madeBy: by.name, madeAt: now })
    await openCardTo(tx, made.id, { units: card.restricted ? [] : card.units, people: [...card.people, of.author] })
    await tx.update(draft).set({ state: 'registered', resultCard: made.id, registeredAt: now }).where(eq(draft.id, id))
    await giveResult(tx, of, made.id)
    await noteDraft(tx, id, { event: 'registered', details: { number: made.number, card: made.id } }, { actor: by.actor, now })
    await noteCard(tx, card.id, { event: isReply ? 'reply-registered' : 'result-registered', details: { number: made.number, card: made.id } }, { actor: by.actor, now })
    await context.outbox.announce(tx, 'draft.registered', id)
    await appendAudit(tx, { actor: by.actor, action: 'assignments.register-draft', object: `draft:${id}`, details: { card: made.id, number: made.number, sha512: of.approvedSha512 } }, now)
  })
  context.outbox.wake()
}

/** What was registered is the result of the task, unless another was named before. */
async function giveResult(tx: Tx, of: Draft, result: Card['id']): Promise<void> {
  if (of.assignment === null) return
  await tx.update(assignment).set({ resultCard: result }).where(and(eq(assignment.id, of.assignment), isNull(assignment.resultCard)))
}

async function isOutgoing(tx: Tx, code: string): Promise<boolean> {
  const [found] = await tx.select({ flow: register.flow }).from(register).where(eq(register.code, code))
  return found?.flow === 'outgoing'
}
