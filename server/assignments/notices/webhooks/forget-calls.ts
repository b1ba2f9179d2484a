import { sql } from 'drizzle-orm'
import { webhookCallsKeptDays } from '#contract/notices.ts'
import type { Db } from '#platform/database.ts'

const chunk = 1000
const chunksMax = 20
const dayMs = 86_400_000

/**
 * Forgets calls that were delivered or given up longer ago than `webhookCallsKeptDays`; those that wait stay. In small
 * transactions and at most some of them a round, so that a large backlog holds up nobody. Comes after the deadlines of the
 * day: news of an overdue task is told once because its call is there. Returns how many went.
 */
export async function forgetCalls(db: Db, now: Date, goesOn: () => boolean = () => true): Promise<number> {
  const before = new Date(now.getTime() - webhookCallsKeptDays * dayMs).toISOString()
  let gone = 0
  for (let round = 0; round < chunksMax && goesOn(); round += 1) {
    const { rowCount } = await db.execute(sql`
      delete from webhook_call where id in (
        select id from webhook_call where done_at < ${before}::timestamptz and state in ('delivered', 'failed') order by done_at limit ${chunk} for update skip locked)`)
    gone += rowCount ?? 0
    if ((rowCount ?? 0) < chunk) break
  }
  return gone
}
