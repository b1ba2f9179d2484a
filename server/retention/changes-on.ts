import type { Answer } from './engine/answer.ts'
import type { CivilDate } from './engine/civil-date.ts'
import { parseCivilDate } from './engine/civil-date.ts'
import type { Gathered } from './gather-facts.ts'

/**
 * The first day after today on which the answer may become another by the passing of time alone: it becomes eligible, a hold
 * begins or ends, an announced version takes force. Null when nothing of that lies ahead.
 */
export function changesOn(answer: Answer, { obligations: [facts] }: Pick<Gathered, 'obligations'>, today: CivilDate): CivilDate | null {
  const days = [answer.eligibleOn, answer.transferDue, answer.eraseBy, ...facts.holds.flatMap((hold) => [hold.from, hold.released]), ...answer.pending.map((version) => parseCivilDate(version))]
  let first: CivilDate | null = null
  for (const day of days) if (day !== null && day > today && (first === null || day < first)) first = day
  return first
}
