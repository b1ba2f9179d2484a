import { parseCivilDate } from '#kernel/civil-date.ts'
import { factName } from '../engine/facts.ts'
import { parseDuration } from '../engine/duration.ts'
import { OpisError } from '#kernel/errors.ts'
import type { Action, Condition, CountFrom, Length, PlainValue, Rule, Span, Term, Test, Transfer } from '../engine/rule.ts'
import type { ConditionForm, RuleForm, SpanForm, TermForm, TransferForm } from './rule-form.ts'

/** What holds where a rule says nothing. */
export type RuleDefaults = { readonly countFrom: CountFrom; readonly unit: 'file' | 'record'; readonly atEnd: Action }

/** Turns a checked rule as written into the engine's form. */
export function toRule(form: RuleForm, defaults: RuleDefaults): Rule {
  return {
    id: form.id,
    cite: form.cite ?? null,
    classes: form.classes ?? null,
    when: Object.entries(form.when ?? {}).map(([fact, condition]) => toCondition(fact, condition)),
    unit: form.unit ?? defaults.unit,
    retain: toSpan(form.retain, defaults),
    fallback: form.fallback === undefined ? null : toSpan(form.fallback, defaults),
    eraseBy: form.erase_by === undefined ? null : toSpan(form.erase_by, defaults),
    atEnd: form.at_end ?? defaults.atEnd,
    mark: form.mark ?? null,
    transfer: form.transfer === undefined ? null : toTransfer(form.transfer, defaults),
    overrides: form.overrides ?? [],
    source: form.source?.status ?? 'local',
  }
}

function toSpan(form: SpanForm, defaults: RuleDefaults): Span {
  if ('latest_of' in form) return { kind: 'latest-of', spans: form.latest_of.map((each) => toSpan(each, defaults)) }
  if ('earliest_of' in form) return { kind: 'earliest-of', spans: form.earliest_of.map((each) => toSpan(each, defaults)) }
  return 'from' in form ? toTerm(form, defaults) : { kind: 'permanent' }
}

function toTerm(form: TermForm, defaults: RuleDefaults): Term {
  return {
    kind: 'term',
    length: toLength(form.for),
    from: factName(form.from),
    countFrom: form.count_from ?? defaults.countFrom,
    pick: form.pick ?? 'last',
    covering: form.covering !== undefined,
  }
}

function toLength(form: TermForm['for']): Length {
  if (typeof form !== 'string') return { kind: 'less-age', years: form.years }
  const duration = parseDuration(form)
  if (duration === null) throw new OpisError('bad-schedule', `${form} is not a duration.`)
  return { kind: 'fixed', duration }
}

function toTransfer(form: TransferForm, defaults: RuleDefaults): Transfer {
  const term = toTerm({ for: form.for, from: form.from, count_from: form.count_from }, defaults)
  return { to: form.to ?? null, term }
}

/** Turns one entry of `when` into tests. */
export function toCondition(fact: string, form: ConditionForm): Condition {
  return { fact: factName(fact), tests: typeof form === 'object' ? toTests(form) : [{ op: 'equals', ...expected(form) }] }
}

function toTests(form: Exclude<ConditionForm, PlainValue>): readonly Test[] {
  const tests: Test[] = []
  if (form.before !== undefined) tests.push({ op: 'before', day: day(form.before) })
  if (form.on_or_after !== undefined) tests.push({ op: 'on-or-after', day: day(form.on_or_after) })
  if (form.in !== undefined) tests.push({ op: 'in', values: form.in.map(expected) })
  if (form.not !== undefined) tests.push({ op: 'not', ...expected(form.not) })
  if (form.at_least !== undefined) tests.push({ op: 'at-least', number: form.at_least })
  if (form.less_than !== undefined) tests.push({ op: 'less-than', number: form.less_than })
  if (form.known !== undefined) tests.push({ op: 'known', known: form.known })
  return tests
}

function expected(value: PlainValue): { value: PlainValue; day: ReturnType<typeof parseCivilDate> } {
  return { value, day: typeof value === 'string' ? parseCivilDate(value) : null }
}

function day(text: string): NonNullable<ReturnType<typeof parseCivilDate>> {
  const date = parseCivilDate(text)
  if (date === null) throw new OpisError('bad-schedule', `${text} is not a date.`)
  return date
}
