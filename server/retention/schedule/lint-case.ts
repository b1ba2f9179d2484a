import { lintOverrides } from './lint-overrides.ts'
import { toFacts } from './to-case.ts'
import type { CaseForm } from './case-form.ts'
import type { Path } from './read-yaml.ts'
import type { Issue } from './zod-issues.ts'

/** What concerns several fields of a case at once: the first such fault, if there is one. */
export function lintCase(form: CaseForm): Issue | undefined {
  const sets: readonly (readonly [Path, NonNullable<CaseForm['rules']>])[] = form.rules !== undefined
    ? [[['rules'], form.rules]]
    : (form.versions ?? []).map((version, index) => [['versions', index, 'rules'], version.rules] as const)
  const inRules = sets.flatMap(([at, rules]) => lintOverrides(rules).map((issue) => ({ ...issue, path: [...at, ...issue.path] })))
  return inRules[0] ?? lintVersions(form) ?? lintPeriods(form)
}

function lintVersions(form: CaseForm): Issue | undefined {
  const versions = form.versions ?? []
  const order = versions.map((version, index) => ({ version, index })).toSorted((a, b) => (a.version.effective_from < b.version.effective_from ? -1 : 1))
  for (const [position, { version, index }] of order.entries()) {
    if (order.slice(0, position).some((each) => each.version.version === version.version)) return { path: ['versions', index, 'version'], message: 'is used twice' }
    if (position > 0 && order[position - 1]?.version.effective_from === version.effective_from) return { path: ['versions', index, 'effective_from'], message: 'is the same day as that of another version' }
    if (position > 0 && version.transition === undefined) return { path: ['versions', index, 'transition'], message: 'is missing: say how this version treats earlier answers' }
  }
  return undefined
}

function lintPeriods(form: CaseForm): Issue | undefined {
  const facts = toFacts(form)
  const index = facts.events.findIndex(({ covers }) => covers !== null && covers.from > covers.to)
  if (index >= 0) return { path: ['events', index, 'covers'], message: 'ends before it begins' }
  return facts.period !== null && facts.period.from > facts.period.to ? { path: ['record', 'period'], message: 'ends before it begins' } : undefined
}
