import { eq } from 'drizzle-orm'
import type { AcceptItem, IntakeSource } from '#contract/intake.ts'
import { newCard, type CardRegistered } from '#contract/cards.ts'
import { language } from '#contract/common.ts'
import { OpisError } from '#kernel/errors.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Tx } from '#platform/database.ts'
import type { Principal } from '#platform/http/access.ts'
import { appendAudit } from '#server/audit/append.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { handCardTo } from '../cards/enter-again.ts'
import { registrarOf, type Registrar } from '../cards/may-enter.ts'
import { registerCardIn } from '../cards/register-card.ts'
import { cardFilter, type CardFilter } from '../cards/visible-cards.ts'
import type { RegistryContext } from '../context.ts'
import { judgePapers, noteCase, refuseWithoutDay } from '../counter/register-at-counter.ts'
import { inForceOn, noSuchService, versionsOf } from '../services/read-service.ts'
import { assignUploads } from '../uploads/receive-file.ts'
import { seeItem } from './list-items.ts'
import { noteOverride } from './routing/propose-unit.ts'
import { intakeItem, type IntakeItem } from './schema.ts'

const channels: Record<IntakeSource, 'portal' | 'e-mail' | 'scan' | 'exchange'> = { online: 'portal', mail: 'e-mail', folder: 'scan', api: 'exchange' }

/**
 * Registers what waits in the queue: number, card and files in one transaction with the decision, so that it is
 * registered once. The day of receipt is that on which it came: where the law counts from receipt the term began then.
 * Refuses with `intake-item-decided`, for a service with `papers-missing`, and as a registration does.
 */
export async function acceptItem(context: RegistryContext, id: string, form: AcceptItem, principal: Principal): Promise<CardRegistered> {
  const by = { ...registrarOf(principal), filter: cardFilter(principal) }
  const registered = await context.db.transaction(async (tx) => acceptItemIn(context, tx, await lockWaiting(tx, principal, id), form, by))
  context.outbox.wake()
  return registered
}

/** Who accepts: a clerk, or the house itself where it was told to. `filter`: which cards count as papers in the house. */
export type Acceptor = Registrar & { filter: CardFilter }

/** The same in a transaction of the caller, who holds the waiting item and wakes the outbox afterwards. */
export async function acceptItemIn(context: RegistryContext, tx: Tx, item: IntakeItem, form: AcceptItem, by: Acceptor): Promise<CardRegistered> {
  const made = await registerItem(context, tx, item, form, by)
  await giveToUnit(context, tx, item, made.id, form.unit, by)
  await decide(context, tx, item, { state: 'registered', card: made.id, reason: null }, by)
  return made
}

/** Hands the card to the unit that the clerk chose or the rule proposed; choosing another than that one is written down. */
async function giveToUnit(context: RegistryContext, tx: Tx, item: IntakeItem, card: string, chosen: string | undefined, by: Registrar): Promise<void> {
  const { proposedUnit, proposedRule } = item
  const proposed = proposedUnit === null ? null : { unit: proposedUnit, rule: proposedRule ?? '' }
  // The unit of a service has its cards already.
  const to = chosen ?? (proposedRule === null ? null : proposedUnit)
  if (to === null || (proposedRule === null && to === proposedUnit)) return
  const at = { actor: by.actor, now: context.clock.now() }
  await noteOverride(tx, card, proposed, to, at)
  await handCardTo(tx, card, to, at)
}

/** Rejects it, with a reason that the sender reads. */
export async function rejectItem(context: RegistryContext, id: string, reason: string, principal: Principal): Promise<void> {
  await context.db.transaction(async (tx) => decide(context, tx, await lockWaiting(tx, principal, id), { state: 'rejected', card: null, reason }, registrarOf(principal)))
}

async function registerItem(context: RegistryContext, tx: Tx, item: IntakeItem, form: AcceptItem, by: Acceptor): Promise<CardRegistered> {
  const today = dayIn(context.timeZone, context.clock.now())
  const served = item.proposedService === null ? null : inForceOn(await versionsOf(tx, item.proposedService), today)
  if (item.proposedService !== null && served === null) throw noSuchService(item.proposedService)
  const files = item.files.filter(({ original }) => original !== true).map(({ upload, paper }) => ({ upload, paper }))
  const correspondent = form.correspondent ?? null
  const judged = served === null ? null : await judgePapers(tx, served, { taken: [], files, correspondent, language: language.safeParse(item.language).data }, by.filter)
  if (judged !== null && judged.awaited.length > 0) refuseWithoutDay(judged.awaitedNames, form.awaitUntil, today)
  const register = form.register ?? served?.register ?? item.proposedRegister
  const kind = form.kind ?? served?.kind ?? item.proposedKind
  if (register === null || kind === null) throw new OpisError('bad-request', `${register === null ? 'register' : 'kind'}: nothing is proposed. Choose one.`)
  const card = newCard.parse({
    ...{ register, kind, subject: form.subject ?? item.title, restricted: form.restricted },
    ...{ correspondent: form.correspondent, receivedOn: item.receivedOn, channel: channels[item.source], language: item.language ?? undefined, service: served?.code, fields: { ...fieldsOf(item.payload), ...form.fields } },
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

async function decide(context: RegistryContext, tx: Tx, item: IntakeItem, to: Pick<IntakeItem, 'state' | 'card' | 'reason'>, { name, actor }: Pick<Registrar, 'name' | 'actor'>): Promise<void> {
  const now = context.clock.now()
  await tx.update(intakeItem).set({ ...to, decidedAt: now, decidedBy: name }).where(eq(intakeItem.id, item.id))
  await appendAudit(tx, { actor, action: to.state === 'registered' ? 'registry.accept-item' : 'registry.reject-item', object: `intake:${item.id}`, details: { source: item.source, card: to.card } }, now)
}
