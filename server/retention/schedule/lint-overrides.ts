import type { Issue } from './zod-issues.ts'

type Named = { readonly id: string; readonly overrides?: readonly string[] | undefined }

/** Ids are unique, every overridden id exists, and no rule overrides itself, directly or around a circle. */
export function lintOverrides(rules: readonly Named[]): readonly Issue[] {
  const issues: Issue[] = []
  const byId = new Map<string, readonly string[]>()
  for (const [index, rule] of rules.entries()) {
    if (byId.has(rule.id)) issues.push({ path: [index, 'id'], message: `The id ${rule.id} is used twice.` })
    else byId.set(rule.id, rule.overrides ?? [])
  }
  for (const [index, rule] of rules.entries()) {
    for (const [position, target] of (rule.overrides ?? []).entries()) {
      if (!byId.has(target)) issues.push({ path: [index, 'overrides', position], message: `There is no rule ${target} to override.` })
    }
  }
  const circular = idsOnCircles(byId)
  for (const [index, rule] of rules.entries()) {
    if (circular.has(rule.id)) issues.push({ path: [index, 'overrides'], message: `Rule ${rule.id} overrides itself around a circle.` })
  }
  return issues
}

/** Takes away, again and again, rules that nothing remaining points to or that point to nothing remaining. */
function idsOnCircles(byId: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const left = new Map([...byId].filter(([, targets]) => targets.length > 0))
  for (let before = -1; before !== left.size; ) {
    before = left.size
    const pointedTo = new Set([...left.values()].flat())
    for (const [id, targets] of left) {
      if (!pointedTo.has(id) || !targets.some((target) => left.has(target))) left.delete(id)
    }
  }
  return new Set(left.keys())
}
