import { sql, type SQL } from 'drizzle-orm'
import { OpisError } from '#kernel/errors.ts'
import type { Db, Tx } from '#platform/database.ts'
import type { Reader } from '../reader.ts'

const seeTheHouse = ['administrator', 'head', 'controller']

/** Units whose figures somebody may see; null: of the whole house. */
export type Scope = { units: readonly string[] | null }

/**
 * Controller, head of the body and administrator see the house. The head of a unit, or who stands in for him, sees it with
 * the units below it and those whose work it took over, since closed tasks keep the old name. Nobody else sees reports.
 */
export async function scopeOf(db: Db | Tx, reader: Reader): Promise<Scope> {
  const roles = [...reader.roles, ...reader.absent.flatMap((one) => one.roles)]
  if (roles.some((role) => seeTheHouse.includes(role))) return { units: null }
  const led = [...reader.leads.keys()]
  if (led.length === 0) throw new OpisError('forbidden', 'Reports are for heads of units and for control.')
  const { rows } = await db.execute<{ code: string }>(sql`
    with recursive mine (code) as (
      select unnest(${sql.param(led)}::text[])
      union
      select below.code from mine join (select code, parent as above from unit where parent is not null union all select from_unit, to_unit from unit_succession where done_at is not null) below on below.above = mine.code
    ) select code from mine order by code`)
  return { units: rows.map(({ code }) => code) }
}

/** The units that are counted: those that he may see, or the one that he chose among them. Null: all. */
export function chosenUnits(scope: Scope, unit: string | undefined): readonly string[] | null {
  if (unit === undefined) return scope.units
  if (scope.units !== null && !scope.units.includes(unit)) throw new OpisError('forbidden', 'You may not see figures of this unit.')
  return [unit]
}

/** As a condition on a column that holds a unit. */
export const amongUnits = (column: SQL, units: readonly string[] | null): SQL => (units === null ? sql`true` : sql`${column} = any(${sql.param([...units])}::text[])`)
