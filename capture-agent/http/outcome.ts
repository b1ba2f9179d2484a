import type { ProblemCode } from '#kernel/errors.ts'

/**
 * How a request to the server ended. `refused`: the same request will be refused again, a person must
 * look. `unavailable`: it can succeed later without being changed; `afterMs` is how long the server
 * asked to be left alone, if it did.
 */
export type Outcome<T> = { ok: true; value: T } | Refused | Unavailable
export type Refused = { ok: false; kind: 'refused'; code: ProblemCode; status: number; detail: string }
export type Unavailable = { ok: false; kind: 'unavailable'; code: ProblemCode; detail: string; afterMs: number | null }

/** A refusal that the agent itself finds. */
export function refused(code: ProblemCode, detail: string, status = 0): Refused {
  return { ok: false, kind: 'refused', code, status, detail }
}

/** A passing fault that the agent itself finds. */
export function unavailable(detail: string, afterMs: number | null = null): Unavailable {
  return { ok: false, kind: 'unavailable', code: 'unreachable', detail, afterMs }
}
