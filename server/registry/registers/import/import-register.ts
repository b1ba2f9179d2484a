import { and, eq, inArray } from 'drizzle-orm'
import type { ImportReport } from '#contract/register-views.ts'
import { newId } from '#kernel/ids.ts'
import { numberKey } from '#kernel/number-key.ts'
import type { Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import type { Registrar } from '../../cards/may-enter.ts'
import type { RegistryContext } from '../../context.ts'
import type { Register } from '../../numbers/allocate.ts'
import { entry, registerPeriod } from '../../schema.ts'
import { lockRegister } from '../find-register.ts'
import { decodeText, type Encoding } from './decode-text.ts'
import { readLines, type LineFault, type OldEntry } from './read-lines.ts'

/** Faults that are shown; a file of another kind has one in every line. */
const mostShown = 1000
/** A row of an entry has some fifteen values, a statement at most 65,535. */
const rowsAtOnce = 1000

/**
 * Takes the lines of an old register as entries that keep their numbers, days and words. They lie in the paper range: a
 * period in which nothing was given out here goes on after the highest of them. All lines are taken or none; a line that
 * is there already, just so, is passed over. Without `commit` it only tells what would happen.
 */
export async function importRegister(context: RegistryContext, code: string, file: { bytes: Uint8Array; encoding: Encoding; commit: boolean }, by: Registrar): Promise<ImportReport> {
  const today = dayIn(context.timeZone, context.clock.now())
  const decoded = decodeText(file.bytes, file.encoding)
  if ('badLines' in decoded) return reportOf({ faults: decoded.badLines.map((line) => ({ line, fault: 'bad-encoding', text: '' })), lines: 0, good: 0, already: 0, committed: false })
  return context.db.transaction(async (tx) => {
    const register = await lockRegister(tx, code)
    const read = readLines(decoded.text, register, today)
    const { fresh, already, faults } = await compare(tx, register, read.entries)
    const all = [...read.faults, ...faults].sort((one, other) => one.line - other.line)
    const committed = file.commit && all.length === 0
    if (committed) await write(context, tx, register, fresh, by)
    return reportOf({ faults: all, lines: read.lines, good: fresh.length, already, committed })
  })
}

function reportOf({ faults, ...rest }: { faults: LineFault[]; lines: number; good: number; already: number; committed: boolean }): ImportReport {
  return { ...rest, rejected: faults.length, faults: faults.slice(0, mostShown) }
}

const keyOf = (of: { period: string; seq: number; repeat: number }): string => `${of.period} ${of.seq} ${of.repeat}`

/** Holds the lines against each other and against what is written, under the lock of the counters. */
async function compare(tx: Tx, register: Register, entries: readonly OldEntry[]): Promise<{ fresh: OldEntry[]; already: number; faults: LineFault[] }> {
  const periods = [...new Set(entries.map(({ period }) => period))]
  if (periods.length === 0) return { fresh: [], already: 0, faults: [] }
  const live = (table: typeof entry | typeof registerPeriod) => and(eq(table.register, register.id), eq(table.test, false), inArray(table.period, periods))
  const counters = new Map((await tx.select().from(registerPeriod).where(live(registerPeriod)).for('update')).map((row) => [row.period, row]))
  const written = new Map((await tx.select().from(entry).where(live(entry))).map((row) => [keyOf(row), row]))
  const inFile = new Set<string>()
  const fresh: OldEntry[] = []
  const faults: LineFault[] = []
  let already = 0
  for (const one of entries) {
    const key = keyOf(one)
    const counter = counters.get(one.period)
    const there = written.get(key)
    const refuse = (fault: LineFault['fault']) => void faults.push({ line: one.line, fault, text: `${one.number} | ${one.on}` })
    if (inFile.has(key)) refuse('twice-in-file')
    else if (there?.source === 'imported' && there.number === one.number && there.enteredOn === one.on) already += 1
    else if (there !== undefined) refuse('number-taken')
    else if (counter !== undefined && counter.closedAt !== null) refuse('book-closed')
    else if (counter !== undefined && counter.nextSeq > counter.firstSeq && one.seq >= counter.firstSeq) refuse('number-given-here')
    else fresh.push(one)
    inFile.add(key)
  }
  return { fresh, already, faults }
}

async function write(context: RegistryContext, tx: Tx, register: Register, fresh: readonly OldEntry[], by: Registrar): Promise<void> {
  const now = context.clock.now()
  for (let from = 0; from < fresh.length; from += rowsAtOnce) {
    await tx.insert(entry).values(
      fresh.slice(from, from + rowsAtOnce).map(({ number, period, seq, repeat, on, imported }) => ({
        ...{ id: newId(now.getTime()), register: register.id, period, test: false, seq, repeat, number, numberKey: numberKey(number), card: null },
        ...{ source: 'imported' as const, enteredOn: on, enteredAt: now, enteredBy: by.name, imported },
      })),
    )
  }
  for (const [period, highest] of highestOf(fresh)) await goOnAfter(tx, register, period, highest)
  if (fresh.length > 0) await appendAudit(tx, { actor: by.actor, action: 'registry.import-register', object: `register:${register.code}`, details: { entries: fresh.length, periods: Object.fromEntries(highestOf(fresh)) } }, now)
}

function highestOf(entries: readonly OldEntry[]): Map<string, number> {
  const highest = new Map<string, number>()
  for (const { period, seq } of entries) highest.set(period, Math.max(highest.get(period) ?? 0, seq))
  return highest
}

/** Where nothing was given out yet, the first number is the one after the highest of the old register. */
async function goOnAfter(tx: Tx, register: Register, period: string, highest: number): Promise<void> {
  const here = and(eq(registerPeriod.register, register.id), eq(registerPeriod.period, period), eq(registerPeriod.test, false))
  const [counter] = await tx.select().from(registerPeriod).where(here)
  const next = highest + 1
  if (counter === undefined) await tx.insert(registerPeriod).values({ register: register.id, period, test: false, firstSeq: next, nextSeq: next })
  else if (counter.firstSeq <= highest) await tx.update(registerPeriod).set({ firstSeq: next, nextSeq: next }).where(here)
}
