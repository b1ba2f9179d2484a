import type { Problem } from '#contract/problem.ts'

/** What the screen can show of a failed call: a stable code, a title and a sentence that says what to do. */
export class UiError extends Error {
  readonly code: string
  readonly title: string
  readonly sentence: string
  readonly status: number
  readonly requestId: string | null

  constructor(problem: Omit<Problem, 'instance'> & { instance?: string | undefined }) {
    super(`${problem.type}: ${problem.detail}`)
    this.name = 'UiError'
    this.code = problem.type
    this.title = problem.title
    this.sentence = problem.detail
    this.status = problem.status
    this.requestId = problem.instance ?? null
  }
}

/** Codes that arise in the browser itself, beside those of the server. */
export const offlineCode = 'offline'
export const garbledCode = 'garbled-answer'

/** Reads a problem document out of an untrusted body; null when it is none. */
export function readProblem(body: unknown, status: number): UiError | null {
  if (typeof body !== 'object' || body === null) return null
  const { type, title, detail, instance } = body as Partial<Record<keyof Problem, unknown>>
  if (typeof type !== 'string' || typeof title !== 'string') return null
  return new UiError({
    type,
    title,
    status,
    detail: typeof detail === 'string' ? detail : '',
    instance: typeof instance === 'string' ? instance : undefined,
  })
}

/** Any thrown value as a UiError, so that a screen has one shape to show. */
export function asUiError(error: unknown): UiError {
  if (error instanceof UiError) return error
  return new UiError({ type: 'internal', title: '', status: 0, detail: error instanceof Error ? error.message : String(error) })
}
