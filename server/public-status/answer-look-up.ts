import type pg from 'pg'
import type { PublicDocument } from '#contract/public-status.ts'
import { addressGroup } from './address-group.ts'
import type { Asker, createAuditTrail } from './audit-trail.ts'
import { createTryCounter } from './count-tries.ts'
import { lookUp, readQuestion } from './look-up.ts'

/** `not-found` says alike that a number is unknown and that its check value is another. */
export type Answer = { outcome: 'found'; documents: PublicDocument[] } | { outcome: 'not-found' } | { outcome: 'throttled'; retryAfterSeconds: number }

export type Asked = { number: string; check: string; address: string; asker: Asker }

const minuteMs = 60_000

export type AnswerDeps = {
  pool: Pick<pg.Pool, 'query'>
  audit: Pick<ReturnType<typeof createAuditTrail>, 'note'>
  /** Milliseconds that only go forward. */
  now: () => number
  pause: (ms: number) => Promise<unknown>
}

/** Answers are given in steps of this length: differences of a fraction of a millisecond in the database are not seen from outside. */
const stepMs = 20

/**
 * Answers a look-up: ten wrong tries in five minutes from one address, and a hundred in an hour for one number from
 * anywhere, then none until the window has passed. Every answered look-up is counted first.
 */
export function createAnswers(deps: AnswerDeps): (asked: Asked) => Promise<Answer> {
  const { now } = deps
  const byAddress = createTryCounter({ wrongMax: 10, windowMs: 5 * minuteMs, keysMax: 50_000, now })
  const byNumber = createTryCounter({ wrongMax: 100, windowMs: 60 * minuteMs, keysMax: 50_000, now })

  const throttled = (asker: Asker, retryAfterMs: number): Answer => {
    // A flood of refusals does not wait for the database.
    deps.audit.note('throttled', asker).catch(() => undefined)
    return { outcome: 'throttled', retryAfterSeconds: Math.max(1, Math.ceil(retryAfterMs / 1000)) }
  }
  return async ({ number, check, address, asker }) => {
    const startedMs = now()
    const question = readQuestion({ number, check })
    const person = await byAddress.enter(addressGroup(address))
    if (person.kind === 'wait') return throttled(asker, person.retryAfterMs)
    const target = await byNumber.enter(question.key)
    if (target.kind === 'wait') {
      person.leave(false)
      return throttled(asker, target.retryAfterMs)
    }
    let wrong = false
    let documents: PublicDocument[]
    try {
      documents = await lookUp(deps.pool, question)
      wrong = documents.length === 0
    } finally {
      target.leave(wrong)
      person.leave(wrong)
    }
    await deps.audit.note(wrong ? 'not-found' : 'found', asker)
    await deps.pause(stepMs - ((now() - startedMs) % stepMs))
    return wrong ? { outcome: 'not-found' } : { outcome: 'found', documents }
  }
}
