import { and, asc, eq, gt, inArray, or } from 'drizzle-orm'
import type { Db } from '#platform/database.ts'
import { fileMember } from '#server/file-plan/schema.ts'
import type { RetentionContext } from '../compute-retention.ts'
import { checkLines } from './check-line.ts'
import { todayOf } from '../today.ts'
import { act, actLine } from './schema.ts'
import { undecided, voidLine } from './void-line.ts'

const actsUnderWay = ['draft', 'examined', 'approved', 'executing'] as const
type Line = typeof actLine.$inferSelect

/**
 * Judges the lines of an act of destruction again and voids those whose rule, date, hold or membership is another now. Safe
 * to run at any time and twice. Gives how many fell out.
 */
export async function checkAct(context: RetentionContext, id: string): Promise<number> {
  let [last, voided] = [0, 0]
  for (;;) {
    const lines = await context.records.db
      .select()
      .from(actLine)
      .where(and(eq(actLine.act, id), inArray(actLine.state, [...undecided]), gt(actLine.line, last)))
      .orderBy(asc(actLine.line))
      .limit(pieceSize)
    voided += await voidChanged(context, lines)
    last = lines.at(-1)?.line ?? last
    if (lines.length < pieceSize) return voided
  }
}

const pieceSize = 500

/** All acts of destruction that are not executed yet: after a new version took force, and once a night. */
export async function checkAllActs(context: RetentionContext): Promise<number> {
  const acts = await context.records.db.select({ id: act.id }).from(act).where(and(eq(act.kind, 'destruction'), inArray(act.state, [...actsUnderWay])))
  let voided = 0
  for (const { id } of acts) voided += await checkAct(context, id)
  return voided
}

/** The lines that a record or file touches: its own, and those of the files in which the record lies or lay. */
export async function checkLinesOf(context: RetentionContext, subject: string): Promise<void> {
  const { db } = context.records
  await voidChanged(context, await linesTouchedBy(db, subject))
}

async function linesTouchedBy(db: Db, subject: string): Promise<Line[]> {
  const files = db.select({ file: fileMember.file }).from(fileMember).where(eq(fileMember.record, subject))
  const records = db.select({ record: fileMember.record }).from(fileMember).where(eq(fileMember.file, subject))
  const rows = await db
    .select({ line: actLine })
    .from(actLine)
    .innerJoin(act, eq(act.id, actLine.act))
    .where(
      and(
        eq(act.kind, 'destruction'),
        inArray(actLine.state, [...undecided]),
        or(eq(actLine.subject, subject), and(eq(actLine.subjectKind, 'file'), inArray(actLine.subject, files)), and(eq(actLine.subjectKind, 'record'), inArray(actLine.subject, records))),
      ),
    )
  return rows.map(({ line }) => line)
}

async function voidChanged(context: RetentionContext, lines: readonly Line[]): Promise<number> {
  if (lines.length === 0) return 0
  return context.records.db.transaction(async (tx) => {
    let voided = 0
    const checks = await checkLines(context, tx, lines, todayOf(context))
    for (const line of lines) {
      const check = checks.get(line.id)
      if (check?.ok === false && (await voidLine(tx, line, check, 'system', context.clock.now()))) voided += 1
    }
    return voided
  })
}
