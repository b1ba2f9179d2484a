import { eq } from 'drizzle-orm'
import { pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import { refusal } from '#kernel/refusal.ts'
import type { Db, Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import type { RegistryContext } from '../context.ts'
import { register } from '../schema.ts'

/** Into which register a unit enters documents that come from another body of the house; a unit without a row shares the one number. */
const entryRegister = pgTable('entry_register', {
  unit: text().primaryKey(),
  register: text().notNull(),
  setBy: text('set_by').notNull(),
  setAt: timestamp('set_at', { withTimezone: true }).notNull(),
})

/** The code of that register; null where the unit shares the number of the body from which a document comes. */
export async function entryRegisterOf(db: Db | Tx, unit: string): Promise<string | null> {
  const [found] = await db.select().from(entryRegister).where(eq(entryRegister.unit, unit))
  return found?.register ?? null
}

export async function listEntryRegisters(db: Db): Promise<{ unit: string; register: string }[]> {
  return db.select({ unit: entryRegister.unit, register: entryRegister.register }).from(entryRegister).orderBy(entryRegister.unit)
}

/** Sets it for a unit, one of its own registers; null: it shares the number from now on. */
export async function setEntryRegister(context: RegistryContext, unit: string, code: string | null, actor: string): Promise<void> {
  await context.db.transaction(async (tx) => {
    const now = context.clock.now()
    if (code === null) await tx.delete(entryRegister).where(eq(entryRegister.unit, unit))
    else {
      const [found] = await tx.select().from(register).where(eq(register.code, code))
      if (found?.unit !== unit) throw refusal('no-such-register', { register: code }, `The unit ${unit} has no register ${code}.`)
      const value = { unit, register: code, setBy: actor, setAt: now }
      await tx.insert(entryRegister).values(value).onConflictDoUpdate({ target: entryRegister.unit, set: value })
    }
    await appendAudit(tx, { actor, action: 'registry.set-entry-register', object: `unit:${unit}`, details: { register: code } }, now)
  })
}
