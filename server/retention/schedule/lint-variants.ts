import { addDays, formatCivilDate } from '#kernel/civil-date.ts'
import { testAll } from '../engine/condition.ts'
import { toCondition } from './to-rule.ts'
import type { CivilDate } from '#kernel/civil-date.ts'
import type { Observed } from '../engine/facts.ts'
import type { Condition, PlainValue, Test } from '../engine/rule.ts'
import type { RuleForm } from './rule-form.ts'
import type { Issue } from './zod-issues.ts'

type Variant = { readonly index: number; readonly form: RuleForm; readonly conditions: readonly Condition[] }
/** One sample value of a fact; undefined means that the fact is not known. */
type Sample = Observed | undefined

const maxCells = 20_000

/**
 * Variants of one article are rules that share a class and an article and differ by `when`. No two may
 * hold at the same time, unless one overrides the other, and some one must hold always. A rule whose
 * condition has no variant beside it may be completed by other articles of its class. Checked by
 * trying a value below, at and above every limit that the conditions name.
 */
export function lintVariants(rules: readonly RuleForm[]): readonly Issue[] {
  const issues: Issue[] = []
  for (const members of groupBy(rules, (form) => form.classes ?? []).values()) {
    for (const article of Map.groupBy(members, (variant) => articleOf(variant.form)).values()) {
      if (article.every((variant) => variant.conditions.length === 0)) continue
      issues.push(...lintGroup(article, article.length > 1 ? article : members))
    }
  }
  return issues.filter((issue, index) => issues.findIndex((each) => each.message === issue.message) === index)
}

function groupBy(rules: readonly RuleForm[], keysOf: (form: RuleForm) => readonly string[]): ReadonlyMap<string, readonly Variant[]> {
  const groups = new Map<string, Variant[]>()
  for (const [index, form] of rules.entries()) {
    const conditions = Object.entries(form.when ?? {}).map(([fact, condition]) => toCondition(fact, condition))
    for (const key of new Set(keysOf(form))) {
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [{ index, form, conditions }])
      else group.push({ index, form, conditions })
    }
  }
  return groups
}

/** "ст. 79, графа 3" and "ст. 79, графа 4" are one article, "art. 22.1(1)" and "art. 22.1(2)" too. */
function articleOf(form: RuleForm): string {
  const cite = form.cite ?? form.id
  const stem = cite.replace(/\s*\([^()]*\)\s*$/u, '').replace(/[,;][^,;]*$/u, '').trim()
  return /\d/u.test(stem) ? stem : cite
}

/** Overlaps among the variants, gaps that none of `completing` closes. */
function lintGroup(variants: readonly Variant[], completing: readonly Variant[]): readonly Issue[] {
  const conditions = completing.flatMap((variant) => variant.conditions)
  const facts = [...new Set(conditions.map((condition) => condition.fact.name))]
  const samples = facts.map((fact) => samplesOf(conditions.filter((each) => each.fact.name === fact)))
  const cells = samples.reduce((product, each) => product * each.length, 1)
  const first = variants[0]
  if (first === undefined) return []
  if (cells > maxCells) return [{ path: [first.index, 'when'], message: 'The conditions of this article are too many to check for overlaps and gaps.' }]
  const issues = new Map<string, Issue>()
  for (let cell = 0; cell < cells; cell += 1) {
    const values = cellValues(facts, samples, cell)
    const holds = (variant: Variant): boolean => variant.conditions.every((each) => testAll(each.tests, values.get(each.fact.name)) === 'yes')
    if (!completing.some(holds)) noteGap(issues, completing, values)
    noteOverlaps(issues, variants.filter(holds), values)
  }
  return [...issues.values()]
}

function noteGap(issues: Map<string, Issue>, group: readonly Variant[], values: ReadonlyMap<string, Sample>): void {
  const last = group.at(-1)
  if (last === undefined || issues.has('gap')) return
  const ids = group.map((variant) => variant.form.id).join(', ')
  issues.set('gap', { path: [last.index, 'when'], message: `The conditions of ${ids} leave a gap: none holds for ${describe(values)}.` })
}

function noteOverlaps(issues: Map<string, Issue>, holding: readonly Variant[], values: ReadonlyMap<string, Sample>): void {
  for (const [position, later] of holding.entries()) {
    for (const earlier of holding.slice(0, position)) {
      const declared = later.form.overrides?.includes(earlier.form.id) === true || earlier.form.overrides?.includes(later.form.id) === true
      const key = `${earlier.form.id}\u0000${later.form.id}`
      if (declared || issues.has(key)) continue
      issues.set(key, {
        path: later.conditions.length > 0 ? [later.index, 'when'] : [later.index],
        message: `The variants ${earlier.form.id} and ${later.form.id} overlap: both hold for ${describe(values)}.`,
      })
    }
  }
}

/** Values on both sides of every limit named; "other" text where text is compared; not known where that is asked. */
function samplesOf(conditions: readonly Condition[]): readonly Sample[] {
  const tests = conditions.flatMap((condition) => condition.tests)
  const days = new Set<CivilDate>()
  const plains = new Set<PlainValue>()
  for (const test of tests) {
    for (const day of daysOf(test)) for (const shift of [-1, 0, 1]) days.add(addDays(day, shift))
    for (const value of plainsOf(test)) plains.add(value)
  }
  const samples: Sample[] = [...days].map((day) => ({ kind: 'day', day }))
  const values = [...plains]
  if (values.some((value) => typeof value === 'boolean')) plains.add(true).add(false)
  if (values.some((value) => typeof value === 'string')) plains.add('…')
  samples.push(...[...plains].map((value): Sample => ({ kind: 'value', value })))
  const asksKnown = tests.some((test) => test.op === 'known')
  if (asksKnown && samples.length === 0) samples.push({ kind: 'value', value: '…' })
  if (asksKnown) samples.push(undefined)
  return samples
}

function daysOf(test: Test): readonly CivilDate[] {
  if (test.op === 'before' || test.op === 'on-or-after') return [test.day]
  if (test.op === 'equals' || test.op === 'not') return test.day === null ? [] : [test.day]
  return test.op === 'in' ? test.values.flatMap((each) => each.day ?? []) : []
}

function plainsOf(test: Test): readonly PlainValue[] {
  if (test.op === 'at-least' || test.op === 'less-than') return around(test.number)
  const all = test.op === 'in' ? test.values : test.op === 'equals' || test.op === 'not' ? [test] : []
  return all.filter((each) => each.day === null).flatMap(({ value }): readonly PlainValue[] => (typeof value === 'number' ? around(value) : [value]))
}

function around(value: number): readonly number[] {
  return [value - 1, value - 0.5, value, value + 0.5, value + 1]
}

function cellValues(facts: readonly string[], samples: readonly (readonly Sample[])[], cell: number): ReadonlyMap<string, Sample> {
  const values = new Map<string, Sample>()
  let rest = cell
  for (const [index, fact] of facts.entries()) {
    const choices = samples[index] ?? []
    values.set(fact, choices[rest % choices.length])
    rest = Math.trunc(rest / choices.length)
  }
  return values
}

function describe(values: ReadonlyMap<string, Sample>): string {
  const parts = [...values].map(([fact, sample]) => {
    if (sample === undefined) return `${fact} not known`
    return `${fact} = ${sample.kind === 'day' ? formatCivilDate(sample.day) : sample.value === '…' ? 'any other value' : String(sample.value)}`
  })
  return parts.join(', ')
}
