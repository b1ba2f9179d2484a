import type { ItemOutcome, RefusalGround, RequestState } from '#contract/erasure-requests.ts'
import type { Answer } from '../engine/answer.ts'
import { formatCivilDate, type CivilDate } from '#kernel/civil-date.ts'

/** What a request comes to for one record: the law that keeps it, or nothing that stands against it. */
export type Judgement = {
  outcome: ItemOutcome
  reason: RefusalGround | null
  rule: string | null
  cite: string | null
  schedule: string | null
  version: string | null
  eligibleOn: string | null
  eraseBy: string | null
  waitingFor: string[]
  heldBy: string[]
}

/**
 * Whether the law lets a record be erased on request (GDPR article 17): not before the end of the term of its rule (17(3)(b)), not
 * while a hold is on it (17(3)(e)), not what is kept for good (17(3)(d)), and never without a rule. Where the day by which it must
 * be erased lies before the day until which it must be kept, a person decides; until then nothing is answered.
 */
export function judgeItem(answer: Answer, decision: 'keep' | 'erase' | null): Judgement {
  const { outcome, reason } = outcomeOf(answer, decision)
  return {
    ...{ outcome, reason, rule: answer.rule, cite: answer.trace.decides?.rule.cite ?? null, schedule: answer.schedule, version: answer.version },
    ...{ eligibleOn: day(answer.eligibleOn), eraseBy: day(answer.eraseBy), waitingFor: [...answer.waitingFor], heldBy: [...answer.heldBy] },
  }
}

function outcomeOf(answer: Answer, decision: 'keep' | 'erase' | null): Pick<Judgement, 'outcome' | 'reason'> {
  const refused = (reason: RefusalGround) => ({ outcome: 'refused', reason }) as const
  switch (answer.baseState) {
    case 'retained': return refused('floor')
    case 'waiting': return refused('waiting')
    case 'unscheduled': return refused('unscheduled')
    case 'permanent': return refused('permanent')
    case 'conflict':
      if (decision === 'keep') return refused('decided')
      if (answer.heldBy.length > 0) return refused('hold')
      return decision === 'erase' ? { outcome: 'to-act', reason: null } : { outcome: 'needs-decision', reason: null }
    case 'eligible':
      if (answer.heldBy.length > 0) return refused('hold')
      return answer.action === 'destroy' || answer.action === 'review' ? { outcome: 'to-act', reason: null } : refused('transfer')
  }
}

/** How far a request has come, by what it came to for each record; without any there is nothing to erase. */
export function stateOf(outcomes: readonly (ItemOutcome | null)[]): RequestState {
  if (outcomes.includes(null)) return 'received'
  if (outcomes.some((outcome) => outcome === 'to-act' || outcome === 'needs-decision')) return 'assessed'
  const erased = outcomes.filter((outcome) => outcome === 'erased').length
  if (erased === 0) return 'refused'
  return erased === outcomes.length ? 'done-with-proof' : 'partly'
}

const day = (date: CivilDate | null): string | null => (date === null ? null : formatCivilDate(date))
