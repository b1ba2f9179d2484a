import { asc, desc } from 'drizzle-orm'
import type { KindView } from '#contract/kinds.ts'
import type { Db, Tx } from '#platform/database.ts'
import { documentKind } from '../data-schema.ts'
import { readUnitsAtWork, type UnitNow } from './units-at-work.ts'

export type KindRow = typeof documentKind.$inferSelect

/** Every version of every kind, by code, the newest first. `today`: which one is in force, and which units of routes are closed. */
export async function listKinds(db: Db | Tx, today: string): Promise<KindView[]> {
  const rows = await db.select().from(documentKind).orderBy(asc(documentKind.code), desc(documentKind.version))
  const unitAt = await readUnitsAtWork(db, today)
  const now = new Map<string, number>()
  for (const row of rows) if (row.validFrom <= today && !now.has(row.code)) now.set(row.code, row.version)
  return rows.map((row) => presentKind(row, now.get(row.code) === row.version && !isRetired(row, today), unitAt))
}

export const isRetired = ({ retiredOn }: KindRow, today: string): boolean => retiredOn !== null && retiredOn <= today

function presentKind(row: KindRow, now: boolean, unitAt: (code: string) => UnitNow | null): KindView {
  const { code, version, name, flow, term, class: fileClass, route, fields, validFrom, retiredOn } = row
  const named = [...new Set(route.flatMap((step) => step.unit ?? []))]
  const closedUnits = named.flatMap((unit) => {
    const found = unitAt(unit)
    return found === null || found.open ? [] : [{ unit, successor: found.successor }]
  })
  return { code, version, name, flow, term, class: fileClass, route, fields, validFrom, retiredOn, now, closedUnits }
}
