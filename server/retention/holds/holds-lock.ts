import { sql } from 'drizzle-orm'
import type { Tx } from '#platform/database.ts'

/** Any number that no other advisory lock of this product uses. */
const holdsLock = 7_301_150

/**
 * For a transaction that erases, transfers or approves: from here until it ends no hold can be placed, and every hold that was
 * placed before is seen by the next statement. Many may do this at once. Take it first, before locks on rows, before any
 * read that decides and before the audit log; keep the transaction as short as one record. Needs the isolation level
 * `read committed`, the default.
 */
export async function keepHoldsStill(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock_shared(${holdsLock})`)
}

/**
 * For the transaction that places a hold: waits for the erasing of single records that is under way, never for a batch of
 * them, since whoever comes later waits behind it. Take it when everything is written, before the audit log, so that nobody
 * who erases waits longer than for the commit.
 */
export async function changeHolds(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${holdsLock})`)
}
