import { and, eq } from 'drizzle-orm'
import type { Db } from '#platform/database.ts'
import type { Principal } from '#platform/http/access.ts'
import { unit } from '#server/identity/units/schema.ts'
import { mayChangeCard } from '../cards/may-change.ts'
import type { Card } from '../schema.ts'

/**
 * Whose offers of a card that he sees somebody may take back: his own; and anybody's, also what is offered by itself, if he may
 * change the card, is a head of the body, or heads the unit that registered it. A clerk of a unit to which the document was
 * passed on takes back only what he offered.
 */
export async function mayWithdraw(db: Db, principal: Principal, of: Card): Promise<(offer: { offeredBy: string | null }) => boolean> {
  if (principal.kind !== 'user') return () => false
  const { name } = principal
  const all = mayChangeCard(principal, of) || principal.roles.includes('head') || (await db.$count(unit, and(eq(unit.code, of.unit), eq(unit.head, name)))) > 0
  return ({ offeredBy }) => all || offeredBy === name
}
