import { and, eq } from 'drizzle-orm'
import type { NewRelation } from '#contract/card-view.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Principal } from '#platform/http/access.ts'
import { appendAudit } from '#server/audit/append.ts'
import { actorOf } from '#server/identity/permissions.ts'
import type { RegistryContext } from '../context.ts'
import { cardRelation } from '../schema.ts'
import { noteCard } from './note-card.ts'
import { cardFilter, seeCard } from './visible-cards.ts'

/** Says how one document stands to another; who sees both may. Saying it twice changes nothing. */
export async function relateCards(context: RegistryContext, principal: Principal, from: string, { relation, to }: NewRelation): Promise<void> {
  await change(context, principal, { from, to, relation }, 'related')
}

/** Takes such a relation back; the history keeps both. */
export async function unrelateCards(context: RegistryContext, principal: Principal, from: string, { relation, to }: NewRelation): Promise<void> {
  await change(context, principal, { from, to, relation }, 'unrelated')
}

async function change(context: RegistryContext, principal: Principal, { from, to, relation }: NewRelation & { from: string }, event: 'related' | 'unrelated'): Promise<void> {
  if (from === to) throw refusal('relation-to-itself', {}, 'A document has no relation to itself.')
  await context.db.transaction(async (tx) => {
    const filter = cardFilter(principal)
    for (const id of [from, to]) await seeCard(tx, filter, id)
    const by = { actor: actorOf(principal), now: context.clock.now() }
    const made =
      event === 'related'
        ? await tx.insert(cardRelation).values({ fromCard: from, toCard: to, relation, madeBy: by.actor.replace(/^user:/, ''), madeAt: by.now }).onConflictDoNothing().returning()
        : await tx.delete(cardRelation).where(and(eq(cardRelation.fromCard, from), eq(cardRelation.toCard, to), eq(cardRelation.relation, relation))).returning()
    if (made.length === 0) return
    // The other's number would tell it to people who see only one of the two.
    for (const id of [from, to]) await noteCard(tx, id, { event, details: { relation } }, by)
    await appendAudit(tx, { actor: by.actor, action: event === 'related' ? 'registry.relate' : 'registry.unrelate', object: `card:${from}`, details: { relation, to } }, by.now)
  })
}
