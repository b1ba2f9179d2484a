import { and, asc, count, desc, eq, isNotNull, sql } from 'drizzle-orm'
import type { ActResult, LineResult } from '#contract/destruction.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Db } from '#platform/database.ts'
import { act, actLine, destruction } from '../acts/schema.ts'
import { actExecution, lineRemainder, paperDestruction } from './schema.ts'
import { stateOn } from './stubs.ts'

/** Progress while an act is executed, and the facts of its certificate after: per line, per derivative, with both dates. */
export async function resultOfAct(db: Db, id: string, today: string): Promise<ActResult> {
  const [found] = await db.select().from(act).where(and(eq(act.id, id), eq(act.kind, 'destruction')))
  if (found === undefined) throw refusal('no-such-act', {}, 'There is no such act of destruction.')
  const [execution] = await db.select().from(actExecution).where(eq(actExecution.act, id))
  const lines = await linesOf(db, id)
  const totals = totalsOf(lines)
  const { number, title, state, listHash } = found
  const dates = { destroyedOn: execution?.destroyedOn ?? null, backupsUntil: execution?.backupsUntil ?? null }
  return {
    act: { id, number, title, state, listHash },
    state: execution === undefined ? 'not-ordered' : execution.destroyedOn === null ? 'executing' : stateOn(today, execution.backupsUntil),
    orderedBy: execution?.orderedBy ?? null,
    orderedAt: execution?.orderedAt.toISOString() ?? null,
    backupDays: execution?.backupDays ?? null,
    ...dates,
    totals,
    derivatives: await derivativesOf(db, id),
    lines,
    waitsFor: found.state === 'executing' ? await waitsFor(db, id) : null,
  }
}

/** The same for whoever may not learn that there are holds: no void line says why, or those that say nothing would be the held ones. */
export function withoutHolds({ totals, lines, ...rest }: ActResult): ActResult {
  return { ...rest, totals: { ...totals, held: 0 }, lines: lines.map((line) => ({ ...line, ...(line.state === 'void' ? { reason: null, reasonOf: null } : {}), held: 0 })) }
}

async function linesOf(db: Db, id: string): Promise<LineResult[]> {
  const rows = await db.select({ line: actLine, paper: paperDestruction }).from(actLine).leftJoin(paperDestruction, eq(paperDestruction.line, actLine.id)).where(eq(actLine.act, id)).orderBy(asc(actLine.line))
  const gone = await db
    .select({ line: destruction.line, all: count(), erased: sql<number>`count(*) filter (where ${destruction.erasedAt} is not null)::int` })
    .from(destruction)
    .where(eq(destruction.act, id))
    .groupBy(destruction.line)
  const left = await db
    .select({ line: lineRemainder.line, outcome: lineRemainder.outcome, records: count() })
    .from(lineRemainder)
    .innerJoin(actLine, eq(actLine.id, lineRemainder.line))
    .where(eq(actLine.act, id))
    .groupBy(lineRemainder.line, lineRemainder.outcome)
  const goneOf = new Map(gone.map((one) => [one.line, one]))
  const leftOf = new Map(left.map((one) => [`${one.line} ${one.outcome}`, one.records]))
  return rows.map(({ line, paper }): LineResult => {
    const { all = 0, erased = 0 } = goneOf.get(line.id) ?? {}
    return {
      id: line.id,
      line: line.line,
      subject: { kind: line.subjectKind, id: line.subject },
      ...{ carrier: line.carrier, class: line.class, file: line.fileNumber, rule: line.rule, version: line.version, state: line.state, reason: line.reason, reasonOf: line.reasonOf },
      ...{ destroyed: erased, underWay: all - erased, contentStays: leftOf.get(`${line.id} content-stays`) ?? 0, held: leftOf.get(`${line.id} held`) ?? 0 },
      paper: paper === null ? null : { destroyedOn: paper.destroyedOn, destroyedBy: paper.destroyedBy, weightKg: paper.weightGrams === null ? null : paper.weightGrams / 1000, consignmentNote: paper.consignmentNote },
    }
  })
}

function totalsOf(lines: readonly LineResult[]): ActResult['totals'] {
  const inState = (...states: string[]) => lines.filter(({ state }) => states.includes(state)).length
  const sum = (key: 'destroyed' | 'underWay' | 'contentStays' | 'held') => lines.reduce((total, line) => total + line[key], 0)
  return {
    lines: lines.length,
    destroyed: inState('destroyed'),
    void: inState('void'),
    kept: inState('kept'),
    underWay: inState('executing'),
    open: inState('proposed', 'agreed'),
    paperPending: inState('paper-pending'),
    records: sum('destroyed') + sum('underWay'),
    recordsDestroyed: sum('destroyed'),
    contentStays: sum('contentStays'),
    held: sum('held'),
  }
}

async function derivativesOf(db: Db, id: string): Promise<ActResult['derivatives']> {
  const { rows } = await db.execute<{ part: string; records: number }>(sql`
    select part, count(*)::int as records from destruction, jsonb_object_keys(gone) as part where act = ${id}::uuid group by part order by part`)
  return rows
}

/** The sentence with which its task failed last. */
async function waitsFor(db: Db, id: string): Promise<string | null> {
  const [task] = await db
    .select({ detail: sql<string>`error_detail` })
    .from(sql`task`)
    .where(and(sql`subject = ${id} and name in ('execute-act', 'sweep-act') and state <> 'done'`, isNotNull(sql`error_detail`)))
    .orderBy(desc(sql`created_at`))
    .limit(1)
  return task?.detail ?? null
}
