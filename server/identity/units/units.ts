import { asc, desc, eq, isNull, sql } from 'drizzle-orm'
import type { UnitForm, UnitView } from '#contract/units.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Db, Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { userAccount } from '../schema.ts'
import type { UnitsContext } from './context.ts'
import { unit, unitSuccession } from './schema.ts'

/** Every unit that there is or was, by code. */
export async function listUnits(db: Db): Promise<UnitView[]> {
  const units = await db.select().from(unit).orderBy(asc(unit.code))
  const successions = await db.select().from(unitSuccession).where(isNull(unitSuccession.withdrawnAt)).orderBy(desc(unitSuccession.fromOn))
  const successor = new Map(successions.map((one) => [one.fromUnit, { unit: one.toUnit, fromOn: one.fromOn, done: one.doneAt !== null }]))
  return units.map((one) => ({ ...one, successor: successor.get(one.code) ?? null }))
}

/** Opens a unit or changes one. Refuses a parent that is unknown or lies under it, and a head without an account. */
export async function saveUnit(context: UnitsContext, form: UnitForm, actor: string): Promise<void> {
  await context.db.transaction((tx) => saveUnitIn(tx, form, { actor, now: context.clock.now() }))
}

/** The same in a transaction of the caller. */
export async function saveUnitIn(tx: Tx, form: UnitForm, by: { actor: string; now: Date }): Promise<void> {
  // One at a time, so that two changes cannot put a unit under itself together.
  await tx.execute(sql`lock table unit in share row exclusive mode`)
  const units = await tx.select({ code: unit.code, parent: unit.parent }).from(unit)
  if (form.parent !== null) refuseLoop(units, form.code, form.parent)
  if (form.head !== null) await refuseStranger(tx, form.head)
  const { code, ...rest } = form
  await tx.insert(unit).values(form).onConflictDoUpdate({ target: unit.code, set: rest })
  const added = !units.some((one) => one.code === code)
  await appendAudit(tx, { actor: by.actor, action: 'organisation.change-unit', object: `unit:${code}`, details: { added, ...rest } }, by.now)
}

function refuseLoop(units: readonly { code: string; parent: string | null }[], code: string, parent: string): void {
  const parents = new Map(units.map((one) => [one.code, one.parent]))
  if (!parents.has(parent)) throw noSuchUnit(parent)
  for (let above: string | null = parent, steps = 0; above !== null && steps <= units.length; above = parents.get(above) ?? null, steps += 1) {
    if (above === code) throw refusal('unit-in-itself', { unit: code }, `The unit ${code} would lie within itself.`)
  }
}

/** Refuses with `no-such-account` a name that no account has. */
export async function refuseStranger(tx: Db | Tx, name: string): Promise<void> {
  const [found] = await tx.select({ id: userAccount.id }).from(userAccount).where(eq(userAccount.name, name))
  if (!found) throw refusal('no-such-account', { name }, `There is no user ${name}.`)
}

/** The unit with that code. */
export async function readUnit(db: Db | Tx, code: string): Promise<typeof unit.$inferSelect> {
  const [found] = await db.select().from(unit).where(eq(unit.code, code))
  if (!found) throw noSuchUnit(code)
  return found
}

/** Those of some units that are not units of the staff list: free words stay allowed, and are pointed at. A house without a staff list has no unknown ones. */
export async function unknownUnits(db: Db | Tx, units: readonly string[]): Promise<string[]> {
  const known = new Set((await db.select({ code: unit.code }).from(unit)).map(({ code }) => code))
  return known.size === 0 ? [] : units.filter((code) => !known.has(code))
}

const noSuchUnit = (code: string) => refusal('no-such-unit', { unit: code }, `There is no unit ${code}.`)
