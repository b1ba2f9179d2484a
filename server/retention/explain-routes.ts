import { z } from 'zod'
import { id, language } from '#contract/common.ts'
import { retentionExplained, retentionHistory, type RetentionHistory } from '#contract/retention-explained.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Principal } from '#platform/http/access.ts'
import type { Api } from '#platform/http/api.ts'
import { seeFile } from '#server/file-plan/list-files.ts'
import { isKeeper } from '#server/file-plan/see-subject.ts'
import { recordFilter, seesHolds } from '#server/identity/permissions.ts'
import { seeRecord } from '#server/records/visible.ts'
import { listAnswers } from './answers/keep-history.ts'
import { repeatAnswer } from './answers/repeat-answer.ts'
import { whatChanged } from './answers/what-changed.ts'
import type { RetentionContext } from './compute-retention.ts'
import { explain } from './engine/explain.ts'
import { gatherFiles, gatherRecords } from './gather-facts.ts'
import type { Subject } from './subject.ts'
import { presentAnswer, spoken, tellSubject } from './tell-subject.ts'
import { todayOf } from './today.ts'

const one = z.object({ id })
const inLanguage = z.object({ language: language.default('en') })
const paging = inLanguage.extend({ limit: z.coerce.number().int().min(1).max(100).default(20) })
/** Earlier answers name holds. */
const watchers = { roles: ['administrator', 'archivist', 'records-manager', 'head'] } as const

/** Why a record or a file is kept, and what was answered earlier; seen by whoever sees the record. */
export function explainRoutes(api: Api, context: RetentionContext): void {
  for (const kind of ['record', 'file'] as const) {
    const path = `/retention/${kind}s/{id}` as const
    api.route({ method: 'get', path, summary: `Until when and why a ${kind} is kept, with every step and what would change it`, access: 'any-user', params: one, query: inLanguage, answer: retentionExplained }, async ({ principal, params, query }) => {
      await see(context, principal, { kind, id: params.id })
      const { db } = context.records
      const [gathered] = kind === 'record' ? await gatherRecords(db, [params.id]) : await gatherFiles(db, [params.id])
      if (gathered === undefined) throw refusal(kind === 'record' ? 'no-such-record' : 'no-such-file', {}, `There is no such ${kind}, or you may not see it.`)
      const today = todayOf(context)
      return tellSubject(gathered, context.schedules(), today, { seesHolds: seesHolds(principal), seesPeople: isKeeper(principal), language: query.language })
    })
    api.route({ method: 'get', path: `${path}/history`, summary: `Earlier answers for a ${kind}, each given once more from what was kept with it`, access: watchers, params: one, query: paging, answer: retentionHistory }, async ({ principal, params, query }) => {
      await see(context, principal, { kind, id: params.id })
      return historyOf(context, { kind, id: params.id }, query.limit, query.language)
    })
  }
}

async function see({ records: { db } }: RetentionContext, principal: Principal, { kind, id: subject }: Subject): Promise<void> {
  if (kind === 'record') await seeRecord(db, recordFilter(principal), subject)
  else await seeFile(db, recordFilter(principal), subject)
}

async function historyOf({ records: { db } }: RetentionContext, subject: Subject, limit: number, inTongue: string): Promise<RetentionHistory> {
  const answers: RetentionHistory['answers'] = []
  // One more than asked for, which the last one is compared with.
  const list = await listAnswers(db, subject, limit + 1)
  for (const [index, kept] of list.slice(0, limit).entries()) {
    const before = list[index + 1]
    const again = await repeatAnswer(db, kept)
    answers.push({
      ...presentAnswer(kept.answer),
      ...{ on: kept.computedOn, at: kept.computedAt.toISOString(), versions: [...kept.versions] },
      sentence: again.kind === 'repeated' ? explain(again.answer, spoken(inTongue)) : null,
      repeats: again.kind === 'repeated' ? again.same : null,
      changes: before === undefined ? null : [...whatChanged(before, kept)],
    })
  }
  return { answers }
}
