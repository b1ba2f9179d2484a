import { eq, sql } from 'drizzle-orm'
import { refusal } from '#kernel/refusal.ts'
import { appendAudit } from '#server/audit/append.ts'
import type { RegistryContext } from '../context.ts'
import { card, correspondent } from '../schema.ts'
import { lockCorrespondent } from './see-correspondent.ts'

/**
 * Two entries turn out to be the same: the cards of `from` follow into `into`, which takes over its code and whatever
 * it lacks; `from` stays as history with its name. Two codes are two subjects and refused (`correspondent-code-taken`).
 */
export async function mergeCorrespondents(context: RegistryContext, into: string, from: string, actor: string): Promise<void> {
  await context.db.transaction(async (tx) => {
    // Always in one order, so that two merges of the same two do not wait for each other.
    const locked = new Map<string, Awaited<ReturnType<typeof lockCorrespondent>>>()
    for (const id of [into, from].sort()) locked.set(id, await lockCorrespondent(tx, id))
    const [kept, gone] = [locked.get(into), locked.get(from)]
    if (kept === undefined || gone === undefined || into === from) throw refusal('correspondent-merged', { name: kept?.name ?? '' }, 'These two are one already.')
    if (kept.code !== null && gone.code !== null && kept.code !== gone.code) throw refusal('correspondent-code-taken', { name: gone.name }, `${kept.name} and ${gone.name} have different codes, so they are two.`)
    const now = context.clock.now()
    await tx.update(correspondent).set({ mergedInto: into, mergedAt: now, mergedBy: actor }).where(eq(correspondent.id, from))
    await tx.update(correspondent).set({ mergedInto: into }).where(eq(correspondent.mergedInto, from))
    await tx.update(correspondent).set({ code: kept.code ?? gone.code, address: kept.address === '' ? gone.address : kept.address, email: kept.email ?? gone.email, phone: kept.phone ?? gone.phone, language: kept.language ?? gone.language }).where(eq(correspondent.id, into))
    const moved = await tx.update(card).set({ correspondent: into, version: sql`${card.version} + 1` }).where(eq(card.correspondent, from)).returning({ id: card.id })
    await appendAudit(tx, { actor, action: 'registry.merge-correspondents', object: `correspondent:${into}`, details: { from, name: gone.name, cards: moved.length } }, now)
  })
}
