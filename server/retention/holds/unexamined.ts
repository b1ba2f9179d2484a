import { sql } from 'drizzle-orm'
import type { Db, Tx } from '#platform/database.ts'

/** A record that a hold by query covers: `hold` is the id of the hold. */
export type Match = { subject: string; hold: string }

/**
 * Records whose text no active hold by query can have looked at yet: not indexed, indexed while the hold was being placed, or
 * indexed a moment ago. Until it is known that a hold does not mean them, it does: so a hold by query is in force from capture.
 */
export async function unexaminedBy(db: Db | Tx, records: readonly string[]): Promise<Match[]> {
  const active = await db.execute<{ id: string }>(sql`select id from hold where released_at is null and exists (select from hold_scope where hold_scope.hold = hold.id and kind = 'query')`)
  if (active.rows.length === 0 || records.length === 0) return []
  const found = await db.execute<Match>(sql`
    select record.id as subject, hold.id as hold from record, hold
    where record.id in ${[...records]} and hold.id in ${active.rows.map(({ id }) => id)}
      and (record.searchable_at is null or record.state <> 'searchable'
        or (hold.caught_up_at is null and record.searchable_at >= hold.placed_at)
        or record.awaits_holds_since is not null)`)
  return found.rows
}
