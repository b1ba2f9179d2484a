import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { newId } from '#kernel/ids.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Db, Tx } from '#platform/database.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { registerBlock } from '../schema.ts'
import type { Register } from './allocate.ts'
import { periodOf } from './period.ts'

export type Block = typeof registerBlock.$inferSelect
/** A number of a block and the day on which it was written on paper. */
export type BlockNumber = { block: string; seq: number; on: string }

/** Moves the counter over so many numbers at once and hands them to a place, in the caller's transaction. */
export async function handBlock(tx: Tx, of: Register, to: { place: string; count: number; day: string; test: boolean; by: string; now: Date }): Promise<Block> {
  const { period } = periodOf(of.reset, of.constants, to.day)
  const { rows } = await tx.execute<{ next: number }>(
    sql`insert into register_period (register, period, test, next_seq) values (${of.id}, ${period}, ${to.test}, 1 + ${to.count}::int)
        on conflict (register, period, test) do update set next_seq = register_period.next_seq + ${to.count}::int where register_period.closed_at is null
        returning next_seq as next`,
  )
  const next = rows[0]?.next
  if (next === undefined) throw refusal('register-period-closed', { period }, `The book ${period} of this register is closed.`)
  const block: typeof registerBlock.$inferInsert = { id: newId(to.now.getTime()), register: of.id, period, test: to.test, firstSeq: next - to.count, lastSeq: next - 1, place: to.place, handedBy: to.by, handedAt: to.now }
  const [made] = await tx.insert(registerBlock).values(block).returning()
  if (made === undefined) throw new Error('a block was not written')
  return made
}

/** A block of a register. */
export async function findBlock(db: Db | Tx, register: string, id: string): Promise<Block> {
  const [found] = await db.select().from(registerBlock).where(and(eq(registerBlock.id, id), eq(registerBlock.register, register)))
  if (!found) throw refusal('no-such-block', {}, 'There is no such block of numbers in this register.')
  return found
}

/** A block of a register under lock, as long as it waits for its papers. */
export async function lockBlock(tx: Tx, register: string, id: string): Promise<Block> {
  const [found] = await tx.select().from(registerBlock).where(and(eq(registerBlock.id, id), eq(registerBlock.register, register))).for('update')
  if (!found) throw refusal('no-such-block', {}, 'There is no such block of numbers in this register.')
  if (found.reconciledAt !== null) throw refusal('block-reconciled', {}, 'This block is reconciled: its numbers are all entered or unused.')
  return found
}

/** Takes a number of a block for a paper that was written under it; refuses numbers and days that the block does not have. */
export async function takeFromBlock(tx: Tx, of: Register, from: BlockNumber, at: { today: string; timeZone: string; test: boolean }): Promise<{ block: Block; period: string; year: number }> {
  const block = await lockBlock(tx, of.id, from.block)
  if (block.test !== at.test) throw refusal('no-such-block', {}, 'There is no such block of numbers in this register.')
  if (from.seq < block.firstSeq || from.seq > block.lastSeq) {
    throw refusal('outside-the-block', { first: block.firstSeq, last: block.lastSeq }, `The block has the numbers ${block.firstSeq} to ${block.lastSeq}.`)
  }
  const { period, year } = periodOf(of.reset, of.constants, from.on)
  const tooEarly = from.on < dayIn(at.timeZone, block.handedAt)
  if (tooEarly || from.on > at.today || period !== block.period) {
    throw refusal('day-outside-block', { date: from.on }, `${from.on} lies before the block was handed out, in another period, or is still to come. Look at the paper again.`)
  }
  const { rows } = await tx.execute<{ number: string }>(sql`select number from entry where register = ${of.id} and period = ${block.period} and test = ${block.test} and seq = ${from.seq} and repeat = 0`)
  const taken = rows[0]
  if (taken !== undefined) throw refusal('number-taken', { number: taken.number }, `The number ${taken.number} is entered already.`)
  return { block, period, year }
}

/** Blocks of a register, those that wait first. */
export function blocksOf(db: Db | Tx, register: string, openOnly: boolean): Promise<Block[]> {
  const open = isNull(registerBlock.reconciledAt)
  return db.select().from(registerBlock).where(openOnly ? and(eq(registerBlock.register, register), open) : eq(registerBlock.register, register)).orderBy(sql`${registerBlock.reconciledAt} is not null`, asc(registerBlock.handedAt)).limit(500)
}
