import { OpisError } from './errors.ts'
import type { ProblemCode } from './errors.ts'

/**
 * Why somebody at a screen was refused, finer than the problem code, as a closed list: the screen says
 * it in the reader's language, with the facts named here. Other programs go by the code alone.
 */
export const refusalReasons = {
  'wrong-name-or-password': { code: 'unauthenticated', facts: [] },
  'wrong-present-password': { code: 'forbidden', facts: [] },
  'same-password': { code: 'bad-request', facts: [] },
  'one-time-password-first': { code: 'forbidden', facts: [] },
  'other-site': { code: 'forbidden', facts: [] },
  'no-such-user': { code: 'not-found', facts: [] },
  'user-exists': { code: 'already-exists', facts: ['name'] },
  'last-administrator': { code: 'not-in-this-state', facts: [] },
  'no-such-token': { code: 'not-found', facts: [] },
  'no-such-agent': { code: 'not-found', facts: [] },
  'no-such-batch': { code: 'not-found', facts: [] },
  'nothing-waits': { code: 'not-in-this-state', facts: [] },
  'image-does-not-wait': { code: 'not-in-this-state', facts: ['image'] },
  'record-already-archived': { code: 'not-in-this-state', facts: [] },
  'cover-already-archived': { code: 'not-in-this-state', facts: ['cover'] },
  'code-foreign': { code: 'bad-request', facts: [] },
  'code-damaged': { code: 'bad-request', facts: [] },
  'cover-not-issued': { code: 'not-found', facts: ['cover'] },
  'cover-used-before': { code: 'not-in-this-state', facts: ['cover'] },
  'cover-open-elsewhere': { code: 'not-in-this-state', facts: ['cover'] },
  'no-station': { code: 'not-found', facts: [] },
  'which-station': { code: 'bad-request', facts: [] },
  'batch-has-begun': { code: 'not-in-this-state', facts: [] },
  'not-a-cover-number': { code: 'bad-request', facts: ['cover'] },
  'unknown-class': { code: 'not-found', facts: ['class'] },
  'no-such-record': { code: 'not-found', facts: [] },
  'no-such-date': { code: 'bad-request', facts: ['date'] },
  'query-too-long': { code: 'bad-query', facts: ['limit'] },
  'query-too-many-words': { code: 'bad-query', facts: ['limit', 'position'] },
  'query-nothing-before-or': { code: 'bad-query', facts: ['position'] },
  'query-nothing-after-or': { code: 'bad-query', facts: ['position'] },
  'query-star-alone': { code: 'bad-query', facts: ['position'] },
  'query-without-after-or': { code: 'bad-query', facts: ['position'] },
  'query-no-word': { code: 'bad-query', facts: [] },
  'query-only-without': { code: 'bad-query', facts: [] },
} as const satisfies Record<string, { code: ProblemCode; facts: readonly string[] }>

export type RefusalReason = keyof typeof refusalReasons
type Facts<Reason extends RefusalReason> = { readonly [name in (typeof refusalReasons)[Reason]['facts'][number]]: string | number }

/** The error for a reason of the list; `detail` is the English sentence for programs and logs. */
export function refusal<Reason extends RefusalReason>(reason: Reason, facts: Facts<Reason>, detail: string): OpisError {
  return new OpisError(refusalReasons[reason].code, detail, { reason, facts })
}
