import type { ConditionForm, RuleForm } from './rule-form.ts'
import type { Issue } from './zod-issues.ts'

/** Conditions that can never hold: from a day or a number on, and before that same one or an earlier. */
export function lintRanges(rules: readonly RuleForm[]): readonly Issue[] {
  return rules.flatMap((rule, index) =>
    Object.entries(rule.when ?? {}).flatMap(([fact, condition]) => (isEmpty(condition) ? [{ path: [index, 'when', fact], message: `The condition on ${fact} never holds: its beginning does not lie before its end. Change one of both.` }] : [])),
  )
}

function isEmpty(condition: ConditionForm): boolean {
  if (typeof condition !== 'object') return false
  const { before, on_or_after: from, at_least: least, less_than: less } = condition
  return (before !== undefined && from !== undefined && from >= before) || (least !== undefined && less !== undefined && least >= less)
}
