import { and, eq, inArray, sql } from 'drizzle-orm'
import type { SendDraft } from '#contract/drafts.ts'
import { newId } from '#kernel/ids.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { enterStage, noteCard } from '#server/registry/cards/note-card.ts'
import { card, cardRelation, correspondent } from '#server/registry/schema.ts'
import type { Acting, DraftsContext } from './context.ts'
import { draftWentOn, lockDraft, noteDraft } from './lock-draft.ts'
import { refuseUnlessSender } from './may-send.ts'
import { dispatch, draft } from './schema.ts'

/**
 * Notes that the registered document left the house. The citizen whose document it answers sees `replied` with the number of the
 * reply; both documents are executed, the answered one unless tasks on it are open. Safe to run twice. Refuses with
 * `draft-not-yours-to-send`, `draft-went-on`.
 */
export async function sendDraft(context: DraftsContext, id: string, form: SendDraft, by: Acting): Promise<void> {
  const now = context.clock.now()
  const today = dayIn(context.timeZone, now)
  const on = form.on ?? today
  if (on > today) throw refusal('date-to-come', { date: on }, `${on} is yet to come. Note the sending on the day on which it was done.`)
  await context.db.transaction(async (tx) => {
    const seen = await lockDraft(context, tx, by, id)
    const { draft: of, card: answered } = seen
    if ((of.state !== 'registered' && of.state !== 'sent') || of.resultCard === null) throw draftWentOn()
    const [result] = await tx.select().from(card).where(eq(card.id, of.resultCard))
    refuseUnlessSender(by.principal, seen, result)
    if (of.state === 'sent') return
    if (result === undefined || result.state === 'annulled') throw draftWentOn()
    const address = form.address !== '' ? form.address : await addressOf(tx, result.correspondent)
    await tx.insert(dispatch).values({ id: newId(now.getTime()), card: result.id, draft: id, channel: form.channel, sentOn: on, sentBy: by.name, notedAt: now, address, note: form.note })
    await tx.update(draft).set({ state: 'sent', sentAt: now }).where(eq(draft.id, id))
    const details = { number: result.number, channel: form.channel, on }
    const [answers] = await tx.select().from(cardRelation).where(and(eq(cardRelation.fromCard, result.id), eq(cardRelation.toCard, answered.id), eq(cardRelation.relation, 'reply-to')))
    if (answers !== undefined && answered.state !== 'annulled') await enterStage(tx, answered.id, { stage: 'replied', onDay: on, number: result.number }, now)
    await executed(tx, [result.id, ...(answers === undefined ? [] : [answered.id])], today)
    for (const one of [result.id, answered.id]) await noteCard(tx, one, { event: one === result.id ? 'sent' : 'reply-sent', details }, { actor: by.actor, now })
    await noteDraft(tx, id, { event: 'sent', details }, { actor: by.actor, now })
    await context.outbox.announce(tx, 'draft.sent', id)
    await appendAudit(tx, { actor: by.actor, action: 'assignments.send-draft', object: `draft:${id}`, details }, now)
  })
  context.outbox.wake()
}

async function addressOf(tx: Tx, of: string | null): Promise<string> {
  if (of === null) return ''
  const [found] = await tx.select({ address: correspondent.address }).from(correspondent).where(eq(correspondent.id, of))
  return found?.address ?? ''
}

async function executed(tx: Tx, cards: readonly string[], today: string): Promise<void> {
  const openTask = sql`exists (select 1 from assignment a where a.card = ${card.id} and a.state in ('open', 'executed'))`
  await tx.update(card).set({ state: 'executed', closedOn: today, version: sql`${card.version} + 1` }).where(and(inArray(card.id, [...cards]), inArray(card.state, ['registered', 'in-work']), sql`not ${openTask}`))
}
