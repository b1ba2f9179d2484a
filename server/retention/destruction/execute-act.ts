import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { OpisError } from '#kernel/errors.ts'
import { act, actLine, destruction } from '../acts/schema.ts'
import { addDays, formatCivilDate } from '#kernel/civil-date.ts'
import type { DestructionContext } from './context.ts'
import type { Act, Line, Under } from './destroy-records.ts'
import { eraseDerivatives } from './erase-derivatives.ts'
import { executeFile, executeLines } from './execute-lines.ts'
import { refuseDoubtfulClock } from './guard-clock.ts'
import { nextPace, pace } from './pace.ts'
import { actExecution } from './schema.ts'
import { todayOf } from '../today.ts'

/** A hold waits for these few, never for the act (decision 0021). */
const transactionsAtOnce = 4
/** Lines after which the bytes of what was decided go, while the next are decided. */
const linesInARow = 256

/**
 * The task that carries out an act: line by line, then the bytes of what was decided, then hands over to the sweep of database
 * and index. Safe to repeat and to kill at any moment: it asks first what is decided already. A record that somebody works on
 * is tried again later (`unreachable`), and so is everything while the clock is in doubt.
 */
export async function executeAct(context: DestructionContext, id: string): Promise<void> {
  const { db } = context.records
  const [found] = await db.select({ act, execution: actExecution }).from(act).innerJoin(actExecution, eq(actExecution.act, act.id)).where(and(eq(act.id, id), eq(act.kind, 'destruction')))
  if (found?.act.state !== 'executing') return
  await refuseDoubtfulClock(context)
  const size: { lines: number } = { lines: pace.first }
  let busy = 0
  let erasing = Promise.resolve()
  for (;;) {
    const lines = await openLines(context, id, busy)
    if (lines.length === 0) break
    busy += await decideAll(context, found.act, lines, found.execution, size).finally(() => erasing)
    await erasing
    erasing = eraseDerivatives(context, id)
    erasing.catch(() => undefined)
  }
  await erasing
  if (busy > 0) throw new OpisError('unreachable', `${busy} lines of the act have records that are being worked on. They are tried again.`)
  await eraseDerivatives(context, id)
  await db.transaction(async (tx) => {
    // What an index run that had begun before put back.
    await tx.execute(sql`delete from search_page where record in (select record from destruction where act = ${id}::uuid and erased_at is null)`)
    await tx.update(actExecution).set({ decidedAt: sql`clock_timestamp()` }).where(eq(actExecution.act, id))
    await context.records.outbox.announce(tx, 'act.lines-decided', id)
  })
  context.records.outbox.wake()
}

/** The next lines in their order that are not decided; those that were busy in this run are passed over. */
async function openLines(context: DestructionContext, id: string, passedOver: number): Promise<Line[]> {
  const rows = await context.records.db
    .select()
    .from(actLine)
    .where(and(eq(actLine.act, id), inArray(actLine.state, ['agreed', 'executing']), openCondition))
    .orderBy(asc(actLine.line))
    .limit(linesInARow)
    .offset(passedOver)
  return rows
}

/** Agreed, or a line on a file that was begun and has records left. */
const openCondition = sql`(${actLine.state} = 'agreed' or (${actLine.state} = 'executing' and ${actLine.subjectKind} = 'file' and ${actLine.carrier} <> 'paper' and exists (
  select 1 from file where file.id = ${actLine.subject} and file.state not in ('destroyed', 'transferred'))))`

/** `size`: lines that share a transaction; kept from one call to the next. */
async function decideAll(context: DestructionContext, owner: Act, lines: readonly Line[], execution: typeof actExecution.$inferSelect, size: { lines: number }): Promise<number> {
  const day = todayOf(context)
  const under: Under = { act: owner, today: formatCivilDate(day), backupsUntil: formatCivilDate(addDays(day, execution.backupDays)), actor: execution.orderedBy }
  const isOnFile = (line: Line) => line.subjectKind === 'file' && line.carrier !== 'paper'
  const files = lines.filter(isOnFile)
  const single = lines.filter((line) => !isOnFile(line))
  let busy = 0
  const work = async () => {
    for (let file = files.shift(); file !== undefined; file = files.shift()) busy += await executeFile(context, under, file, day)
    for (let together = single.splice(0, size.lines); together.length > 0; together = single.splice(0, size.lines)) {
      const begun = context.clock.now().getTime()
      busy += await executeLines(context, under, together, day)
      if (together.length === size.lines) size.lines = nextPace(size.lines, context.clock.now().getTime() - begun)
    }
  }
  const ends = await Promise.allSettled(Array.from({ length: transactionsAtOnce }, work))
  for (const end of ends) if (end.status === 'rejected') throw end.reason
  return busy
}

/** Whether every line is decided and every byte outside database and index is gone. */
export async function isDecided(context: DestructionContext, id: string): Promise<boolean> {
  const { db } = context.records
  const [open] = await db.select({ id: actLine.id }).from(actLine).where(and(eq(actLine.act, id), openCondition)).limit(1)
  const [bytes] = await db.select({ id: destruction.id }).from(destruction).where(and(eq(destruction.act, id), isNull(destruction.erasedAt), sql`not ${destruction.gone} ? 'store'`)).limit(1)
  return open === undefined && bytes === undefined
}
