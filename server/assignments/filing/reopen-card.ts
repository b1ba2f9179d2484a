import { eq, sql } from 'drizzle-orm'
import { refusal } from '#kernel/refusal.ts'
import { appendAudit } from '#server/audit/append.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { enterStage, noteCard } from '#server/registry/cards/note-card.ts'
import { seeCard } from '#server/registry/cards/visible-cards.ts'
import type { RegistryContext } from '#server/registry/context.ts'
import { card } from '#server/registry/schema.ts'
import type { Acting } from '../drafts/context.ts'

/**
 * Takes a filed document up again, with a reason; the only way to change one. Its records stay in the file in which they lie. The
 * citizen sees that it is examined again. Refuses with `card-not-filed`.
 */
export async function reopenCard(context: RegistryContext, id: string, reason: string, by: Acting): Promise<void> {
  const now = context.clock.now()
  const today = dayIn(context.timeZone, now)
  await context.db.transaction(async (tx) => {
    await tx.execute(sql`select 1 from card where id = ${id} for update`)
    const of = await seeCard(tx, by.filter, id)
    if (of.state !== 'filed') throw refusal('card-not-filed', {}, 'The document is not filed; it need not be taken up again.')
    await tx.update(card).set({ state: 'in-work', filedIn: null, closedOn: null, version: sql`${card.version} + 1` }).where(eq(card.id, id))
    await enterStage(tx, id, { stage: 'under-examination', onDay: today, unit: of.unit }, now)
    await noteCard(tx, id, { event: 'reopened', details: { reason, was: of.filedIn } }, { actor: by.actor, now })
    await appendAudit(tx, { actor: by.actor, action: 'registry.reopen-card', object: `card:${id}`, details: { reason } }, now)
  })
}
