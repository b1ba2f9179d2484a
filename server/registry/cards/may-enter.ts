import { sql } from 'drizzle-orm'
import { refusal } from '#kernel/refusal.ts'
import type { Tx } from '#platform/database.ts'
import type { Principal } from '#platform/http/access.ts'
import { actorOf } from '#server/identity/permissions.ts'
import type { Register } from '../numbers/allocate.ts'

/** Who registers. `units`: whose registers he may use; `anyUnit`: those of every unit. */
export type Registrar = { name: string; actor: string; units: readonly string[]; anyUnit: boolean }

export function registrarOf(principal: Principal): Registrar {
  if (principal.kind !== 'user') return { name: '', actor: actorOf(principal), units: [], anyUnit: false }
  return { name: principal.name, actor: actorOf(principal), units: principal.units, anyUnit: principal.roles.includes('administrator') }
}

/** A clerk enters documents into registers of his own units; an intake point also into those of the bodies above it. */
export async function mayEnter(tx: Tx, register: Register, by: Registrar): Promise<void> {
  if (by.anyUnit || by.units.includes(register.unit)) return
  const { rows } = await tx.execute(
    sql`with recursive above as (
          select code, parent from unit where code = any(${sql.param([...by.units])}::text[]) and kind = 'intake-point'
          union select u.code, u.parent from unit u join above a on u.code = a.parent
        ) select 1 from above where code = ${register.unit}`,
  )
  if (rows.length === 0) throw refusal('register-of-another-unit', { register: register.code }, `The register ${register.code} belongs to another unit. Choose a register of yours.`)
}
