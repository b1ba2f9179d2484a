import type { ScheduleForm } from './schedule-form.ts'
import { knownEvents } from './known-events.ts'
import { isZero, parseDuration } from '../engine/duration.ts'
import { readYaml, type Fault, type Path } from './read-yaml.ts'
import type { RuleForm, SpanForm, TermForm } from './rule-form.ts'

/** What is allowed but probably not meant: an event that nothing else names, a rule that no
 * source confirms, a term of no length that lasts to the end of the year, a destruction that nobody has to approve. */
export function lintWarnings(yaml: string, form: ScheduleForm): readonly Fault[] {
  const { lineOf } = readYaml(yaml, { bareValues: 'strict' })
  const uses = form.rules.flatMap((rule, index) => eventsOf(rule).map((use) => ({ ...use, path: ['rules', index, ...use.path] })))
  const counts = Map.groupBy(uses, ({ name }) => name)
  const unknown = uses.filter(({ name }) => !knownEvents.includes(name) && counts.get(name)?.length === 1)
  const events = unknown.map(({ name, path }) => ({ line: lineOf(path), path: path.join('.'), message: `The event ${name} is not one that the archive offers: somebody must record it, or the rule waits for ever. Look whether it is spelt as meant.` }))
  const sources = form.rules.flatMap((rule, index) => {
    const status = rule.source?.status
    const path = ['rules', index, 'source']
    return status === 'memory' || status === 'secondary' ? [{ line: lineOf(path), path: path.join('.'), message: `Rule ${rule.id} is not confirmed (${status}): it reaches no act before a records manager compares it with the act.` }] : []
  })
  const told = form.rules.flatMap((rule, index) => noLengthOf(rule, form).map((path) => ['rules', index, ...path]))
  const noLength = told.map((path) => ({ line: lineOf(path), path: path.join('.'), message: 'A term of no length that is not counted from the event-date lasts to the end of that year or month. For "until it happens" add count_from: event-date.' }))
  const ends = form.rules.some((rule) => rule.at_end === 'destroy' || rule.at_end === 'review')
  const approvals = ends && form.approvals?.['destroy'] === undefined ? [{ line: lineOf(['rules']), path: 'approvals', message: 'Nothing says whose approval a destruction needs: add approvals.destroy with roles.' }] : []
  return [...events, ...sources, ...noLength, ...approvals].toSorted((a, b) => a.line - b.line)
}

type Use = { readonly name: string; readonly path: Path }
type TermAt = { readonly term: TermForm; readonly path: Path }

function noLengthOf(rule: RuleForm, { defaults }: ScheduleForm): readonly Path[] {
  return termsOf(rule).flatMap(({ term, path }) => {
    const length = typeof term.for === 'string' ? parseDuration(term.for) : null
    return length !== null && isZero(length) && (term.count_from ?? defaults.count_from) !== 'event-date' ? [path] : []
  })
}

function eventsOf(rule: RuleForm): readonly Use[] {
  const inSpans = termsOf(rule).map(({ term, path }) => ({ name: term.from, path: [...path, 'from'] }))
  return [...inSpans, ...(rule.transfer === undefined ? [] : [{ name: rule.transfer.from, path: ['transfer', 'from'] }])]
}

function termsOf(rule: RuleForm): readonly TermAt[] {
  const spans = [['retain', rule.retain], ['fallback', rule.fallback], ['erase_by', rule.erase_by]] as const
  return spans.flatMap(([key, span]) => (span === undefined ? [] : termsIn(span, [key])))
}

function termsIn(span: SpanForm, path: Path): readonly TermAt[] {
  if ('latest_of' in span) return span.latest_of.flatMap((each, index) => termsIn(each, [...path, 'latest_of', index]))
  if ('earliest_of' in span) return span.earliest_of.flatMap((each, index) => termsIn(each, [...path, 'earliest_of', index]))
  return 'from' in span ? [{ term: span, path }] : []
}
