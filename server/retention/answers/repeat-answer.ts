import { canonicalJson } from '#kernel/canonical-json.ts'
import type { Db, Tx } from '#platform/database.ts'
import type { Answer } from '../engine/answer.ts'
import { parseCivilDate } from '#kernel/civil-date.ts'
import { evaluate } from '../engine/evaluate.ts'
import { withoutTrace } from './keep-history.ts'
import { rulesOf } from './keep-rules.ts'
import type { KeptAnswer, retentionAnswer } from './schema.ts'

/** `same`: whether the engine of today gives the answer that was given then. */
export type Repeated = { readonly kind: 'repeated'; readonly answer: Answer; readonly same: boolean } | { readonly kind: 'rules-missing' }

/** Gives an earlier answer once more, from the facts kept with it and the versions it names; looks at nothing of today. */
export async function repeatAnswer(db: Db | Tx, kept: Pick<typeof retentionAnswer.$inferSelect, 'computedOn' | 'facts' | 'versions' | 'answer'>): Promise<Repeated> {
  const schedules = await rulesOf(db, kept.versions.map(({ hash }) => hash))
  const today = parseCivilDate(kept.computedOn)
  if (schedules === null || today === null) return { kind: 'rules-missing' }
  const [facts, ...alsoUnder] = kept.facts
  const answer = evaluate({ schedules, facts, alsoUnder, today })
  return { kind: 'repeated', answer, same: textOf(withoutTrace(answer)) === textOf(kept.answer) }
}

/** Through JSON, as it was kept. */
function textOf(answer: KeptAnswer): string {
  return canonicalJson(JSON.parse(JSON.stringify(answer)))
}
