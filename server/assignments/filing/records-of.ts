import { and, eq, isNull } from 'drizzle-orm'
import type { Db, Tx } from '#platform/database.ts'
import { cardRecord } from '#server/registry/schema.ts'

/** Ids of the records of a card that count now. */
export async function recordsOf(db: Db | Tx, of: string): Promise<string[]> {
  return (await db.select({ record: cardRecord.record }).from(cardRecord).where(and(eq(cardRecord.card, of), isNull(cardRecord.replacedBy)))).map((one) => one.record)
}
