import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { databaseCodeOf, type Tx } from '#platform/database.ts'
import { fileMember, file } from '#server/file-plan/schema.ts'
import { checkLine, checkLines } from '../acts/check-line.ts'
import { actLine } from '../acts/schema.ts'
import { voidLine } from '../acts/void-line.ts'
import type { CivilDate } from '#kernel/civil-date.ts'
import { keepHoldsStill } from '../holds/holds-lock.ts'
import type { DestructionContext } from './context.ts'
import { destroyRecords, lockRecords, RecordBusy, type Doomed, type Line, type Under } from './destroy-records.ts'
import { endLineOnFile, takeOutRecord } from './execute-file.ts'

/**
 * Decides some lines on single records, or on paper alone, in one short transaction: holds and rows are locked, each line is
 * judged again, what may go goes, what may not is void. If one of the records is being worked on at this moment,
 * each half has a transaction of its own. Safe to repeat. Answers how many lines could not be decided now.
 */
export async function executeLines(context: DestructionContext, under: Under, lines: readonly Line[], day: CivilDate): Promise<number> {
  if (lines.length === 0) return 0
  if (await tryOnce(context, (tx) => decideLines(context, tx, under, lines, day))) return 0
  if (lines.length === 1) return 1
  const half = Math.ceil(lines.length / 2)
  return (await executeLines(context, under, lines.slice(0, half), day)) + (await executeLines(context, under, lines.slice(half), day))
}

/** A record that is being worked on is no fault: nothing was changed, and it is tried again. False then. */
async function tryOnce(context: DestructionContext, work: (tx: Tx) => Promise<void>): Promise<boolean> {
  try {
    await context.records.db.transaction(work)
    return true
  } catch (error) {
    if (isBusy(error)) return false
    throw error
  }
}

/** A record in work, a lock that is taken, a deadlock that was broken. */
export function isBusy(error: unknown): boolean {
  return error instanceof RecordBusy || ['55P03', '40P01'].includes(databaseCodeOf(error) ?? '')
}

async function decideLines(context: DestructionContext, tx: Tx, under: Under, wanted: readonly Line[], day: CivilDate): Promise<void> {
  await keepHoldsStill(tx)
  const rows = await lockRecords(tx, wanted.flatMap(({ carrier, subject }) => (carrier === 'paper' ? [] : [subject])))
  const agreed = await tx.select({ id: actLine.id }).from(actLine).where(and(inArray(actLine.id, wanted.map(({ id }) => id)), eq(actLine.state, 'agreed'))).orderBy(asc(actLine.id)).for('update')
  const lines = wanted.filter(({ id }) => agreed.some((one) => one.id === id))
  const checks = await checkLines(context, tx, lines, day)
  const doomed: Doomed[] = []
  const voided: { line: Line; why: Parameters<typeof voidLine>[2] }[] = []
  for (const line of lines) {
    const check = checks.get(line.id)
    const row = rows.get(line.subject)
    if (check?.ok === false) voided.push({ line, why: check })
    else if (line.carrier !== 'paper' && row !== undefined) doomed.push({ row, line })
    else if (line.carrier !== 'paper') voided.push({ line, why: { reason: 'gone', reasonOf: null } })
  }
  await destroyRecords(context, tx, doomed, under)
  const going = lines.filter((line) => !voided.some((one) => one.line.id === line.id)).map(({ id }) => id)
  if (going.length > 0) await tx.update(actLine).set({ state: 'executing', decidedAt: context.clock.now() }).where(inArray(actLine.id, going))
  for (const { line, why } of voided) await voidLine(tx, line, why, under.actor, context.clock.now())
}

/** A file is judged as a whole once; then each record in it comes out by itself. Answers 1 if it could not be decided now. */
export async function executeFile(context: DestructionContext, under: Under, line: Line, day: CivilDate): Promise<number> {
  const begun = await tryOnce(context, async (tx) => {
    await keepHoldsStill(tx)
    const [now] = await tx.select({ state: actLine.state }).from(actLine).where(eq(actLine.id, line.id)).for('update')
    if (now?.state !== 'agreed') return
    await tx.select({ id: file.id }).from(file).where(eq(file.id, line.subject)).for('update')
    const check = await checkLine(context, tx, line, day)
    if (check.ok) await tx.update(actLine).set({ state: 'executing', decidedAt: context.clock.now() }).where(eq(actLine.id, line.id))
    else await voidLine(tx, line, check, under.actor, context.clock.now())
  })
  let isBusyNow = !begun
  for (const record of begun ? await recordsLeft(context, line) : []) {
    isBusyNow = !(await tryOnce(context, (tx) => takeOutRecord(context, tx, record, line, under, day))) || isBusyNow
  }
  return isBusyNow || !(await tryOnce(context, (tx) => endLineOnFile(context, tx, line, under))) ? 1 : 0
}

/** Records that lay in the file when its line was decided, still lie there, and of which the line has not said anything. */
async function recordsLeft(context: DestructionContext, { id, subject }: Line): Promise<string[]> {
  const said = sql`exists (select 1 from line_remainder where line_remainder.line = ${id} and line_remainder.record = ${fileMember.record})`
  const isBegun = sql`exists (select 1 from act_line where id = ${id} and state = 'executing' and ${fileMember.addedAt} <= decided_at)`
  const rows = await context.records.db
    .select({ record: fileMember.record })
    .from(fileMember)
    .where(and(eq(fileMember.file, subject), isNull(fileMember.endedAt), isBegun, sql`not ${said}`))
    .orderBy(asc(fileMember.record))
  return rows.map((row) => row.record)
}
