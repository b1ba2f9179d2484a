import { eq } from 'drizzle-orm'
import type { AcceptItem, IntakeSource } from '#contract/intake.ts'
import { newCard, type CardRegistered } from '#contract/cards.ts'
import { language } from '#contract/common.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Tx } from '#platform/database.ts'
import type { Principal } from '#platform/http/access.ts'
import { appendAudit } from '#server/audit/append.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { registrarOf } from '../cards/may-enter.ts'
import { registerCardIn } from '../cards/register-card.ts'
import { cardFilter } from '../cards/visible-cards.ts'
import type { RegistryContext } from '../context.ts'
import { judgePapers, noteCase, refuseWithoutDay } from '../counter/register-at-counter.ts'
import { inForceOn, noSuchService, versionsOf } from '../services/read-service.ts'
import { assignUploads } from '../uploads/receive-file.ts'
import { seeItem } from './list-items.ts'
import { intakeItem, type IntakeItem } from './schema.ts'

const channels: Record<IntakeSource, 'portal' | 'e-mail' | 'scan' | 'exchange'> = { online: 'portal', mail: 'e-mail', folder: 'scan', api: 'exchange' }

/**
 * Registers what waits in the queue: number, card and files in one transaction with the decision, so that it is
 * registered once. The day of receipt is that on which it came: where the law counts from receipt the term began then.
 * Refuses with `intake-item-decided`, for a service with `papers-missing`, and as a registration does.
 */
export async function acceptItem(context: RegistryContext, id: string, form: AcceptItem, principal: Principal): Promise<CardRegistered> {
  const registered = await context.db.transaction(async (tx) => {
    const item = await lockWaiting(tx, principal, id)
    const made = await registerItem(context, tx, item, form, principal)
    await decide(context, tx, item, { state: 'registered', card: made.id, reason: null }, principal)
    return made
  })
  context.outbox.wake()
  return registered
}

/** Rejects it, with a reason that the sender reads. */
export async function rejectItem(context: RegistryContext, id: string, reason: string, principal: Principal): Promise<void> {
  await context.db.transaction(async (tx) => decide(context, tx, await lockWaiting(tx, principal, id), { state: 'rejected', card: null, reason }, principal))
}

async function registerItem(context: RegistryContext, tx: Tx, item: IntakeItem, form: AcceptItem, principal: Principal): Promise<CardRegistered> {
  const by = registrarOf(principal)
  const today = dayIn(context.timeZone, context.clock.now())
  const served = item.proposedService === null ? null : inForceOn(await versionsOf(tx, item.proposedService), today)
  if (item.proposedService !== null && served === null) throw noSuchService(item.proposedService)
  const files = item.files.map(({ upload, paper }) => ({ upload, paper }))
  const correspondent = form.correspondent ?? null
  const judged = served === null ? null : await judgePapers(tx, served, { taken: [], files, correspondent, language: language.safeParse(item.language).data }, cardFilter(principal))
  if (judged !== null && judged.awaited.length > 0) refuseWithoutDay(judged.awaitedNames, form.awaitUntil, today)
  const card = newCard.parse({
    ...{ register: form.register ?? served?.register ?? item.proposedRegister, kind: form.kind ?? served?.kind ?? item.proposedKind, subject: form.subject ?? item.title, restricted: form.restricted },
    ...{ correspondent: form.correspondent, receivedOn: item.receivedOn, channel: channels[item.source], language: item.language ?? undefined, service: served?.code, fields: fieldsOf(item.payload) },
  })
  const made = await registerCardIn(context, tx, card, by)
  if (judged !== null) await noteCase(context, tx, made.id, { files: [], awaitUntil: form.awaitUntil }, judged, { ...by, today })
  await assignUploads(context, tx, '', files, { card: made.id, role: 'annex' })
  return made
}

/** The fields of the service as they were filled in; anything else of the payload stays with the item. */
function fieldsOf(payload: Readonly<Record<string, unknown>>): Record<string, string | number> {
  const { fields } = payload
  if (typeof fields !== 'object' || fields === null) return {}
  return Object.fromEntries(Object.entries(fields).filter((pair): pair is [string, string | number] => typeof pair[1] === 'string' || typeof pair[1] === 'number'))
}

async function lockWaiting(tx: Tx, principal: Principal, id: string): Promise<IntakeItem> {
  const item = await seeItem(tx, principal, id, true)
  if (item.state !== 'waiting') throw refusal('intake-item-decided', {}, 'Somebody has decided on this already. Look at it again.')
  return item
}

async function decide(context: RegistryContext, tx: Tx, item: IntakeItem, to: Pick<IntakeItem, 'state' | 'card' | 'reason'>, principal: Principal): Promise<void> {
  const now = context.clock.now()
  const { name, actor } = registrarOf(principal)
  await tx.update(intakeItem).set({ ...to, decidedAt: now, decidedBy: name }).where(eq(intakeItem.id, item.id))
  await appendAudit(tx, { actor, action: to.state === 'registered' ? 'registry.accept-item' : 'registry.reject-item', object: `intake:${item.id}`, details: { source: item.source, card: to.card } }, now)
}
