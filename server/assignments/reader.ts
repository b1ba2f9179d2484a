import { and, eq, or, sql, type SQL } from 'drizzle-orm'
import type { Db, Tx } from '#platform/database.ts'
import type { Principal } from '#platform/http/access.ts'
import { actorOf } from '#server/identity/permissions.ts'
import { absentBehind } from '#server/registry/cards/filter-today.ts'
import { cardFilter, noSuchCard, visibleCards, type CardFilter } from '#server/registry/cards/visible-cards.ts'
import { card, type Card } from '#server/registry/schema.ts'
import type { Hand } from './tasks/moves.ts'

/** Somebody at the screen with what he may see and do: his own, and that of the absent for whom he stands in today. */
export type Reader = Hand & {
  actor: string
  roles: readonly string[]
  units: readonly string[]
  /** His own filter first, then those of the absent. */
  filters: readonly CardFilter[]
  /** Those for whom he stands in, with their roles. */
  absent: readonly { name: string; roles: readonly string[] }[]
  /** Units that he, or somebody for whom he stands in, leads: unit → its head. */
  leads: ReadonlyMap<string, string>
}

/** @param today civil day on which absences are looked up */
export async function readReader(db: Db | Tx, principal: Principal, today: string): Promise<Reader> {
  const own = { actor: actorOf(principal), filters: [cardFilter(principal)] }
  if (principal.kind !== 'user') return { ...own, name: '', standsFor: [], roles: [], units: [], absent: [], leads: new Map() }
  const absent = await absentBehind(db, principal, today)
  const standsFor = absent.map(({ name }) => name)
  const names = [principal.name, ...standsFor]
  const { rows: led } = await db.execute<{ code: string; head: string }>(sql`select code, head from unit where head = any(${sql.param(names)}::text[])`)
  return { ...own, name: principal.name, standsFor, roles: principal.roles, units: principal.units, filters: [...own.filters, ...absent.map(({ filter }) => filter)], absent, leads: new Map(led.map(({ code, head }) => [code, head])) }
}

/** Cards that he sees himself or for somebody absent, as a condition on the table `card`. */
export function cardsOf(reader: Pick<Reader, 'filters'>): SQL {
  return or(...reader.filters.map(visibleCards)) ?? sql`false`
}

/** The card, or `no-such-card` alike for one that does not exist and one that may not be seen. */
export async function seeCardAs(db: Db | Tx, reader: Reader, id: string): Promise<Card> {
  const [found] = await db.select().from(card).where(and(eq(card.id, id), cardsOf(reader)))
  if (!found) throw noSuchCard()
  return found
}
