import type { Db, Tx } from '#platform/database.ts'
import type { Judged } from '../judge-subject.ts'
import { isConfirmed, needsConfirmation } from '../schedules/rule-confirmation.ts'

/**
 * The first rule behind an answer that nobody compared with the act of law (`memory`, `secondary`) and no records manager of
 * this installation confirmed, as `schedule version rule`; null when there is none. Every rule that applies counts: one that
 * does not decide now may be wrong about that.
 */
export async function unconfirmedRule(db: Db | Tx, { answer }: Judged): Promise<string | null> {
  for (const { rule, version } of answer.trace.considered) {
    const name = [version.schedule, version.version ?? '', rule.id] as const
    if (needsConfirmation(rule.source) && !(await isConfirmed(db, ...name))) return name.join(' ')
  }
  return null
}
