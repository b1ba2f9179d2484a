import { and, eq } from 'drizzle-orm'
import type { RecordView } from '#contract/records.ts'
import type { Clock } from '#kernel/clock.ts'
import { languages, type Language } from '#kernel/language.ts'
import type { Db, Tx } from '#platform/database.ts'
import type { RecordsContext } from '#server/records/context.ts'
import { changesOn } from './changes-on.ts'
import { formatCivilDate, type CivilDate } from './engine/civil-date.ts'
import type { CompiledSchedule } from './engine/compile.ts'
import { explain } from './engine/explain.ts'
import { civilDateAt } from './engine/moment.ts'
import { judgeSubjects, type Judged } from './judge-subject.ts'
import { retentionStatus } from './schema.ts'
import type { Subject } from './subject.ts'

/** `schedules` gives what is in force or announced now: versions come in while the server runs. */
export type RetentionContext = { records: RecordsContext; schedules(): readonly CompiledSchedule[]; timeZone: string; clock: Clock }

/** Computes until when and why a record or a file is kept, and keeps the answer for lists and screens. */
export async function computeRetention(context: RetentionContext, { kind, id }: Subject): Promise<void> {
  const { db } = context.records
  const now = context.clock.now()
  const today = civilDateAt(now.getTime(), context.timeZone)
  const [judged] = await judgeSubjects(db, context.schedules(), kind, [id], today)
  if (judged !== undefined) await keepAnswer(db, judged, today, now)
}

/** Writes an answer down in place of the one before. */
export async function keepAnswer(db: Db | Tx, { gathered, answer, binding }: Judged, today: CivilDate, now: Date): Promise<void> {
  const text = (day: CivilDate | null) => (day === null ? null : formatCivilDate(day))
  const row = {
    class: gathered.class,
    ...{ state: answer.state, baseState: answer.baseState, action: answer.action, rule: answer.rule, schedule: answer.schedule, version: answer.version, unit: answer.unit },
    ...{ eligibleOn: text(answer.eligibleOn), transferDue: text(answer.transferDue), eraseBy: text(answer.eraseBy), changesOn: text(changesOn(answer, gathered, today)), computedOn: formatCivilDate(today) },
    ...{ marks: [...answer.marks], waitingFor: [...answer.waitingFor], heldBy: [...answer.heldBy], provisional: answer.provisional, binding, computedAt: now },
    sentences: Object.fromEntries(languages.map((language) => [language, explain(answer, language)])) as Record<Language, string>,
  }
  const { kind: subjectKind, id: subject } = gathered.subject
  await db
    .insert(retentionStatus)
    .values({ subjectKind, subject, ...row })
    .onConflictDoUpdate({ target: [retentionStatus.subjectKind, retentionStatus.subject], set: row })
}

/** The kept answer as the record screen shows it. */
export async function explainRetention(db: Db, id: string, language: string): Promise<RecordView['retention']> {
  const [row] = await db.select().from(retentionStatus).where(and(eq(retentionStatus.subjectKind, 'record'), eq(retentionStatus.subject, id)))
  if (!row) return { state: 'computing', eligibleOn: null, rule: null, explanation: '' }
  const spoken = languages.find((one) => one === language) ?? 'en'
  return { state: row.state, eligibleOn: row.eligibleOn, rule: row.rule, explanation: row.sentences[spoken] }
}
