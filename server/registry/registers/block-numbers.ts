import { and, between, eq } from 'drizzle-orm'
import type { BlockView } from '#contract/register-views.ts'
import type { Db } from '#platform/database.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import type { Register } from '../numbers/allocate.ts'
import type { Block } from '../numbers/blocks.ts'
import { periodOf } from '../numbers/period.ts'
import { printNumber } from '../numbers/print-number.ts'
import { entry } from '../schema.ts'

/** What stands for an index that is known only when the document is there. */
const unknownIndex = '…'

/** The numbers of a block as they are printed. */
export function numbersOf(register: Register, block: Block, timeZone: string): { seq: number; number: string }[] {
  const { year } = periodOf(register.reset, register.constants, dayIn(timeZone, block.handedAt))
  return Array.from({ length: block.lastSeq - block.firstSeq + 1 }, (_, at) => {
    const seq = block.firstSeq + at
    return { seq, number: printNumber(register, block.test, { seq, year, repeat: 0, file: unknownIndex, correspondent: unknownIndex }) }
  })
}

/** A block with what became of each of its numbers. */
export async function viewBlock(db: Db, register: Register, block: Block, timeZone: string): Promise<BlockView> {
  const rows = await db.select().from(entry).where(and(eq(entry.register, register.id), eq(entry.period, block.period), eq(entry.test, block.test), eq(entry.repeat, 0), between(entry.seq, block.firstSeq, block.lastSeq)))
  const written = new Map(rows.map((row) => [row.seq, row]))
  const numbers = numbersOf(register, block, timeZone).map(({ seq, number }) => {
    const row = written.get(seq)
    const state = row === undefined ? ('open' as const) : row.annulledAt === null ? ('entered' as const) : row.card === null ? ('unused' as const) : ('annulled' as const)
    return { seq, number: row?.number ?? number, state }
  })
  const { id, period, test, firstSeq, lastSeq, place, handedBy, reconciledBy } = block
  return { id, register: register.code, period, test, firstSeq, lastSeq, place, handedBy, handedAt: block.handedAt.toISOString(), numbers, open: numbers.filter(({ state }) => state === 'open').length, reconciledBy, reconciledAt: block.reconciledAt?.toISOString() ?? null }
}
