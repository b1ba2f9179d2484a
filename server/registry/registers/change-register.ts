import { and, eq, sql } from 'drizzle-orm'
import type { RegisterChange } from '#contract/register-views.ts'
import type { Json } from '#kernel/canonical-json.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { dayIn, refuseImpossibleDate } from '#server/file-plan/known-date.ts'
import type { RegistryContext } from '../context.ts'
import type { Register } from '../numbers/allocate.ts'
import { periodOf } from '../numbers/period.ts'
import { register, registerPeriod } from '../schema.ts'
import { lockRegister } from './find-register.ts'
import { refuseBadTemplate, refuseUnknownUnit } from './open-register.ts'

/**
 * Changes a register. Title, template, constants and fields hold for the numbers given out afterwards. Unit, flow, reset
 * rule and the first number of the running period change only while no number was given out (`register-in-use`).
 */
export async function changeRegister(context: RegistryContext, code: string, change: RegisterChange, actor: string): Promise<void> {
  await context.db.transaction((tx) => changeRegisterIn(context, tx, code, change, actor))
}

/** The same in a transaction of the caller. */
export async function changeRegisterIn(context: Pick<RegistryContext, 'clock' | 'timeZone'>, tx: Tx, code: string, change: RegisterChange, actor: string): Promise<void> {
  const now = context.clock.now()
  const found = await lockRegister(tx, code)
  const next = { ...found, ...definedOf(change) }
  refuseBadTemplate(next)
  const fixed = (change.unit ?? found.unit) !== found.unit || (change.flow ?? found.flow) !== found.flow || !sameReset(next.reset, found.reset)
  if (fixed && (await gaveNumbers(tx, found))) throw inUse(code)
  if (change.unit !== undefined) await refuseUnknownUnit(tx, change.unit)
  const { title, unit, flow, template, constants, reset, fields } = next
  await tx.update(register).set({ title, unit, flow, template, constants, reset, fields }).where(eq(register.id, found.id))
  if (change.firstSeq !== undefined) await startAt(tx, next, change.firstSeq, dayIn(context.timeZone, now))
  await appendAudit(tx, { actor, action: 'registry.change-register', object: `register:${code}`, details: { was: { template: found.template, constants: jsonOf(found.constants), reset: found.reset, unit: found.unit }, changed: jsonOf(change) } }, now)
}

/** The last day on which the register takes entries. */
export async function closeRegister(context: RegistryContext, code: string, closedOn: string, actor: string): Promise<void> {
  refuseImpossibleDate(closedOn)
  await context.db.transaction(async (tx) => {
    const found = await lockRegister(tx, code)
    if (closedOn < found.openedOn) throw refusal('register-not-open', { register: code }, `The register ${code} was opened on ${found.openedOn} only.`)
    await tx.update(register).set({ closedOn }).where(eq(register.id, found.id))
    await appendAudit(tx, { actor, action: 'registry.close-register', object: `register:${code}`, details: { closedOn } }, context.clock.now())
  })
}

const inUse = (code: string) => refusal('register-in-use', { register: code }, `The register ${code} has given out numbers: unit, flow, reset rule and first number stay. Close it and open another one.`)

const sameReset = (one: Register['reset'], other: Register['reset']): boolean => one.kind === other.kind && (one.kind !== 'yearly' || other.kind !== 'yearly' || one.on === other.on)

/** As it goes over the line: what is not said does not stand there. */
const jsonOf = (value: object): Json => JSON.parse(JSON.stringify(value)) as Json

function definedOf<T extends object>(change: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> }
}

/** Under the lock of the counters, so that no number is given out meanwhile. Those of test mode do not count. */
async function gaveNumbers(tx: Tx, of: Register, period?: string): Promise<boolean> {
  const counters = and(eq(registerPeriod.register, of.id), eq(registerPeriod.test, false), period === undefined ? undefined : eq(registerPeriod.period, period))
  const rows = await tx.select().from(registerPeriod).where(counters).for('update')
  return rows.some(({ firstSeq, nextSeq, closedAt }) => nextSeq > firstSeq || closedAt !== null)
}

async function startAt(tx: Tx, of: Register, firstSeq: number, today: string): Promise<void> {
  const { period } = periodOf(of.reset, of.constants, today)
  if (await gaveNumbers(tx, of, period)) throw inUse(of.code)
  const { rows } = await tx.execute<{ last: number | null }>(sql`select max(seq)::int as last from entry where register = ${of.id} and period = ${period} and not test`)
  if ((rows[0]?.last ?? 0) >= firstSeq) throw inUse(of.code)
  await tx.insert(registerPeriod).values({ register: of.id, period, test: false, firstSeq, nextSeq: firstSeq }).onConflictDoUpdate({ target: [registerPeriod.register, registerPeriod.period, registerPeriod.test], set: { firstSeq, nextSeq: firstSeq } })
}
