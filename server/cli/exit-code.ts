import { OpisError, problemCodes, type ProblemCode } from '#kernel/errors.ts'
import { UsageError } from './usage-error.ts'

export type CliProblem = { type: string; title: string; detail: string }

/** 2 wrong usage, 3 bad input or configuration, 4 no such thing, 5 refused, 6 integrity, 7 unreachable, 1 a fault of ours. */
const special: Partial<Record<ProblemCode, number>> = {
  'not-found': 4,
  'forbidden': 5,
  'unauthenticated': 5,
  'integrity': 6,
  'unreachable': 7,
  'storage-full': 7,
  'internal': 1,
}

/** The exit code and problem document of an error. */
export function exitCodeOf(error: unknown): { code: number; problem: CliProblem } {
  if (error instanceof UsageError) return { code: 2, problem: { type: 'usage', title: 'Wrong usage', detail: error.message } }
  if (error instanceof OpisError) {
    const code = special[error.code] ?? 3
    return { code, problem: { type: error.code, title: problemCodes[error.code].title, detail: error.detail } }
  }
  const detail = error instanceof Error ? error.message : String(error)
  return { code: 1, problem: { type: 'internal', title: problemCodes.internal.title, detail } }
}
