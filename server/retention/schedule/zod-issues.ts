import type { z } from 'zod'
import type { Path } from './read-yaml.ts'

/** One thing wrong in a value, at its path. */
export type Issue = { readonly path: Path; readonly message: string }

/**
 * The issues of a failed check as short sentences. Where a value fits none of several forms, the form
 * it comes nearest to is the one reported.
 */
export function issuesOf(error: z.ZodError): readonly Issue[] {
  return error.issues.flatMap((issue) => flatten(issue, []))
}

function flatten(issue: z.core.$ZodIssue, above: Path): readonly Issue[] {
  const path = [...above, ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))]
  if (issue.code === 'invalid_type') return [{ path, message: wrongType(issue.expected) }]
  if (issue.code !== 'invalid_union') return [{ path, message: issue.message }]
  const candidates = issue.errors.map((errors) => errors.flatMap((each) => flatten(each, path)))
  const nearest = candidates.toSorted((a, b) => distance(a, path) - distance(b, path))[0]
  return nearest === undefined || nearest.length === 0 ? [{ path, message: issue.message }] : nearest
}

function wrongType(expected: string): string {
  if (expected === 'string') return 'Must be text: put it in quotes.'
  if (expected === 'number' || expected === 'int') return 'Must be a number, without quotes.'
  if (expected === 'boolean') return 'Must be true or false, without quotes.'
  return `Must be ${expected === 'array' ? 'a list' : expected === 'object' || expected === 'record' ? 'a map' : expected}.`
}

/** Few issues, and issues deep inside, mean that this was the form intended. */
function distance(issues: readonly Issue[], path: Path): number {
  return issues.reduce((sum, issue) => sum + (issue.path.length > path.length + 1 ? 1 : 2), 0)
}
