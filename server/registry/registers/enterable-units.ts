import { sql } from 'drizzle-orm'
import { refusal } from '#kernel/refusal.ts'
import type { Db, Tx } from '#platform/database.ts'
import type { Principal } from '#platform/http/access.ts'
import { registrarOf, type Registrar } from '../cards/may-enter.ts'
import { cardFilter } from '../cards/visible-cards.ts'
import type { Register } from '../numbers/allocate.ts'

/** Whose registers somebody may enter into: his units and, for those of an intake point, the bodies above it; null: every unit's. */
export async function enterableUnits(db: Db | Tx, by: Registrar): Promise<ReadonlySet<string> | null> {
  if (by.anyUnit) return null
  const { rows } = await db.execute<{ code: string }>(
    sql`with recursive above as (
          select code, parent from unit where code = any(${sql.param([...by.units])}::text[]) and kind = 'intake-point'
          union select u.code, u.parent from unit u join above a on u.code = a.parent
        ) select code from above`,
  )
  return new Set([...by.units, ...rows.map(({ code }) => code)])
}

/** Reads entries of a register: who enters into it, or sees the whole house. */
export async function refuseForeignRegister(db: Db | Tx, register: Register, principal: Principal): Promise<void> {
  if (cardFilter(principal).everyUnit) return
  const units = await enterableUnits(db, registrarOf(principal))
  if (units !== null && !units.has(register.unit)) throw refusal('register-of-another-unit', { register: register.code }, `The register ${register.code} belongs to another unit. Choose a register of yours.`)
}
