import { isNull } from 'drizzle-orm'
import type { Db, Tx } from '#platform/database.ts'
import { unitSuccession } from './schema.ts'

export type Succession = { fromUnit: string; toUnit: string; fromOn: string }

/**
 * The unit that does the work of a unit on a day, `YYYY-MM-DD`: itself, or who took it over, however often that happened.
 * A step of a route that was written before the reorganisation goes to it.
 */
export function unitAtWork(successions: readonly Succession[], code: string, day: string): string {
  const met = new Set<string>()
  let now = code
  while (!met.has(now)) {
    met.add(now)
    const from = now
    now = successions.find((one) => one.fromUnit === from && one.fromOn <= day)?.toUnit ?? from
  }
  return now
}

/** Every reorganisation that stands. */
export async function readSuccessions(db: Db | Tx): Promise<Succession[]> {
  const { fromUnit, toUnit, fromOn } = unitSuccession
  return db.select({ fromUnit, toUnit, fromOn }).from(unitSuccession).where(isNull(unitSuccession.withdrawnAt))
}
