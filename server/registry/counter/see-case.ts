import { and, eq, inArray, isNotNull, or, sql, type SQL } from 'drizzle-orm'
import type { Db, Tx } from '#platform/database.ts'
import type { Principal } from '#platform/http/access.ts'
import { cardFilter, noSuchCard, visibleCards } from '../cards/visible-cards.ts'
import { card, type Card } from '../schema.ts'

/** Units of the bodies to which units belong: a counter serves its whole body. Units of another body are not among them. */
export async function unitsOfBodies(db: Db | Tx, units: readonly string[]): Promise<string[]> {
  if (units.length === 0) return []
  const { rows } = await db.execute<{ code: string }>(
    sql`with recursive above as (
          select code, parent, kind from unit where code = any(${sql.param([...units])}::text[])
          union select u.code, u.parent, u.kind from unit u join above a on u.code = a.parent where a.kind <> 'body'
        ), below as (
          select code from above where kind = 'body'
          union select u.code from unit u join below b on u.parent = b.code where u.kind <> 'body'
        ) select code from below order by code`,
  )
  return rows.map(({ code }) => code)
}

/**
 * Cases that somebody may serve, as a condition on the table `card`: those that they see anyhow and, for people of a
 * counter, every case of their body that is not restricted: the result is handed out at any of its counters.
 */
export async function servedCases(db: Db | Tx, principal: Principal): Promise<SQL> {
  const seen = visibleCards(cardFilter(principal))
  const atCounter = principal.kind === 'user' && principal.roles.includes('counter')
  const units = atCounter ? await unitsOfBodies(db, principal.units) : []
  const ofBody = units.length === 0 ? undefined : and(inArray(card.unit, units), eq(card.restricted, false))
  return and(isNotNull(card.service), or(seen, ofBody)) ?? sql`false`
}

/** The case, or `no-such-card` alike for one that does not exist and one that is not served here. */
export async function seeCase(db: Db | Tx, principal: Principal, id: string): Promise<Card> {
  const [found] = await db.select().from(card).where(and(eq(card.id, id), await servedCases(db, principal)))
  if (!found) throw noSuchCard()
  return found
}
