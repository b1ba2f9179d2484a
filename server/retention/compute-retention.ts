import { and, eq, getTableColumns, sql } from 'drizzle-orm'
import type { RecordView } from '#contract/records.ts'
import type { Clock } from '#kernel/clock.ts'
import { languages } from '#kernel/language.ts'
import type { Db, Tx } from '#platform/database.ts'
import type { RecordsContext } from '#server/records/context.ts'
import { keepHistory } from './answers/keep-history.ts'
import { lockAnswers } from './answers/lock-answers.ts'
import { changesOn } from './changes-on.ts'
import { formatCivilDate, type CivilDate } from '#kernel/civil-date.ts'
import type { CompiledSchedule } from './engine/compile.ts'
import { explainAll } from './engine/explain.ts'
import { civilDateAt } from './engine/moment.ts'
import { judgeSubjects, unitOf, type Judged } from './judge-subject.ts'
import { retentionStatus } from './schema.ts'
import type { Subject } from './subject.ts'

/** `schedules` gives what is in force or announced now: versions come in while the server runs. */
export type RetentionContext = { records: RecordsContext; schedules(): readonly CompiledSchedule[]; timeZone: string; clock: Clock }

/** Computes until when and why a record or a file is kept, and keeps the answer for lists and screens. */
export async function computeRetention(context: RetentionContext, { kind, id }: Subject): Promise<void> {
  await computeEach(context, kind, [id])
}

/** The same for some subjects of one kind, in one transaction. The number of those that are there. */
export async function computeEach(context: RetentionContext, kind: Subject['kind'], ids: readonly string[]): Promise<number> {
  const now = context.clock.now()
  const today = civilDateAt(now.getTime(), context.timeZone)
  return context.records.db.transaction(async (tx) => {
    await lockAnswers(tx, kind, ids)
    const judged = await judgeSubjects(tx, context.schedules(), kind, ids, today)
    await keepAnswers(tx, judged, today, now)
    return judged.length
  })
}

/** Writes answers down in place of those before, which stay in the history where they differ. */
async function keepAnswers(tx: Tx, judged: readonly Judged[], today: CivilDate, now: Date): Promise<void> {
  if (judged.length === 0) return
  await keepHistory(tx, judged, today, now)
  const replaced = Object.fromEntries(Object.entries(getTableColumns(retentionStatus)).filter(([key]) => key !== 'subjectKind' && key !== 'subject').map(([key, column]) => [key, sql`excluded.${sql.identifier(column.name)}`]))
  await tx
    .insert(retentionStatus)
    .values(judged.map((one) => rowOf(one, today, now)))
    .onConflictDoUpdate({ target: [retentionStatus.subjectKind, retentionStatus.subject], set: replaced })
}

function rowOf(judged: Judged, today: CivilDate, now: Date): typeof retentionStatus.$inferInsert {
  const { gathered, answer, binding, schedules } = judged
  const text = (day: CivilDate | null) => (day === null ? null : formatCivilDate(day))
  return {
    ...{ subjectKind: gathered.subject.kind, subject: gathered.subject.id, class: gathered.class },
    ...{ state: answer.state, baseState: answer.baseState, action: answer.action, rule: answer.rule, schedule: answer.schedule, version: answer.version, unit: unitOf(judged) },
    ...{ eligibleOn: text(answer.eligibleOn), transferDue: text(answer.transferDue), eraseBy: text(answer.eraseBy), changesOn: text(changesOn(answer, gathered, schedules, today)), computedOn: formatCivilDate(today) },
    ...{ marks: [...answer.marks], waitingFor: [...answer.waitingFor], heldBy: [...answer.heldBy], provisional: answer.provisional, binding, computedAt: now },
    sentences: explainAll(answer),
  }
}

/** The kept answer as the record screen shows it. */
export async function explainRetention(db: Db, id: string, language: string): Promise<RecordView['retention']> {
  const [row] = await db.select().from(retentionStatus).where(and(eq(retentionStatus.subjectKind, 'record'), eq(retentionStatus.subject, id)))
  if (!row) return { state: 'computing', eligibleOn: null, rule: null, explanation: '' }
  const spoken = languages.find((one) => one === language) ?? 'en'
  return { state: row.state, eligibleOn: row.eligibleOn, rule: row.rule, explanation: row.sentences[spoken] }
}
