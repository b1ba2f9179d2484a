import { and, eq, sql } from 'drizzle-orm'
import { refusal } from '#kernel/refusal.ts'
import type { Tx } from '#platform/database.ts'
import { lockChain, type LastEntry } from '#server/audit/append.ts'
import { unkept, type Kept } from '../kept-data.ts'
import { register, registerPeriod } from '../schema.ts'
import { periodOf } from './period.ts'

export type Register = typeof register.$inferSelect
/** `last`: of the audit chain, which is held from here on too. */
export type Allocated = { period: string; seq: number; year: number; last: LastEntry }

/**
 * The next number of a register on a day, in the caller's transaction: given out once and without a gap, since the row
 * of the period is locked until the card is committed with it; a crash gives the number back. Call it late: others wait,
 * which is why the audit chain is locked by the same message.
 */
export async function allocateNumber(tx: Tx, of: Register, day: string, test: boolean): Promise<Allocated> {
  const { period, year } = periodOf(of.reset, of.constants, day)
  const { rows, last } = await lockChain(
    tx,
    sql`insert into register_period (register, period, test, next_seq) values (${of.id}, ${period}, ${test}, 2)
        on conflict (register, period, test) do update set next_seq = register_period.next_seq + 1 where register_period.closed_at is null
        returning next_seq - 1 as seq`,
  )
  const seq = rows[0]?.['seq']
  if (typeof seq !== 'number') throw refusal('register-period-closed', { period }, `The book ${period} of this register is closed. Register under a day of the running period.`)
  return { period, seq, year, last }
}

/** The register with that code, open on that day. */
export async function openRegister(tx: Tx, code: string, day: string, kept: Kept = unkept): Promise<Register> {
  const found = await kept(`register ${code}`, async () => (await tx.select().from(register).where(eq(register.code, code)))[0])
  if (!found) throw refusal('no-such-register', { register: code }, `There is no register ${code}.`)
  if (day < found.openedOn || (found.closedOn !== null && day > found.closedOn)) throw refusal('register-not-open', { register: code }, `The register ${code} takes no entries on ${day}.`)
  return found
}

/**
 * The last repeat number given to an entry, under the lock of the period, so that two clerks get two numbers; null when
 * the book of that period is closed: nothing is written into it any more.
 */
export async function lockRepeats(tx: Tx, of: { register: string; period: string; test: boolean; seq: number }): Promise<number | null> {
  const [book] = await tx.select().from(registerPeriod).where(and(eq(registerPeriod.register, of.register), eq(registerPeriod.period, of.period), eq(registerPeriod.test, of.test))).for('update')
  if (book !== undefined && book.closedAt !== null) return null
  const { rows } = await tx.execute<{ last: number }>(sql`select max(repeat)::int as last from entry where register = ${of.register} and period = ${of.period} and test = ${of.test} and seq = ${of.seq}`)
  return rows[0]?.last ?? 0
}
