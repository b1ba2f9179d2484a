import type { Problem } from '#contract/problem.ts'

type Facts = NonNullable<Problem['facts']>

/** What the screen can show of a failed call: a stable code, a title and a sentence that says what to do. */
export class UiError extends Error {
  readonly code: string
  readonly title: string
  readonly sentence: string
  readonly status: number
  readonly requestId: string | null
  /** Finer than the code, of the list in `server/kernel/refusal.ts`, with its facts. */
  readonly reason: string | null
  readonly facts: Facts

  constructor(problem: { [name in keyof Problem]: Problem[name] | undefined } & Pick<Problem, 'type' | 'title' | 'detail' | 'status'>) {
    super(`${problem.type}: ${problem.detail}`)
    this.name = 'UiError'
    this.code = problem.type
    this.title = problem.title
    this.sentence = problem.detail
    this.status = problem.status
    this.requestId = problem.instance ?? null
    this.reason = problem.reason ?? null
    this.facts = problem.facts ?? {}
  }
}

/** Codes that arise in the browser itself, beside those of the server. */
export const offlineCode = 'offline'
export const garbledCode = 'garbled-answer'

/** Reads a problem document out of an untrusted body; null when it is none. */
export function readProblem(body: unknown, status: number): UiError | null {
  if (typeof body !== 'object' || body === null) return null
  const { type, title, detail, instance, reason, facts } = body as Partial<Record<keyof Problem, unknown>>
  if (typeof type !== 'string' || typeof title !== 'string') return null
  const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
  return new UiError({ type, title, status, detail: text(detail) ?? '', instance: text(instance), reason: text(reason), facts: readFacts(facts) })
}

function readFacts(facts: unknown): Facts {
  if (typeof facts !== 'object' || facts === null) return {}
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => typeof value === 'string' || typeof value === 'number'))
}

/** Any thrown value as a UiError, so that a screen has one shape to show. */
export function asUiError(error: unknown): UiError {
  if (error instanceof UiError) return error
  return new UiError({ type: 'internal', title: '', status: 0, detail: error instanceof Error ? error.message : String(error) })
}
