import { inArray } from 'drizzle-orm'
import type { Db, Tx } from '#platform/database.ts'
import { unit } from './schema.ts'

/** Whether documents reach a unit on the screen on a day; before that they are handed over with a printed list. */
export function worksOnScreen(one: { electronicSince: string | null }, day: string): boolean {
  return one.electronicSince !== null && one.electronicSince <= day
}

/** Those of some units to which papers go with a transmittal list on a day. */
export async function unitsOnPaper(db: Db | Tx, codes: readonly string[], day: string): Promise<string[]> {
  if (codes.length === 0) return []
  const found = await db.select({ code: unit.code, electronicSince: unit.electronicSince }).from(unit).where(inArray(unit.code, [...codes]))
  return found.filter((one) => !worksOnScreen(one, day)).map(({ code }) => code)
}
