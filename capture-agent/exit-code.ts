import type { ProblemCode } from '#kernel/errors.ts'

const codes: Partial<Record<ProblemCode, number>> = {
  'internal': 1,
  'not-found': 4,
  'unauthenticated': 5,
  'forbidden': 5,
  'integrity': 6,
  'unreachable': 7,
}

/** Exit code of a command that ended with this problem; 3 is bad input or configuration. */
export function exitCodeOf(code: ProblemCode): number {
  return codes[code] ?? 3
}
