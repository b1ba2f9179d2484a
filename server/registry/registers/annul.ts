import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { refusal } from '#kernel/refusal.ts'
import type { Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { mayEnter, type Registrar } from '../cards/may-enter.ts'
import { enterStage, noteCard } from '../cards/note-card.ts'
import { seeCard, type CardFilter } from '../cards/visible-cards.ts'
import type { RegistryContext } from '../context.ts'
import { card, entry, register } from '../schema.ts'

type Entry = typeof entry.$inferSelect
export type Annulled = { numbers: string[]; card: string | null }

/**
 * Annuls a number: it stays in its register with the reason and is never given out again. A card that has no other
 * number is annulled with it; nothing is deleted.
 */
export async function annulEntry(context: RegistryContext, id: string, reason: string, by: Registrar): Promise<Annulled> {
  return annul(context, by, reason, async (tx) => {
    const [found] = await tx.select().from(entry).where(eq(entry.id, id)).for('update')
    if (!found) throw refusal('no-such-entry', {}, 'There is no such number in a register.')
    if (found.annulledAt !== null) throw refusal('entry-annulled', { number: found.number }, `The number ${found.number} is annulled already.`)
    return [found]
  })
}

/** Annuls a card with every number that it has in registers of the person's units. */
export async function annulCard(context: RegistryContext, filter: CardFilter, id: string, reason: string, by: Registrar): Promise<Annulled> {
  return annul(context, by, reason, async (tx) => {
    const seen = await seeCard(tx, filter, id)
    const found = await tx.select().from(entry).where(and(eq(entry.card, id), isNull(entry.annulledAt))).orderBy(asc(entry.enteredAt)).for('update')
    if (found.length === 0) throw refusal('entry-annulled', { number: seen.number }, `The number ${seen.number} is annulled already.`)
    return found
  })
}

async function annul(context: RegistryContext, by: Registrar, reason: string, find: (tx: Tx) => Promise<Entry[]>): Promise<Annulled> {
  const done = await context.db.transaction(async (tx) => {
    const now = context.clock.now()
    const entries = await find(tx)
    const registers = await tx.select().from(register).where(inArray(register.id, entries.map((one) => one.register)))
    for (const one of registers) await mayEnter(tx, one, by)
    await tx.update(entry).set({ annulledAt: now, annulledBy: by.name, annulReason: reason }).where(inArray(entry.id, entries.map(({ id }) => id)))
    const numbers = entries.map(({ number }) => number)
    const id = entries[0]?.card ?? null
    if (id !== null) await annulCardWithout(context, tx, id, { reason, numbers, by, now })
    for (const { number, id: one } of entries) await appendAudit(tx, { actor: by.actor, action: 'registry.annul', object: `entry:${one}`, details: { number, reason, card: id } }, now)
    return { numbers, card: id }
  })
  context.outbox.wake()
  return done
}

/** The card ends when no number of it is left. */
async function annulCardWithout(context: RegistryContext, tx: Tx, id: string, of: { reason: string; numbers: string[]; by: Registrar; now: Date }): Promise<void> {
  await noteCard(tx, id, { event: 'annulled', details: { numbers: of.numbers, reason: of.reason } }, { actor: of.by.actor, now: of.now })
  const [found] = await tx.select().from(card).where(eq(card.id, id)).for('update')
  const left = await tx.select({ id: entry.id }).from(entry).where(and(eq(entry.card, id), isNull(entry.annulledAt))).limit(1)
  if (!found || left.length > 0) return
  const today = dayIn(context.timeZone, of.now)
  await tx.update(card).set({ state: 'annulled', closedOn: today, version: found.version + 1 }).where(eq(card.id, id))
  await enterStage(tx, id, { stage: 'annulled', onDay: today, unit: found.unit }, of.now)
  await context.outbox.announce(tx, 'card.annulled', id)
}
