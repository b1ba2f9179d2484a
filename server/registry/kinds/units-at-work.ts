import type { Db, Tx } from '#platform/database.ts'
import { unit } from '#server/identity/units/schema.ts'
import { readSuccessions, unitAtWork } from '#server/identity/units/successor.ts'

/** A unit that a route names, on a day. `successor`: the open unit that does its work now, null where nobody took it over. */
export type UnitNow = { unit: string; open: boolean; successor: string | null; head: string | null; parent: string | null }

/**
 * Reads once what routes need of units; a house has some hundred. The answer finds a unit by its code: null where there is none.
 * A closed unit has the head of its successor, so that a reorganisation in the middle of a route leaves no step without anybody.
 */
export async function readUnitsAtWork(db: Db | Tx, day: string): Promise<(code: string) => UnitNow | null> {
  const units = new Map((await db.select({ code: unit.code, head: unit.head, parent: unit.parent, closedOn: unit.closedOn }).from(unit)).map((one) => [one.code, one]))
  const successions = await readSuccessions(db)
  const isOpen = (code: string) => {
    const known = units.get(code)
    return known !== undefined && (known.closedOn === null || day < known.closedOn)
  }
  return (code) => {
    const known = units.get(code)
    if (known === undefined) return null
    const { head, parent } = known
    const next = unitAtWork(successions, code, day)
    // A unit that handed its work over has nothing of its own any more, also before somebody closed it.
    if (next === code) return { unit: code, open: isOpen(code), successor: null, head: isOpen(code) ? head : null, parent }
    const after = isOpen(next) ? units.get(next) : undefined
    return { unit: code, open: false, successor: after?.code ?? null, head: after?.head ?? null, parent: after?.parent ?? parent }
  }
}
