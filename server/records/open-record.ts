import { and, eq, exists, or, sql } from 'drizzle-orm'
import type { Principal } from '#platform/http/access.ts'
import { recordFilter } from '#server/identity/permissions.ts'
import { filterToday } from '#server/registry/cards/filter-today.ts'
import { visibleCards } from '#server/registry/cards/visible-cards.ts'
import { card, cardRecord } from '#server/registry/schema.ts'
import type { RecordsContext } from './context.ts'
import { record } from './schema.ts'
import { noSuchRecord, visibleTo } from './visible.ts'

/**
 * The record for who reads it: one that he may see, or one of a card that he may open today as the deputy of somebody
 * absent. Lists and search do not widen by that. Refuses like `seeRecord`.
 */
export async function openRecord(context: Pick<RecordsContext, 'db' | 'clock' | 'timeZone'>, principal: Principal, id: string): Promise<typeof record.$inferSelect> {
  const { db } = context
  const { absent = [] } = await filterToday(context, principal)
  const ofCard = (seen: ReturnType<typeof visibleCards>) => exists(db.select({ one: sql`1` }).from(cardRecord).innerJoin(card, eq(card.id, cardRecord.card)).where(and(eq(cardRecord.record, record.id), seen)))
  const [found] = await db.select().from(record).where(and(eq(record.id, id), or(visibleTo(recordFilter(principal)), ...absent.map((one) => ofCard(visibleCards(one))))))
  if (!found) throw noSuchRecord()
  return found
}
