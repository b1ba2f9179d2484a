import { eq } from 'drizzle-orm'
import type { AcceptItem } from '#contract/intake.ts'
import type { CardRegistered } from '#contract/cards.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Tx } from '#platform/database.ts'
import type { Principal } from '#platform/http/access.ts'
import { appendAudit } from '#server/audit/append.ts'
import { handCardTo } from '../cards/enter-again.ts'
import { registrarOf, type Registrar } from '../cards/may-enter.ts'
import { cardFilter } from '../cards/visible-cards.ts'
import type { RegistryContext } from '../context.ts'
import { seeItem } from './list-items.ts'
import { registerItem, type Acceptor } from './register-item.ts'
import { noteOverride } from './routing/propose-unit.ts'
import { intakeItem, type IntakeItem } from './schema.ts'

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

/** The same in a transaction of the caller, who holds the waiting item and wakes the outbox afterwards. */
export async function acceptItemIn(context: RegistryContext, tx: Tx, item: IntakeItem, form: AcceptItem, by: Acceptor): Promise<CardRegistered> {
  const made = await registerItem(context, tx, item, form, by)
  await giveToUnit(context, tx, item, made.id, form.unit, by)
  await decide(context, tx, item, { state: 'registered', card: made.id, reason: null, answer: null }, by)
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

/** The item for a decision, held until the end of the transaction; refuses with `no-such-intake-item`, `intake-item-decided`. */
export async function lockWaiting(tx: Tx, principal: Principal, id: string): Promise<IntakeItem> {
  const item = await seeItem(tx, principal, id, true)
  if (item.state !== 'waiting') throw refusal('intake-item-decided', {}, 'Somebody has decided on this already. Look at it again.')
  return item
}

/** Writes the decision on a held item down. */
export async function decide(context: RegistryContext, tx: Tx, item: IntakeItem, to: Pick<IntakeItem, 'state' | 'card' | 'reason' | 'answer'>, { name, actor }: Pick<Registrar, 'name' | 'actor'>): Promise<void> {
  const now = context.clock.now()
  await tx.update(intakeItem).set({ ...to, decidedAt: now, decidedBy: name }).where(eq(intakeItem.id, item.id))
  await appendAudit(tx, { actor, action: to.state === 'registered' ? 'registry.accept-item' : 'registry.reject-item', object: `intake:${item.id}`, details: { source: item.source, card: to.card, ...(to.answer === null ? {} : { answer: to.answer }) } }, now)
}
