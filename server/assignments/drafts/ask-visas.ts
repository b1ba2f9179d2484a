import { eq } from 'drizzle-orm'
import type { AskVisas } from '#contract/drafts.ts'
import { newId } from '#kernel/ids.ts'
import { refusal } from '#kernel/refusal.ts'
import { appendAudit } from '#server/audit/append.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { refuseStranger } from '#server/identity/units/units.ts'
import { openCardTo } from '#server/registry/cards/note-card.ts'
import { tellPeople } from '../notices/tell.ts'
import type { Acting, DraftsContext } from './context.ts'
import { draftWentOn, lastVersion, lockDraft, noteDraft, refuseUnlessAuthor, versionChanged } from './lock-draft.ts'
import { proposePeople, type People } from './propose-people.ts'
import { draft, visa } from './schema.ts'

/**
 * Sends the version round: to all at once, or to one after the other. Those whom the route names are always asked; the writer may
 * add others. Without anybody it goes straight to approval. Whoever is asked sees the card from now on. Refuses with
 * `approver-needed`, `not-the-approver` where the route says who approves, `draft-version-changed`.
 */
export async function askVisas(context: DraftsContext, id: string, form: AskVisas, by: Acting): Promise<void> {
  const now = context.clock.now()
  const today = dayIn(context.timeZone, now)
  await context.db.transaction(async (tx) => {
    const { draft: of, card, names } = await lockDraft(context, tx, by, id)
    refuseUnlessAuthor(of, names)
    if (of.state !== 'drafting') throw draftWentOn()
    if (form.version !== of.lastVersion) throw versionChanged()
    const { sha512, version } = await lastVersion(tx, of)
    const proposal = await proposePeople(tx, card, today)
    const approver = approverOf(form, proposal)
    // Nobody gives himself a visa, and who approves says so by approving.
    const people = [...new Set([...proposal.people, ...(form.people ?? [])])].filter((name) => name !== of.author && name !== approver)
    for (const name of [...people, approver]) await refuseStranger(tx, name)
    const mode = form.mode ?? proposal.mode
    const isAsked = (position: number) => mode === 'parallel' || position === 0
    const rows = people.map((person, position) => ({ id: newId(now.getTime()), draft: id, version, sha512, position, person, askedAt: isAsked(position) ? now : null }))
    if (rows.length > 0) await tx.insert(visa).values(rows)
    await tx.update(draft).set({ state: rows.length > 0 ? 'in-visas' : 'for-approval', visaMode: mode, approver, askedAt: now, forApprovalAt: rows.length > 0 ? null : now }).where(eq(draft.id, id))
    await openCardTo(tx, card.id, { people: [...people, approver, of.author] })
    const told = rows.length > 0 ? rows.filter((one) => one.askedAt !== null).map((one) => one.person) : [approver]
    await tellPeople(tx, { kind: 'visa-wanted', people: told, about: `${id}:${version}`, card: card.id, facts: { number: card.number, by: of.author } }, { now, today })
    await noteDraft(tx, id, { event: 'visas-asked', details: { version, mode, people, approver } }, { actor: by.actor, now })
    await appendAudit(tx, { actor: by.actor, action: 'assignments.ask-visas', object: `draft:${id}`, details: { version, sha512, mode, people, approver } }, now)
  })
}

function approverOf(form: AskVisas, { approvers, approver }: People): string {
  const wanted = form.approver ?? approver
  if (wanted === null) throw refusal('approver-needed', {}, 'Neither the route nor the unit says who approves. Name the person who does.')
  if (approvers.length > 0 && !approvers.includes(wanted)) throw refusal('not-the-approver', { name: approvers.join(', ') }, `The route lets ${approvers.join(', ')} approve.`)
  return wanted
}
