import { sql } from 'drizzle-orm'
import type { Tx } from '#platform/database.ts'
import { inTestMode, isTestMode } from '#server/identity/units/mode.ts'

/** Any number that no other advisory lock of this product uses. */
const modeLock = 7_301_160

/** `dataVersion`: of what `keptData` answers. */
export type Mode = { test: boolean; dataVersion: string }

/**
 * Whether numbers are those of test mode, held until the caller's transaction ends: nobody goes live meanwhile. Two statements
 * in one message, not one statement: it would see the mode as it was before the wait.
 */
export async function holdMode(tx: Tx): Promise<Mode> {
  const answers: unknown = await tx.execute(
    sql`select pg_advisory_xact_lock_shared(${modeLock}); select (select version from registry_data_version) as version, ${inTestMode} as test`.inlineParams(),
  )
  const [, read] = answers as readonly { rows: { version: string | null; test: boolean }[] }[]
  const found = read?.rows[0]
  return { test: found?.test === true, dataVersion: found?.version ?? 'unchanged' }
}

/** Waits until every registration that is under way has ended and keeps new ones waiting. */
export async function lockMode(tx: Tx): Promise<boolean> {
  await tx.execute(sql`select pg_advisory_xact_lock(${modeLock})`)
  return isTestMode(tx)
}
