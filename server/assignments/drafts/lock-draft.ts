import { and, eq, or, sql, type SQL } from 'drizzle-orm'
import { newId } from '#kernel/ids.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Db, Tx } from '#platform/database.ts'
import { absencesOn } from '#server/identity/units/absences.ts'
import { standsInFor } from '#server/identity/units/deputy.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { visibleCards } from '#server/registry/cards/visible-cards.ts'
import { card, type Card } from '#server/registry/schema.ts'
import type { Acting, DraftsContext } from './context.ts'
import { draft, draftEvent, draftVersion, type Draft, type DraftVersion } from './schema.ts'

/** A draft with the card that it is about, and in whose name the reader acts today: his own, and those for whom he stands in. */
export type DraftOfCard = { draft: Draft; card: Card; names: readonly string[] }

/**
 * The draft, or `no-such-draft` alike for one that does not exist and one that may not be seen: by those who see its card, who
 * write it, are asked about it, or stand in for one of them.
 */
export async function seeDraft(context: Pick<DraftsContext, 'timeZone' | 'clock'>, db: Db | Tx, by: Acting, id: string): Promise<DraftOfCard> {
  const names = await namesOf(db, by.name, context.timeZone, context.clock.now())
  const [found] = await db.select({ draft, card }).from(draft).innerJoin(card, eq(card.id, draft.card)).where(and(eq(draft.id, id), or(visibleCards(by.filter), concerns(names))))
  if (!found) throw refusal('no-such-draft', {}, 'There is no such draft, or you may not see it.')
  return { ...found, names }
}

/** The same under lock: what two people do to one draft at once comes one after the other. */
export async function lockDraft(context: Pick<DraftsContext, 'timeZone' | 'clock'>, tx: Tx, by: Acting, id: string): Promise<DraftOfCard> {
  await tx.execute(sql`select 1 from draft where id = ${id} for update`)
  return seeDraft(context, tx, by, id)
}

/** Drafts that somebody writes, approves, or is asked about, as a condition on the table `draft`. */
export function concerns(names: readonly string[]): SQL {
  const named = sql.param([...names])
  return sql`(${draft.author} = any(${named}::text[]) or ${draft.approver} = any(${named}::text[]) or exists (select 1 from visa v where v.draft = ${draft.id} and v.asked_at is not null and v.person = any(${named}::text[])))`
}

/** The version that counts now. */
export async function lastVersion(tx: Db | Tx, of: Draft): Promise<DraftVersion> {
  const [found] = await tx.select().from(draftVersion).where(and(eq(draftVersion.draft, of.id), eq(draftVersion.version, of.lastVersion)))
  if (!found) throw new Error(`draft ${of.id} has no version ${of.lastVersion}`)
  return found
}

/** In whose name somebody acts today: his own, and those for whom he stands in. */
export async function namesOf(db: Db | Tx, name: string, timeZone: string, now: Date): Promise<string[]> {
  const today = dayIn(timeZone, now)
  return [name, ...standsInFor(await absencesOn(db, today), name, today)]
}

/** Writes into the history of a draft. */
export async function noteDraft(tx: Tx, of: string, note: { event: string; details?: Record<string, unknown> }, by: { actor: string; now: Date }): Promise<void> {
  await tx.insert(draftEvent).values({ id: newId(by.now.getTime()), draft: of, at: by.now, actor: by.actor, event: note.event, details: note.details ?? {} })
}

/** Only the author, or who stands in for him, changes what he writes. */
export function refuseUnlessAuthor(of: Draft, names: readonly string[]): void {
  if (!names.includes(of.author)) throw refusal('draft-of-another', { name: of.author }, `This is a draft of ${of.author}, who alone may change it.`)
}

/** Only the approver, or who stands in for him; an author who stands in does not judge what he wrote. Answers for whom; null: in his own name. */
export function refuseUnlessApprover(of: Draft, approver: string, by: Acting, names: readonly string[]): string | null {
  if (of.author === by.name ? approver !== by.name : !names.includes(approver)) throw notTheApprover(approver)
  return approver === by.name ? null : approver
}

export const notTheApprover = (name: string) => refusal('not-the-approver', { name }, `${name} approves this draft.`)
export const draftWentOn = () => refusal('draft-went-on', {}, 'The draft has gone on meanwhile; this step is not possible any more, or not yet. Look at it again.')
export const versionChanged = () => refusal('draft-version-changed', {}, 'There is a newer version of the draft. Read it first; what you say counts for exactly one version.')
export const draftIsApproved = () => refusal('draft-is-approved', {}, 'The draft is approved; nothing of it can be changed. Begin another one.')
