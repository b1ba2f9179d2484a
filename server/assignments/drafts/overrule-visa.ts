import { and, asc, eq, isNull } from 'drizzle-orm'
import type { OverruleVisa } from '#contract/drafts.ts'
import { appendAudit } from '#server/audit/append.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { noteCard } from '#server/registry/cards/note-card.ts'
import { tellPeople } from '../notices/tell.ts'
import type { Acting, DraftsContext } from './context.ts'
import { goOn } from './give-visa.ts'
import { draftWentOn, lastVersion, lockDraft, noteDraft, notTheApprover, refuseUnlessApprover, versionChanged } from './lock-draft.ts'
import { holdsBack } from './moves.ts'
import { visa } from './schema.ts'

/**
 * Whoever approves passes over a visa that does not agree, with a written reason; the visa stays as it was given, and both stand on
 * the approval sheet. The round goes on from there. Safe to run twice. Refuses everybody else with `not-the-approver`, and with
 * `draft-version-changed`, `draft-went-on`.
 */
export async function overruleVisa(context: DraftsContext, id: string, { sha512, person, reason }: OverruleVisa, by: Acting): Promise<void> {
  const now = context.clock.now()
  const today = dayIn(context.timeZone, now)
  await context.db.transaction(async (tx) => {
    const found = await lockDraft(context, tx, by, id)
    const { draft: of, card, names } = found
    if (of.approver === null) throw draftWentOn()
    const insteadOf = refuseUnlessApprover(of, of.approver, by, names)
    const last = await lastVersion(tx, of)
    if (last.sha512 !== sha512) throw versionChanged()
    const visas = await tx.select().from(visa).where(and(eq(visa.draft, id), isNull(visa.voidedAt))).orderBy(asc(visa.position))
    const against = visas.find((one) => one.person === person && one.decision === 'not-agreed')
    if (against?.overruledBy === by.name) return
    if (of.state !== 'in-visas' || against === undefined || !holdsBack(against)) throw draftWentOn()
    // Who stands in for the approver does not pass over what he himself refused.
    if (insteadOf !== null && against.decidedBy === by.name) throw notTheApprover(of.approver)
    const overruled = { overruledAt: now, overruledBy: by.name, overruledFor: insteadOf, overruleReason: reason }
    await tx.update(visa).set(overruled).where(eq(visa.id, against.id))
    await goOn(tx, found, visas.map((one) => (one.id === against.id ? { ...one, ...overruled } : one)), { now, today })
    await tellPeople(tx, { kind: 'visa-overruled', people: [of.author, person], about: against.id, card: card.id, facts: { number: card.number, by: by.name } }, { now, today })
    await noteDraft(tx, id, { event: 'visa-overruled', details: { version: last.version, person, reason, insteadOf } }, { actor: by.actor, now })
    await noteCard(tx, card.id, { event: 'visa-overruled', details: { draft: id, person, reason } }, { actor: by.actor, now })
    await appendAudit(tx, { actor: by.actor, action: 'assignments.overrule-visa', object: `draft:${id}`, details: { version: last.version, sha512, person, reason, insteadOf } }, now)
  })
}
