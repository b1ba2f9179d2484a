import { and, asc, eq, isNull } from 'drizzle-orm'
import type { RoutingProposal, RoutingTrial } from '#contract/routing.ts'
import type { Db, Tx } from '#platform/database.ts'
import { unit } from '#server/identity/units/schema.ts'
import { handedTo } from '../../cards/holders.ts'
import { isClosed } from '../../cards/lock-open-card.ts'
import { noteCard } from '../../cards/note-card.ts'
import { cardEvent, correspondent, type Card } from '../../schema.ts'
import { chooseRule } from './choose-rule.ts'
import { routingRule } from './schema.ts'

/** Event of a card: a clerk gave it to another unit than the rule proposed. */
export const routeOverridden = 'route-overridden'

/** What the rules propose for a document; rules that lead to a closed unit are passed over. */
export async function proposeUnit(db: Db | Tx, of: RoutingTrial): Promise<RoutingProposal | null> {
  const rows = await db.select({ rule: routingRule }).from(routingRule).innerJoin(unit, eq(unit.code, routingRule.unit)).where(and(eq(routingRule.active, true), isNull(unit.closedOn))).orderBy(asc(routingRule.position), asc(routingRule.id))
  const found = chooseRule(rows.map(({ rule }) => rule), of)
  return found === null ? null : { unit: found.unit, register: found.register, kind: found.setKind, rule: found.name }
}

/** What the rules propose for a registered document that nobody has handed on; null for one that is with its unit. */
export async function proposeForCard(db: Db | Tx, of: Card): Promise<RoutingProposal | null> {
  const [handed] = await db.select({ id: cardEvent.id }).from(cardEvent).where(and(eq(cardEvent.card, of.id), eq(cardEvent.event, handedTo))).limit(1)
  if (handed !== undefined || isClosed(of)) return null
  const [writer] = of.correspondent === null ? [] : await db.select({ email: correspondent.email }).from(correspondent).where(eq(correspondent.id, of.correspondent))
  const proposed = await proposeUnit(db, { text: of.subject, kind: of.kind, correspondent: of.correspondent, sender: writer?.email ?? null })
  return proposed === null || of.units.includes(proposed.unit) ? null : proposed
}

/** Writes into the history of a card that it goes to another unit than the rule proposed; nothing where it goes there, or no rule fits. */
export async function noteOverride(tx: Tx, card: string, proposed: Pick<RoutingProposal, 'unit' | 'rule'> | null, chosen: string, by: { actor: string; now: Date }): Promise<void> {
  if (proposed === null || proposed.unit === chosen) return
  await noteCard(tx, card, { event: routeOverridden, details: { proposed: proposed.unit, chosen, rule: proposed.rule } }, by)
}
