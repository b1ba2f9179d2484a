import type { RecordView } from '#contract/records.ts'
import { languages } from '#kernel/language.ts'
import { explainRetention, type RetentionContext } from '../compute-retention.ts'
import { formatCivilDate } from '#kernel/civil-date.ts'
import { explain } from '../engine/explain.ts'
import { gatherRecords, type Gathered } from '../gather-facts.ts'
import { judgeGathered } from '../judge-subject.ts'
import { restsOnUnconfirmed } from '../schedules/rests-on-unconfirmed.ts'
import { todayOf } from '../today.ts'

/**
 * Until when a record is kept, as one reader may know it. Whoever may not know of holds is told what would be so without any,
 * judged anew each time, held or not: neither the answer nor the time that it takes tells of a hold.
 */
export async function explainTo(context: RetentionContext, id: string, language: string, seesHolds: boolean): Promise<RecordView['retention']> {
  const told = await tellReader(context, id, language, seesHolds)
  return (await restsOnUnconfirmed(context.records.db, context.schedules(), { kind: 'record', id })) ? { ...told, unconfirmed: true } : told
}

async function tellReader(context: RetentionContext, id: string, language: string, seesHolds: boolean): Promise<RecordView['retention']> {
  const kept = await explainRetention(context.records.db, id, language)
  if (seesHolds || kept.state === 'computing') return kept
  const [gathered] = await gatherRecords(context.records.db, [id])
  if (gathered === undefined) return { ...kept, state: 'computing', eligibleOn: null, rule: null, explanation: '' }
  const today = todayOf(context)
  const { answer } = judgeGathered(withoutHolds(gathered), context.schedules(), today)
  const spoken = languages.find((one) => one === language) ?? 'en'
  return { state: answer.state, eligibleOn: answer.eligibleOn === null ? null : formatCivilDate(answer.eligibleOn), rule: answer.rule, explanation: explain(answer, spoken) }
}

function withoutHolds(gathered: Gathered): Gathered {
  const [first, ...more] = gathered.obligations
  return { ...gathered, obligations: [{ ...first, holds: [] }, ...more.map((facts) => ({ ...facts, holds: [] }))] }
}
