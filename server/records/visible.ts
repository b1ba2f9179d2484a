import { and, arrayOverlaps, eq, inArray, or, sql, type SQL } from 'drizzle-orm'
import { refusal } from '#kernel/refusal.ts'
import type { Db } from '#platform/database.ts'
import type { RecordFilter } from '#server/identity/permissions.ts'
import { record } from './schema.ts'

/** The rights filter as a condition on the table `record`. */
export function visibleTo(filter: RecordFilter): SQL | undefined {
  if (filter.kind === 'all') return sql`true`
  const units = [...filter.units]
  if (units.length === 0) return eq(record.wholeHouse, true)
  return or(eq(record.wholeHouse, true), inArray(record.unit, units), arrayOverlaps(record.sharedWith, units))
}

/** The record, or `not-found` alike for one that does not exist and one that may not be seen. */
export async function seeRecord(db: Db, filter: RecordFilter, id: string): Promise<typeof record.$inferSelect> {
  const [found] = await db
    .select()
    .from(record)
    .where(and(eq(record.id, id), visibleTo(filter)))
  if (!found) throw noSuchRecord()
  return found
}

export const noSuchRecord = () => refusal('no-such-record', {}, 'There is no such record, or you may not see it.')
