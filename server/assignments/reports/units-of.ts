import { asc, inArray } from 'drizzle-orm'
import type { ReportView } from '#contract/reports.ts'
import type { Tx } from '#platform/database.ts'
import { unit } from '#server/identity/units/schema.ts'
import type { Scope } from './scope.ts'

/** Units that somebody may choose in a report. */
export function unitsOf(tx: Tx, scope: Scope): Promise<ReportView['units']> {
  return tx
    .select({ code: unit.code, name: unit.name })
    .from(unit)
    .where(scope.units === null ? undefined : inArray(unit.code, [...scope.units]))
    .orderBy(asc(unit.code))
}
