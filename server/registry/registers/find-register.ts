import { eq } from 'drizzle-orm'
import { refusal } from '#kernel/refusal.ts'
import type { Db, Tx } from '#platform/database.ts'
import type { Register } from '../numbers/allocate.ts'
import { register } from '../schema.ts'

/** The register with that code, open or closed. */
export async function findRegister(db: Db | Tx, code: string): Promise<Register> {
  const [found] = await db.select().from(register).where(eq(register.code, code))
  if (!found) throw refusal('no-such-register', { register: code }, `There is no register ${code}.`)
  return found
}

/** The same, kept from being changed by anybody else until the transaction ends; entries into it go on. */
export async function lockRegister(tx: Tx, code: string): Promise<Register> {
  const [found] = await tx.select().from(register).where(eq(register.code, code)).for('no key update')
  if (!found) throw refusal('no-such-register', { register: code }, `There is no register ${code}.`)
  return found
}
