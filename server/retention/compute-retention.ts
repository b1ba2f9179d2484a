import { eq } from 'drizzle-orm'
import type { RecordView, RetentionState } from '#contract/records.ts'
import type { Clock } from '#kernel/clock.ts'
import { languages, type Language } from '#kernel/language.ts'
import type { Db } from '#platform/database.ts'
import type { RecordsContext } from '#server/records/context.ts'
import { listEvents, type RecordEvent } from '#server/records/events.ts'
import { record } from '#server/records/schema.ts'
import { formatCivilDate } from './engine/civil-date.ts'
import type { CompiledSchedule } from './engine/compile.ts'
import { evaluate } from './engine/evaluate.ts'
import { explain } from './engine/explain.ts'
import { noFacts, type Facts } from './engine/facts.ts'
import { civilDateAt, parseMoment } from './engine/moment.ts'
import { retentionStatus } from './schema.ts'

export type RetentionContext = { records: RecordsContext; schedules: readonly CompiledSchedule[]; timeZone: string; clock: Clock }

/** Computes until when and why a record is kept, and keeps the answer for lists and screens. */
export async function computeRetention(context: RetentionContext, id: string): Promise<void> {
  const { db } = context.records
  const [found] = await db.select().from(record).where(eq(record.id, id))
  if (!found) return
  const now = context.clock.now()
  const answer = evaluate({
    schedules: context.schedules,
    facts: factsOf(found.class, await listEvents(db, id)),
    today: civilDateAt(now.getTime(), context.timeZone),
  })
  const sentences = Object.fromEntries(languages.map((language) => [language, explain(answer, language)])) as Record<Language, string>
  const row = {
    state: answer.state satisfies RetentionState,
    eligibleOn: answer.eligibleOn ? formatCivilDate(answer.eligibleOn) : null,
    rule: answer.rule,
    schedule: null,
    version: answer.version,
    answer: sentences,
    computedAt: now,
  }
  await db
    .insert(retentionStatus)
    .values({ record: id, ...row })
    .onConflictDoUpdate({ target: retentionStatus.record, set: row })
}

/** What the rules may look at of a record. */
export function factsOf(code: string | null, recorded: readonly Pick<RecordEvent, 'event' | 'date' | 'retractedAt'>[]): Facts {
  const events = recorded.flatMap(({ event, date, retractedAt }) => {
    const moment = parseMoment(date)
    return moment ? [{ name: event, moment, covers: null, retracted: retractedAt !== null }] : []
  })
  return { ...noFacts, class: code, events }
}

/** The kept answer as the record screen shows it. */
export async function explainRetention(db: Db, id: string, language: string): Promise<RecordView['retention']> {
  const [row] = await db.select().from(retentionStatus).where(eq(retentionStatus.record, id))
  if (!row) return { state: 'computing', eligibleOn: null, rule: null, explanation: '' }
  const spoken = languages.find((one) => one === language) ?? 'en'
  return { state: row.state, eligibleOn: row.eligibleOn, rule: row.rule, explanation: row.answer[spoken] }
}
