import { and, eq } from 'drizzle-orm'
import type { FileView } from '#contract/file-plan.ts'
import { languages } from '#kernel/language.ts'
import type { RetentionContext } from './compute-retention.ts'
import { formatCivilDate } from '#kernel/civil-date.ts'
import { explain } from './engine/explain.ts'
import { gatherFiles } from './gather-facts.ts'
import { judgeGathered } from './judge-subject.ts'
import { retentionStatus } from './schema.ts'
import { todayOf } from './today.ts'

const computing = { state: 'computing', eligibleOn: null, rule: null, explanation: '' }

/**
 * Until when a file is kept, as one reader may know it: whoever may not know of holds is told what would be so without any, judged
 * anew each time, held or not.
 */
export async function explainFile(context: RetentionContext, id: string, language: string, seesHolds: boolean): Promise<FileView['retention']> {
  const { db } = context.records
  const [kept] = await db.select().from(retentionStatus).where(and(eq(retentionStatus.subjectKind, 'file'), eq(retentionStatus.subject, id)))
  if (!kept) return computing
  const spoken = languages.find((one) => one === language) ?? 'en'
  if (seesHolds) return { state: kept.state, eligibleOn: kept.eligibleOn, rule: kept.rule, explanation: kept.sentences[spoken] }
  const [gathered] = await gatherFiles(db, [id])
  if (gathered === undefined) return computing
  const [first, ...more] = gathered.obligations
  const free = { ...gathered, obligations: [{ ...first, holds: [] }, ...more.map((facts) => ({ ...facts, holds: [] }))] as const }
  const { answer } = judgeGathered(free, context.schedules(), todayOf(context))
  return { state: answer.state, eligibleOn: answer.eligibleOn === null ? null : formatCivilDate(answer.eligibleOn), rule: answer.rule, explanation: explain(answer, spoken) }
}
