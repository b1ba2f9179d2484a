import { parseCivilDate, parseYearStart } from '#kernel/civil-date.ts'
import { checkJsonSchema } from './json-schema.ts'
import { lintRanges } from './lint-ranges.ts'
import { lintOverrides } from './lint-overrides.ts'
import { lintVariants } from './lint-variants.ts'
import { readYaml, yamlLimits } from './read-yaml.ts'
import { scheduleForm } from './schedule-form.ts'
import { toProcedure } from './to-procedure.ts'
import { toRule } from './to-rule.ts'
import { issuesOf } from './zod-issues.ts'
import type { ScheduleVersion } from '../engine/rule.ts'
import type { Fault, YamlFile } from './read-yaml.ts'
import type { ScheduleForm } from './schedule-form.ts'
import type { Issue } from './zod-issues.ts'

/** A schedule file that has no faults: its engine form, and the file as written for screens and approvals. */
export type Schedule = { readonly form: ScheduleForm; readonly version: ScheduleVersion }

export type LoadResult =
  | { readonly kind: 'schedule'; readonly schedule: Schedule }
  /** `rules`: how many rules the file seems to hold. */
  | { readonly kind: 'faults'; readonly faults: readonly Fault[]; readonly rules: number }

/**
 * Reads the text of a schedule file. A file with any fault is refused whole, with all its faults. `approved`: a text that an
 * earlier program found without fault; only what the engine cannot read is a fault then, so that a stricter check in a later
 * program takes no rule out of force.
 */
export function loadSchedule(text: string, { approved = false }: { readonly approved?: boolean } = {}): LoadResult {
  const file = readYaml(text, { bareValues: 'strict' })
  if (file.broken || file.value === undefined || file.value === null) return refuse(file, [])
  const bySchema = checkJsonSchema(file.value)
  const checked = scheduleForm.safeParse(file.value)
  if (!checked.success) {
    const precise = withoutRepeats(bySchema.issues, issuesOf(checked.error))
    const spans = bySchema.spans.filter((span) => !precise.some(({ path }) => path.join('.').startsWith(span.path.join('.'))))
    return refuse(file, [...bySchema.issues, ...precise, ...spans])
  }
  const issues = approved ? [] : [...bySchema.issues, ...bySchema.spans, ...lint(checked.data)]
  if (issues.length > 0 || (file.faults.length > 0 && !approved)) return refuse(file, issues)
  return { kind: 'schedule', schedule: { form: checked.data, version: toVersion(checked.data) } }
}

function refuse(file: YamlFile, issues: readonly Issue[]): LoadResult {
  const found = issues.map(({ path, message }) => ({ line: file.lineOf(path), path: path.join('.'), message }))
  const faults = [...file.faults, ...found].toSorted((a, b) => a.line - b.line).slice(0, yamlLimits.faults)
  const none: Fault = { line: 1, path: '', message: 'The file is empty.' }
  return { kind: 'faults', faults: faults.length > 0 ? faults : [none], rules: countRules(file.value) }
}

/** Both checks look at the same places; where the schema has spoken, the second stays silent. */
function withoutRepeats(said: readonly Issue[], more: readonly Issue[]): readonly Issue[] {
  const places = new Set(said.flatMap(({ path }) => [path.join('.'), path.slice(0, -1).join('.')]))
  return more.filter(({ path }) => !places.has(path.join('.')) && !(places.has(path.slice(0, -1).join('.')) && path.length > 1))
}

function countRules(value: unknown): number {
  const rules: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'rules') : undefined
  return Array.isArray(rules) ? rules.length : 0
}

function lint(form: ScheduleForm): readonly Issue[] {
  const inRules = (issue: Issue): Issue => ({ ...issue, path: ['rules', ...issue.path] })
  const undefinedMarks = form.rules.flatMap((rule, index) => {
    const known = rule.mark === undefined || Object.hasOwn(form.marks ?? {}, rule.mark)
    return known ? [] : [{ path: [index, 'mark'], message: `The mark ${rule.mark ?? ''} is not defined under marks: add it there with the approvals that it asks for.` }]
  })
  const replacesItself = form.replaces?.version === form.version
    ? [{ path: ['replaces', 'version'], message: 'A version cannot replace itself.' }]
    : []
  return [...replacesItself, ...[...lintOverrides(form.rules), ...lintRanges(form.rules), ...undefinedMarks, ...lintVariants(form.rules)].map(inRules)]
}

function toVersion(form: ScheduleForm): ScheduleVersion {
  const { defaults, effective } = form
  const ruleDefaults = { countFrom: defaults.count_from, unit: defaults.unit ?? 'file', atEnd: 'review' } as const
  return {
    schedule: form.schedule,
    version: form.version,
    effectiveFrom: parseCivilDate(effective.from),
    effectiveUntil: effective.until === undefined ? null : parseCivilDate(effective.until),
    transition: form.replaces?.transition ?? null,
    timeZone: defaults.time_zone,
    overflow: defaults.overflow ?? 'roll-forward',
    yearStart: parseYearStart(defaults.year_start ?? '01-01') ?? { month: 1, day: 1 },
    procedure: toProcedure(form),
    rules: form.rules.map((rule) => toRule(rule, ruleDefaults)),
  }
}
