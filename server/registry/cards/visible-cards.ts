import { arrayOverlaps, and, eq, or, sql, type SQL } from 'drizzle-orm'
import { refusal } from '#kernel/refusal.ts'
import type { Db, Tx } from '#platform/database.ts'
import type { Principal } from '#platform/http/access.ts'
import { card, type Card } from '../schema.ts'

/** Roles that see the cards of every unit. A restricted card is seen by those whom it names alone. */
const seeEveryUnit = ['administrator', 'archivist', 'records-manager', 'head']

/** The one rights filter of cards: list, number, count, report and status of a task go through it. `absent`: of those for whom he stands in, where that counts. */
export type CardFilter = { everyUnit: boolean; units: readonly string[]; name: string; absent?: readonly CardFilter[] }

export function cardFilter(principal: Principal): CardFilter {
  if (principal.kind !== 'user') return { everyUnit: false, units: [], name: '' }
  return { everyUnit: principal.roles.some((role) => seeEveryUnit.includes(role)), units: principal.units, name: principal.name }
}

/** As a condition on the table `card`. */
export function visibleCards(filter: CardFilter): SQL {
  if (filter.name === '') return sql`false`
  const named = arrayOverlaps(card.people, [filter.name])
  const ofUnits = filter.units.length > 0 ? arrayOverlaps(card.units, [...filter.units]) : sql`false`
  return or(and(eq(card.restricted, false), filter.everyUnit ? sql`true` : ofUnits), named, ...(filter.absent ?? []).map(visibleCards)) ?? sql`false`
}

/** The card, or `not-found` alike for one that does not exist and one that may not be seen. */
export async function seeCard(db: Db | Tx, filter: CardFilter, id: string): Promise<Card> {
  const [found] = await db.select().from(card).where(and(eq(card.id, id), visibleCards(filter)))
  if (!found) throw noSuchCard()
  return found
}

export const noSuchCard = () => refusal('no-such-card', {}, 'There is no such document, or you may not see it.')
