import { and, eq, inArray, sql } from 'drizzle-orm'
import { refusal } from '#kernel/refusal.ts'
import type { Tx } from '#platform/database.ts'
import { userAccount } from '#server/identity/schema.ts'

/** To whom a task goes: a unit, and a person of it unless its head shall name one. */
export type Whom = { unit: string; executor: string | null }
type Named = { unit?: string | undefined; executor?: string | undefined }

/**
 * The unit and person that somebody named. A person alone brings his first open unit, or `present` where he belongs to it.
 * Refuses with `no-such-unit`, `no-such-user`, `person-without-unit`.
 */
export async function findWhom(tx: Tx, named: Named, today: string, present?: string): Promise<Whom> {
  const executor = named.executor ?? null
  const units = executor === null ? [] : await openUnitsOf(tx, executor, today)
  const unit = named.unit ?? units.find((one) => one === present) ?? units[0] ?? present
  if (unit === undefined) throw refusal('person-without-unit', { name: executor ?? '' }, `${executor} belongs to no unit. Name the unit too.`)
  const { rows } = await tx.execute(sql`select 1 from unit where code = ${unit} and (closed_on is null or closed_on > ${today})`)
  if (rows.length === 0) throw refusal('no-such-unit', { unit }, `There is no unit ${unit}.`)
  return { unit, executor }
}

/** A co-executor is a person; a unit alone stands for its head. Refuses with `unit-has-no-head` besides. */
export async function findHelper(tx: Tx, named: Named, today: string): Promise<{ unit: string; executor: string }> {
  const { unit, executor } = await findWhom(tx, named, today)
  if (executor !== null) return { unit, executor }
  const { rows } = await tx.execute<{ head: string | null }>(sql`select head from unit where code = ${unit}`)
  const head = rows[0]?.head ?? null
  if (head === null) throw refusal('unit-has-no-head', { unit }, `The unit ${unit} has no head. Name a person of it.`)
  return { unit, executor: head }
}

/** Refuses a name that is no account in use. */
export async function refuseStrangers(tx: Tx, names: readonly (string | null | undefined)[]): Promise<void> {
  const wanted = [...new Set(names.filter((name) => typeof name === 'string'))]
  if (wanted.length === 0) return
  const found = await tx.select({ name: userAccount.name }).from(userAccount).where(and(inArray(userAccount.name, wanted), eq(userAccount.active, true)))
  if (found.length < wanted.length) throw refusal('no-such-user', {}, 'There is no such user.')
}

/** People keep the name of a unit that was closed, since its papers stay theirs to see; nothing new goes there. */
async function openUnitsOf(tx: Tx, name: string, today: string): Promise<string[]> {
  const [found] = await tx.select({ units: userAccount.units }).from(userAccount).where(and(eq(userAccount.name, name), eq(userAccount.active, true)))
  if (!found) throw refusal('no-such-user', {}, 'There is no such user.')
  const { rows } = await tx.execute<{ code: string }>(sql`select code from unit where code = any(${sql.param(found.units)}::text[]) and closed_on <= ${today}`)
  return found.units.filter((unit) => rows.every(({ code }) => code !== unit))
}
