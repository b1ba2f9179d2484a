import { eq } from 'drizzle-orm'
import { parseCoverId } from '#kernel/cover-id.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { cover } from '#server/capture/schema.ts'
import { lockOpenCard } from '#server/registry/cards/lock-open-card.ts'
import { noteCard } from '#server/registry/cards/note-card.ts'
import { seeCard, type CardFilter } from '#server/registry/cards/visible-cards.ts'
import { card, type Card } from '#server/registry/schema.ts'
import type { RecordsContext } from '../context.ts'
import { record } from '../schema.ts'
import { linkRecord, titleOfPaper } from './link-record.ts'

/** The task after a record was published: one scanned under the cover sheet of a card belongs to that card. */
export async function joinCard(context: RecordsContext, id: string): Promise<void> {
  await context.db.transaction(async (tx) => {
    const [found] = await tx.select().from(record).where(eq(record.id, id))
    if (!found?.cover) return
    const [of] = await tx.select().from(card).where(eq(card.cover, found.cover))
    if (of) await join(context, tx, of, found)
  })
  context.outbox.wake()
}

/**
 * Assigns a cover sheet to a card; what was scanned under it already, or will be, is the card's. Answers the record
 * where there is one. Refuses a code that is none of ours, was never issued, or belongs to another card.
 */
export async function assignCoverToCard(context: RecordsContext, id: string, code: string, filter: CardFilter, actor: string): Promise<{ cover: string; record: string | null }> {
  const parsed = parseCoverId(code)
  if (parsed.kind === 'foreign') throw refusal('code-foreign', {}, 'This code is not one of a cover sheet of this archive.')
  if (parsed.kind === 'damaged') throw refusal('code-damaged', {}, 'The code is damaged. Scan it again, or type the number printed beside it.')
  await seeCard(context.db, filter, id)
  const joined = await context.db.transaction(async (tx) => {
    const of = await lockOpenCard(tx, id, undefined, 'share')
    const [issued] = await tx.select().from(cover).where(eq(cover.id, parsed.id)).for('share')
    if (!issued) throw refusal('cover-not-issued', { cover: parsed.id }, `The cover sheet ${parsed.id} was not issued here.`)
    const [other] = await tx.select({ id: card.id }).from(card).where(eq(card.cover, parsed.id))
    if (other && other.id !== id) throw refusal('cover-of-another-card', { cover: parsed.id }, `The cover sheet ${parsed.id} belongs to another document. Take a fresh one.`)
    const now = context.clock.now()
    if (!other) {
      await tx.update(card).set({ cover: parsed.id }).where(eq(card.id, id))
      await noteCard(tx, id, { event: 'cover-assigned', details: { cover: parsed.id } }, { actor, now })
      await appendAudit(tx, { actor, action: 'registry.change-card', object: `card:${id}`, details: { changes: { cover: { from: of.cover, to: parsed.id } } } }, now)
    }
    const [scanned] = await tx.select().from(record).where(eq(record.cover, parsed.id))
    if (scanned) await join(context, tx, of, scanned)
    return scanned?.id ?? null
  })
  context.outbox.wake()
  return { cover: parsed.id, record: joined }
}

async function join(context: RecordsContext, tx: Tx, of: Card, scanned: typeof record.$inferSelect): Promise<void> {
  const now = context.clock.now()
  await linkRecord(tx, of.id, { record: scanned.id, role: 'document', form: 'scanned-copy', name: scanned.cover ?? '' }, { actor: 'system', now })
  await tx.update(record).set({ title: titleOfPaper(of) }).where(eq(record.id, scanned.id))
  await context.outbox.announce(tx, 'record.facts-changed', scanned.id)
  await appendAudit(tx, { actor: 'system', action: 'records.join-card', object: `record:${scanned.id}`, details: { card: of.id, cover: scanned.cover } }, now)
}
