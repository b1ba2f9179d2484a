import type { DifferenceView } from '#contract/schedules.ts'
import { parseDuration } from '../engine/duration.ts'
import { actions } from '../engine/rule.ts'
import type { RuleForm, SpanForm } from '../schedule/rule-form.ts'
import type { ScheduleForm } from '../schedule/schedule-form.ts'
import { english } from './say-in/english.ts'
import { sayInAll, sayRule, saySpan, sayTransfer, sayWhen } from './say-rule.ts'
import type { HeadPart, RulePart, ScheduleWords } from './say-in/words.ts'

/** One thing that changed: how it was and how it is, said by whoever knows the words. */
type Change<Part> = { part: Part; old: (words: ScheduleWords) => string; next: (words: ScheduleWords) => string }

/** What `next` changes against `old`, in plain words of every language: the head first, then rule by rule in the order of `next`. */
export function differences(old: ScheduleForm, next: ScheduleForm): readonly DifferenceView[] {
  const before = new Map(old.rules.map((rule) => [rule.id, rule]))
  const after = new Set(next.rules.map((rule) => rule.id))
  const found: DifferenceView[] = headChanges(old, next).map((change) => ({ rule: null, kind: 'head', weaker: false, said: sayInAll((words) => `${words.headPart[change.part]}: ${arrow(change, words)}`) }))
  for (const rule of next.rules) {
    const was = before.get(rule.id)
    if (was === undefined) found.push({ rule: rule.id, kind: 'new', weaker: false, said: sayInAll((words) => words.newRule(nameOf(rule), sayRule(rule, next.defaults, words))) })
    else found.push(...ruleDifference(was, rule, old, next))
  }
  for (const rule of old.rules) {
    if (!after.has(rule.id)) found.push({ rule: rule.id, kind: 'gone', weaker: false, said: sayInAll((words) => words.goneRule(nameOf(rule), sayRule(rule, old.defaults, words))) })
  }
  return found
}

const nameOf = (rule: RuleForm): string => (rule.cite === undefined || rule.cite === rule.id ? rule.id : `${rule.id} (${rule.cite})`)
const arrow = <Part>({ old, next }: Change<Part>, words: ScheduleWords): string => `${old(words)} → ${next(words)}`

function ruleDifference(was: RuleForm, rule: RuleForm, old: ScheduleForm, next: ScheduleForm): DifferenceView[] {
  const changes = ruleChanges(was, rule, old, next)
  if (changes.length === 0) return []
  const said = sayInAll((words) => words.changed(nameOf(rule), changes.map((change) => `${words.rulePart[change.part]}: ${arrow(change, words)}`).join('; ')))
  return [{ rule: rule.id, kind: 'changed', weaker: isWeaker(was, rule), said }]
}

function ruleChanges(was: RuleForm, is: RuleForm, old: ScheduleForm, next: ScheduleForm): readonly Change<RulePart>[] {
  const span = (part: RulePart, pick: (rule: RuleForm) => SpanForm | undefined): Change<RulePart> => ({ part, old: (words) => spanOf(pick(was), old, words), next: (words) => spanOf(pick(is), next, words) })
  const plain = (part: RulePart, pick: (rule: RuleForm) => unknown): Change<RulePart> => ({ part, old: (words) => textOf(pick(was), words), next: (words) => textOf(pick(is), words) })
  const own = (part: RulePart, say: (rule: RuleForm, form: ScheduleForm, words: ScheduleWords) => string): Change<RulePart> => ({ part, old: (words) => say(was, old, words), next: (words) => say(is, next, words) })
  const all: readonly Change<RulePart>[] = [
    span('retain', (rule) => rule.retain),
    span('fallback', (rule) => rule.fallback),
    span('erase-by', (rule) => rule.erase_by),
    own('when', (rule, _form, words) => (rule.when === undefined ? words.nothing : sayWhen(rule.when))),
    own('at-end', (rule, _form, words) => words.atEnd[rule.at_end ?? 'review']),
    plain('mark', (rule) => rule.mark),
    plain('classes', (rule) => rule.classes),
    own('unit', (rule, form, words) => words.unit[rule.unit ?? form.defaults.unit ?? 'file']),
    own('transfer', (rule, form, words) => (rule.transfer === undefined ? words.nothing : sayTransfer(rule.transfer, form.defaults, words))),
    plain('overrides', (rule) => rule.overrides),
    own('source', (rule, _form, words) => words.source[rule.source?.status ?? 'local']),
    plain('cite', (rule) => rule.cite),
    plain('title', (rule) => rule.title),
    plain('note', (rule) => rule.note),
  ]
  return all.filter(differs)
}

function headChanges(old: ScheduleForm, next: ScheduleForm): readonly Change<HeadPart>[] {
  const plain = (part: HeadPart, pick: (form: ScheduleForm) => unknown): Change<HeadPart> => ({ part, old: (words) => textOf(pick(old), words), next: (words) => textOf(pick(next), words) })
  const all: readonly Change<HeadPart>[] = [
    { part: 'effective', old: () => inForce(old), next: () => inForce(next) },
    { part: 'transition', old: (words) => words.transition[old.replaces?.transition ?? 'none'], next: (words) => words.transition[next.replaces?.transition ?? 'none'] },
    { part: 'counting', old: (words) => words.counting[old.defaults.count_from], next: (words) => words.counting[next.defaults.count_from] },
    { part: 'unit', old: (words) => words.unit[old.defaults.unit ?? 'file'], next: (words) => words.unit[next.defaults.unit ?? 'file'] },
    plain('title', (form) => form.title),
    plain('authority', (form) => form.authority),
    plain('zone', (form) => form.defaults.time_zone),
    plain('year-start', (form) => form.defaults.year_start ?? '01-01'),
    plain('overflow', (form) => form.defaults.overflow ?? 'roll-forward'),
    plain('marks', (form) => form.marks),
    plain('approvals', (form) => form.approvals),
    plain('preconditions', (form) => form.preconditions),
  ]
  return all.filter(differs)
}

const inForce = ({ effective: { from, until } }: ScheduleForm): string => `${from} – ${until ?? '…'}`

/** English is enough to tell whether something differs: the other languages say the same. */
const differs = <Part>(change: Change<Part>): boolean => change.old(english) !== change.next(english)

const spanOf = (span: SpanForm | undefined, form: ScheduleForm, words: ScheduleWords): string => (span === undefined ? words.nothing : saySpan(span, form.defaults, words))

function textOf(value: unknown, words: ScheduleWords): string {
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return words.nothing
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map((each) => textOf(each, words)).join(', ')
  if (typeof value !== 'object' || value === null) return String(value)
  return Object.entries(value).map(([key, each]) => `${key}: ${textOf(each, words)}`).join(', ')
}

/** A shorter term, a less preserving end or a lost mark. */
function isWeaker(was: RuleForm, is: RuleForm): boolean {
  const rank = (rule: RuleForm): number => actions.indexOf(rule.at_end ?? 'review')
  return roughDays(is.retain) < roughDays(was.retain) || rank(is) < rank(was) || (was.mark !== undefined && is.mark === undefined)
}

/** A rough length for comparing two forms of one rule; it decides nothing else. */
function roughDays(span: SpanForm): number {
  if ('latest_of' in span) return Math.max(...span.latest_of.map(roughDays))
  if ('earliest_of' in span) return Math.min(...span.earliest_of.map(roughDays))
  if (!('from' in span)) return Infinity
  if (typeof span.for !== 'string') return span.for.years * 365
  const length = parseDuration(span.for)
  return length === null ? 0 : length.years * 365.25 + length.months * 30.4 + length.weeks * 7 + length.days
}
