import { refusal } from '#kernel/refusal.ts'
import type { Db, Tx } from '#platform/database.ts'
import type { Principal } from '#platform/http/access.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { actorOf } from '#server/identity/permissions.ts'
import { cardClosed, lockOpenCard } from '../cards/lock-open-card.ts'
import { cardFilter, visibleCards } from '../cards/visible-cards.ts'
import type { RegistryContext } from '../context.ts'
import type { Card } from '../schema.ts'
import type { WorkingDays } from './count-term.ts'
import { readCalendar, termInForce } from './read-terms.ts'
import type { TermRule } from './term-rule.ts'

/** A card whose clock runs, with the rule by which it runs and the day from which it is counted. */
export type OnClock = { card: Card; rule: TermRule; calendar: WorkingDays; baseOn: string }
/** Who changes it and when. */
export type Acting = { actor: string; name: string; now: Date; today: string }

export function actingOf(context: RegistryContext, principal: Principal): Acting {
  const now = context.clock.now()
  return { actor: actorOf(principal), name: principal.kind === 'user' ? principal.name : '', now, today: dayIn(context.timeZone, now) }
}

/** The rule of a card as it was on the day of its registration; null where it has no deadline by law. */
export async function clockOf(db: Db | Tx, one: Card): Promise<OnClock | null> {
  if (one.term === null) return null
  const rule = await termInForce(db, one.term, one.registeredOn)
  return { card: one, rule, calendar: await readCalendar(db, rule.calendar), baseOn: one.termBaseOn ?? one.registeredOn }
}

/** A card whose work goes on and that the person may see, locked for a change of its deadline. Refuses with `no-such-card` and `card-closed`. */
export async function lockRunningCard(tx: Tx, principal: Principal, id: string): Promise<Card> {
  const found = await lockOpenCard(tx, id, visibleCards(cardFilter(principal)))
  if (found.closedOn !== null) throw cardClosed(found)
  return found
}

/** The same with its clock; refuses with `card-has-no-term` where no rule gives it a deadline. */
export async function lockClock(tx: Tx, principal: Principal, id: string): Promise<OnClock> {
  const clock = await clockOf(tx, await lockRunningCard(tx, principal, id))
  if (clock === null) throw refusal('card-has-no-term', {}, 'No rule gives this document a deadline.')
  return clock
}
