import { sql } from 'drizzle-orm'
import type { Tx } from '#platform/database.ts'
import { isTestMode } from '#server/identity/units/mode.ts'

/** Any number that no other advisory lock of this product uses. */
const modeLock = 7_301_160

/** Whether numbers are those of test mode, held until the caller's transaction ends: nobody goes live meanwhile. */
export async function holdMode(tx: Tx): Promise<boolean> {
  await tx.execute(sql`select pg_advisory_xact_lock_shared(${modeLock})`)
  return isTestMode(tx)
}

/** Waits until every registration that is under way has ended and keeps new ones waiting. */
export async function lockMode(tx: Tx): Promise<boolean> {
  await tx.execute(sql`select pg_advisory_xact_lock(${modeLock})`)
  return isTestMode(tx)
}
