import { and, desc, eq, inArray } from 'drizzle-orm'
import type { Db, Tx } from '#platform/database.ts'
import { formatCivilDate, type CivilDate } from '#kernel/civil-date.ts'
import type { Judged } from '../judge-subject.ts'
import { retentionStatus } from '../schema.ts'
import type { Subject } from '../subject.ts'
import { keepRules, usedVersions } from './keep-rules.ts'
import { retentionAnswer, type KeptAnswer } from './schema.ts'

/**
 * Adds to the history those answers that differ, in state or in what an act line is bound to, from the ones kept now; called
 * before these are replaced, in the same transaction.
 */
export async function keepHistory(db: Db | Tx, judged: readonly Judged[], today: CivilDate, now: Date): Promise<void> {
  const kept = await keptNow(db, judged)
  const changed = judged.filter(({ gathered: { subject }, answer, binding }) => {
    const before = kept.get(`${subject.kind} ${subject.id}`)
    return before === undefined || before.binding !== binding || before.state !== answer.state
  })
  for (const schedules of new Set(changed.map((one) => one.schedules))) await keepRules(db, schedules, now)
  if (changed.length === 0) return
  const versions = new Map([...new Set(changed.map((one) => one.schedules))].map((schedules) => [schedules, usedVersions(schedules)]))
  await db.insert(retentionAnswer).values(changed.map(({ gathered, answer, binding, schedules }) => ({
    subjectKind: gathered.subject.kind,
    subject: gathered.subject.id,
    ...{ computedOn: formatCivilDate(today), computedAt: now, binding },
    ...{ facts: gathered.obligations, versions: versions.get(schedules) ?? [], answer: withoutTrace(answer) },
  })))
}

/** What is written of an answer; how it came about is told anew from facts and rules. */
export function withoutTrace({ trace: _, ...answer }: Judged['answer']): KeptAnswer {
  return answer
}

async function keptNow(db: Db | Tx, judged: readonly Judged[]): Promise<ReadonlyMap<string, { state: string; binding: string }>> {
  const kept = new Map<string, { state: string; binding: string }>()
  for (const [kind, subjects] of Map.groupBy(judged.map((one) => one.gathered.subject), (subject) => subject.kind)) {
    const rows = await db
      .select({ subject: retentionStatus.subject, state: retentionStatus.state, binding: retentionStatus.binding })
      .from(retentionStatus)
      .where(and(eq(retentionStatus.subjectKind, kind), inArray(retentionStatus.subject, subjects.map(({ id }) => id))))
    for (const row of rows) kept.set(`${kind} ${row.subject}`, row)
  }
  return kept
}

/** Earlier answers for a subject, the newest first. */
export function listAnswers(db: Db | Tx, { kind, id }: Subject, limit: number): Promise<(typeof retentionAnswer.$inferSelect)[]> {
  return db.select().from(retentionAnswer).where(and(eq(retentionAnswer.subjectKind, kind), eq(retentionAnswer.subject, id))).orderBy(desc(retentionAnswer.id)).limit(limit)
}
