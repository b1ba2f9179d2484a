import { and, eq, sql } from 'drizzle-orm'
import type { PaperForm, PaperRole } from '#contract/card-papers.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Db, Tx } from '#platform/database.ts'
import { noteCard } from '#server/registry/cards/note-card.ts'
import { cardRecord, type Card } from '#server/registry/schema.ts'

export type NewLink = { record: string; role: PaperRole; form: PaperForm; name: string; paper?: string | undefined; replaces?: string | undefined }

/** Ties a record to a card, with its trace; one that it replaces stays and points to it. Safe to run twice. */
export async function linkRecord(tx: Tx, to: string, link: NewLink, by: { actor: string; now: Date }): Promise<void> {
  const { record, role, form, name, paper, replaces } = link
  const older = replaces === undefined ? null : await replaced(tx, to, replaces)
  const added = await tx
    .insert(cardRecord)
    .values({ card: to, record, role: older?.role ?? role, form, name, paper: older?.paper ?? paper ?? null, version: (older?.version ?? 0) + 1, addedBy: by.actor, addedAt: by.now })
    .onConflictDoNothing()
    .returning({ record: cardRecord.record })
  if (added.length === 0) return
  if (replaces !== undefined) await tx.update(cardRecord).set({ replacedBy: record }).where(and(eq(cardRecord.card, to), eq(cardRecord.record, replaces)))
  await noteCard(tx, to, { event: older ? 'paper-replaced' : 'paper-added', details: { record, role, form, name, ...(replaces === undefined ? {} : { replaces }) } }, by)
}

async function replaced(tx: Tx, of: string, record: string): Promise<typeof cardRecord.$inferSelect> {
  const [older] = await tx.select().from(cardRecord).where(and(eq(cardRecord.card, of), eq(cardRecord.record, record))).for('update')
  // What was approved and issued by the archive itself is never exchanged for another text.
  if (older && older.addedBy === 'system' && older.form === 'electronic-original') throw refusal('draft-is-approved', {}, 'This paper was approved as it is; nothing takes its place.')
  if (!older || older.replacedBy !== null) throw refusal('no-such-record', {}, 'The document has no such paper, or another has taken its place already.')
  return older
}

/** How a record of a card is titled: number and subject, as people look for it. */
export const titleOfPaper = (of: Pick<Card, 'number' | 'subject'>): string => `${of.number}, ${of.subject}`.slice(0, 500)

/** The class into which papers of a card go, by its kind; null where the kind has none. */
export async function classOfCard(tx: Db | Tx, of: Card): Promise<string | null> {
  const { rows } = await tx.execute<{ class: string | null }>(sql`select k.class from document_kind k join class c on c.code = k.class where k.code = ${of.kind} and k.version = ${of.kindVersion}`)
  return rows[0]?.class ?? null
}
