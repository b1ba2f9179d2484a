import type pg from 'pg'
import type { PublicDocument } from '#contract/public-status.ts'
import { createTryGuard } from '#platform/http/guard-tries.ts'
import type { Asker, createAuditTrail } from './audit-trail.ts'
import { lookUp, readQuestion } from './look-up.ts'

/** `not-found` says alike that a number is unknown and that its check value is another. */
export type Answer = { outcome: 'found'; documents: PublicDocument[] } | { outcome: 'not-found' } | { outcome: 'throttled'; retryAfterSeconds: number }

export type Asked = { number: string; check: string; address: string; asker: Asker }

export type AnswerDeps = {
  pool: Pick<pg.Pool, 'query'>
  audit: Pick<ReturnType<typeof createAuditTrail>, 'note'>
  /** Milliseconds that only go forward. */
  now: () => number
}

/** Answers a look-up, under the limits of `createTryGuard`. Every answered look-up is counted first. */
export function createAnswers(deps: AnswerDeps): (asked: Asked) => Promise<Answer> {
  const guard = createTryGuard(deps.now)
  return async ({ number, check, address, asker }) => {
    const question = readQuestion({ number, check })
    const tried = await guard({ address, number: question.key }, () => lookUp(deps.pool, question), (found) => found.length === 0)
    if (tried.kind === 'throttled') {
      // A flood of refusals does not wait for the database.
      deps.audit.note('throttled', asker).catch(() => undefined)
      return { outcome: 'throttled', retryAfterSeconds: tried.retryAfterSeconds }
    }
    const documents = tried.value
    const wrong = documents.length === 0
    await deps.audit.note(wrong ? 'not-found' : 'found', asker)
    return wrong ? { outcome: 'not-found' } : { outcome: 'found', documents }
  }
}
