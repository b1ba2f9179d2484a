import { and, eq, isNull } from 'drizzle-orm'
import type { Annex } from '#contract/drafts.ts'
import type { Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { tellPeople } from '../notices/tell.ts'
import type { Acting, DraftsContext } from './context.ts'
import { tidyText, versionSum } from './draft-text.ts'
import { draftIsApproved, draftWentOn, lastVersion, lockDraft, noteDraft, refuseUnlessAuthor, versionChanged } from './lock-draft.ts'
import { isOpen } from './moves.ts'
import { draft, draftVersion, visa, type Draft, type DraftVersion } from './schema.ts'

/** What a version says and what goes with it. */
export type Content = { text: string; annexes: readonly Annex[] }
/** `content`: the next version, made of the one before under the lock of the draft. `note`: how the history tells of it. */
export type Change = { seen: number; content: (tx: Tx, before: DraftVersion) => Promise<Content>; note: { event: string; details?: Record<string, unknown> } }

/** Saves the text as the next version; its annexes stay. As `changeDraft` does. */
export async function saveDraftVersion(context: DraftsContext, id: string, form: { text: string; seen: number }, by: Acting): Promise<number> {
  const content = async (_tx: Tx, { annexes }: DraftVersion) => ({ text: tidyText(form.text), annexes })
  return changeDraft(context, id, { seen: form.seen, content, note: { event: 'version-saved' } }, by)
}

/**
 * Saves the next version of a draft; the same content again is no version. Visas of the version before count no more, and the
 * draft is to be sent round anew. Refuses with `draft-is-approved`, `draft-version-changed`, `draft-of-another`.
 */
export async function changeDraft(context: DraftsContext, id: string, change: Change, by: Acting): Promise<number> {
  const now = context.clock.now()
  return context.db.transaction(async (tx) => {
    const { draft: of, card, names } = await lockDraft(context, tx, by, id)
    refuseUnlessAuthor(of, names)
    if (of.approvedAt !== null) throw draftIsApproved()
    if (!isOpen(of)) throw draftWentOn()
    const before = await lastVersion(tx, of)
    const { text, annexes } = await change.content(tx, before)
    const sha512 = versionSum(text, annexes)
    if (before.sha512 === sha512) return of.lastVersion
    if (change.seen !== of.lastVersion) throw versionChanged()
    const version = of.lastVersion + 1
    await tx.insert(draftVersion).values({ draft: id, version, text, annexes: [...annexes], sha512, savedBy: by.name, savedAt: now })
    await tx.update(draft).set({ lastVersion: version, state: 'drafting', askedAt: null, forApprovalAt: null }).where(eq(draft.id, id))
    const asked = await voidVisas(tx, of, now)
    await tellPeople(tx, { kind: 'draft-returned', people: asked, about: `${id}:${version}`, card: card.id, facts: { number: card.number, version } }, { now, today: dayIn(context.timeZone, now) })
    await noteDraft(tx, id, { event: change.note.event, details: { ...change.note.details, version, sha512, voided: asked.length } }, { actor: by.actor, now })
    await appendAudit(tx, { actor: by.actor, action: 'assignments.save-draft', object: `draft:${id}`, details: { version, sha512, annexes: annexes.length } }, now)
    return version
  })
}

/** Visas asked for or given on a version that counts no more; answers whom they concerned. */
export async function voidVisas(tx: Tx, of: Draft, now: Date): Promise<string[]> {
  const rows = await tx.update(visa).set({ voidedAt: now }).where(and(eq(visa.draft, of.id), isNull(visa.voidedAt))).returning({ person: visa.person, askedAt: visa.askedAt })
  return rows.filter((one) => one.askedAt !== null).map((one) => one.person)
}
