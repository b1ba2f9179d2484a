import { eq } from 'drizzle-orm'
import { refusal } from '#kernel/refusal.ts'
import { appendAudit } from '#server/audit/append.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { noteCard } from '#server/registry/cards/note-card.ts'
import { releaseUploads } from '#server/registry/uploads/hold-file.ts'
import { tellPeople } from '../notices/tell.ts'
import type { Acting, DraftsContext } from './context.ts'
import { draftIsApproved, draftWentOn, lastVersion, lockDraft, noteDraft, refuseUnlessApprover, refuseUnlessAuthor, versionChanged } from './lock-draft.ts'
import { holdsBack, isOpen } from './moves.ts'
import { voidVisas } from './save-version.ts'
import { draft, visa } from './schema.ts'

/**
 * Approves exactly the version with that checksum, by the person whom the route names or who stands in for that person. It is a
 * signature on the screen and has no legal grade of its own. From now on nothing of the draft can be changed, also not past this
 * program: the database refuses it. Refuses with `visas-missing`, `not-the-approver`, `draft-version-changed`.
 */
export async function approveDraft(context: DraftsContext, id: string, sha512: string, by: Acting): Promise<void> {
  const now = context.clock.now()
  await context.db.transaction(async (tx) => {
    const { draft: of, card, names } = await lockDraft(context, tx, by, id)
    const last = await lastVersion(tx, of)
    if (of.approvedAt !== null) {
      if (of.approvedBy === by.name && of.approvedSha512 === sha512) return
      throw draftIsApproved()
    }
    if (last.sha512 !== sha512) throw versionChanged()
    if (of.state === 'in-visas') {
      const open = (await tx.select().from(visa).where(eq(visa.draft, id))).filter((one) => one.voidedAt === null && (one.decidedAt === null || holdsBack(one)))
      throw refusal('visas-missing', { count: open.length }, `Visas are missing or do not agree: ${open.map((one) => one.person).join(', ')}.`)
    }
    if (of.state !== 'for-approval' || of.approver === null) throw draftWentOn()
    const approvedFor = refuseUnlessApprover(of, of.approver, by, names)
    await tx.update(draft).set({ state: 'approved', approvedAt: now, approvedBy: by.name, approvedFor, approvedVersion: last.version, approvedSha512: sha512 }).where(eq(draft.id, id))
    await tellPeople(tx, { kind: 'draft-approved', people: [of.author], about: id, card: card.id, facts: { number: card.number, by: by.name } }, { now, today: dayIn(context.timeZone, now) })
    await noteDraft(tx, id, { event: 'approved', details: { version: last.version, sha512, insteadOf: approvedFor } }, { actor: by.actor, now })
    await noteCard(tx, card.id, { event: 'draft-approved', details: { draft: id, version: last.version } }, { actor: by.actor, now })
    await appendAudit(tx, { actor: by.actor, action: 'assignments.approve-draft', object: `draft:${id}`, details: { version: last.version, sha512, insteadOf: approvedFor, grade: 'none' } }, now)
  })
}

/** The author gives a draft up; it stays readable with its reason. Not possible once it is approved. */
export async function withdrawDraft(context: DraftsContext, id: string, reason: string, by: Acting): Promise<void> {
  const now = context.clock.now()
  await context.db.transaction(async (tx) => {
    const { draft: of, names } = await lockDraft(context, tx, by, id)
    refuseUnlessAuthor(of, names)
    if (of.state === 'withdrawn') return
    if (of.approvedAt !== null) throw draftIsApproved()
    if (!isOpen(of)) throw draftWentOn()
    await voidVisas(tx, of, now)
    await releaseUploads(tx, id, [], now)
    await tx.update(draft).set({ state: 'withdrawn', withdrawnAt: now, withdrawReason: reason }).where(eq(draft.id, id))
    await noteDraft(tx, id, { event: 'withdrawn', details: { reason } }, { actor: by.actor, now })
    await appendAudit(tx, { actor: by.actor, action: 'assignments.withdraw-draft', object: `draft:${id}`, details: { version: of.lastVersion } }, now)
  })
}
