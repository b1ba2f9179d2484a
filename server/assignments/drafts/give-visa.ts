import { and, asc, eq, isNull } from 'drizzle-orm'
import type { GiveVisa } from '#contract/drafts.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { openCardTo } from '#server/registry/cards/note-card.ts'
import { tellPeople } from '../notices/tell.ts'
import type { Acting, DraftsContext } from './context.ts'
import { draftWentOn, lastVersion, lockDraft, noteDraft, versionChanged, type DraftOfCard } from './lock-draft.ts'
import { holdsBack, isWaiting } from './moves.ts'
import { draft, visa, type Visa } from './schema.ts'

/**
 * Gives a visa on exactly the version with that checksum, as oneself or for an absent person for whom one stands in; the same
 * visa again changes nothing. With the last one that agrees the draft goes to approval; one that does not agree keeps it from
 * there until there is a new version, or who approves overrules it. Refuses with `no-visa-of-yours`, `draft-version-changed`, `remarks-needed`.
 */
export async function giveVisa(context: DraftsContext, id: string, form: GiveVisa, by: Acting): Promise<void> {
  if (form.decision !== 'agreed' && form.remarks === '') throw refusal('remarks-needed', {}, 'Say what you remark, so that the author can act on it.')
  const now = context.clock.now()
  const today = dayIn(context.timeZone, now)
  await context.db.transaction(async (tx) => {
    const found = await lockDraft(context, tx, by, id)
    const { draft: of, card, names } = found
    const last = await lastVersion(tx, of)
    if (form.sha512 !== last.sha512) throw versionChanged()
    const visas = await tx.select().from(visa).where(and(eq(visa.draft, id), isNull(visa.voidedAt))).orderBy(asc(visa.position))
    // Who wrote the draft does not judge it for somebody else either.
    const judges = of.author === by.name ? [by.name] : names
    const mine = visas.filter((one) => judges.includes(one.person) && (form.person === undefined || one.person === form.person))
    // One's own comes before one that is given for somebody else.
    const own = mine.find((one) => isWaiting(one) && one.person === by.name) ?? mine.find(isWaiting)
    if (own === undefined) {
      if (mine.some((one) => one.decidedBy === by.name && one.decision === form.decision)) return
      throw mine.length === 0 ? refusal('no-visa-of-yours', {}, 'You are not asked for a visa on this draft.') : draftWentOn()
    }
    const { decision, remarks } = form
    await tx.update(visa).set({ decidedAt: now, decidedBy: by.name, decision, remarks }).where(eq(visa.id, own.id))
    const after = visas.map((one) => (one.id === own.id ? { ...one, decidedAt: now, decision } : one))
    await goOn(tx, found, after, { now, today })
    if (decision !== 'agreed') await tellPeople(tx, { kind: 'visa-remark', people: [of.author], about: own.id, card: card.id, facts: { number: card.number, by: own.person } }, { now, today })
    // Who stands in for somebody sees the document from now on.
    await openCardTo(tx, card.id, { people: [by.name] })
    const insteadOf = own.person === by.name ? null : own.person
    await noteDraft(tx, id, { event: 'visa-given', details: { version: last.version, person: own.person, decision, remarks, insteadOf } }, { actor: by.actor, now })
    await appendAudit(tx, { actor: by.actor, action: 'assignments.give-visa', object: `draft:${id}`, details: { version: last.version, sha512: last.sha512, person: own.person, decision } }, now)
  })
}

/** Asks the next in line, or the approver when nobody is missing any more. `visas`: those that count, in their order. */
export async function goOn(tx: Tx, { draft: of, card }: DraftOfCard, visas: readonly Visa[], at: { now: Date; today: string }): Promise<void> {
  if (visas.some(holdsBack)) return
  const facts = { number: card.number, by: of.author }
  const next = visas.find((one) => one.askedAt === null)
  if (next !== undefined) {
    if (visas.some(isWaiting)) return
    await tx.update(visa).set({ askedAt: at.now }).where(eq(visa.id, next.id))
    await tellPeople(tx, { kind: 'visa-wanted', people: [next.person], about: `${of.id}:${of.lastVersion}`, card: card.id, facts }, at)
    return
  }
  if (visas.some((one) => one.decidedAt === null)) return
  await tx.update(draft).set({ state: 'for-approval', forApprovalAt: at.now }).where(eq(draft.id, of.id))
  await tellPeople(tx, { kind: 'visa-wanted', people: [of.approver], about: `${of.id}:${of.lastVersion}:approval`, card: card.id, facts }, at)
}
