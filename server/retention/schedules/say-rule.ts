import { languages, type Language } from '#kernel/language.ts'
import { isZero, parseDuration, type Duration } from '../engine/duration.ts'
import type { ConditionForm, RuleForm, SpanForm, TermForm } from '../schedule/rule-form.ts'
import type { ScheduleForm } from '../schedule/schedule-form.ts'
import { english } from './say-in/english.ts'
import { georgian } from './say-in/georgian.ts'
import { romanian } from './say-in/romanian.ts'
import { russian } from './say-in/russian.ts'
import { ukrainian } from './say-in/ukrainian.ts'
import type { ScheduleWords } from './say-in/words.ts'

export type Defaults = ScheduleForm['defaults']
export type Said = Record<Language, string>

const books: Readonly<Record<Language, ScheduleWords>> = { en: english, ka: georgian, ro: romanian, ru: russian, uk: ukrainian }

/** The same in every language of the archive. */
export function sayInAll(say: (words: ScheduleWords) => string): Said {
  const [ro, uk, ru, ka, en] = languages.map((language) => say(books[language]))
  return { ro: ro ?? '', uk: uk ?? '', ru: ru ?? '', ka: ka ?? '', en: en ?? '' }
}

/** A rule in plain words: term, condition, end, mark, whatever else it says. */
export function sayRule(rule: RuleForm, defaults: Defaults, words: ScheduleWords): string {
  const atEnd = rule.at_end === undefined ? [] : [words.atEnd[rule.at_end]]
  const parts = [
    saySpan(rule.retain, defaults, words),
    ...(rule.fallback === undefined ? [] : [words.fallback(saySpan(rule.fallback, defaults, words))]),
    ...(rule.when === undefined ? [] : [words.onlyIf(sayWhen(rule.when))]),
    ...(rule.transfer === undefined ? [] : [sayTransfer(rule.transfer, defaults, words)]),
    ...(rule.erase_by === undefined ? [] : [words.eraseBy(saySpan(rule.erase_by, defaults, words))]),
    ...atEnd,
    ...(rule.mark === undefined ? [] : [words.mark(rule.mark)]),
  ]
  return parts.join(', ')
}

/** A term, or the combination of several. */
export function saySpan(span: SpanForm, defaults: Defaults, words: ScheduleWords): string {
  const list = (spans: readonly SpanForm[]): string => spans.map((each) => saySpan(each, defaults, words)).join('; ')
  if ('latest_of' in span) return words.latest(list(span.latest_of))
  if ('earliest_of' in span) return words.earliest(list(span.earliest_of))
  return 'from' in span ? sayTerm(span, defaults, words) : words.permanent
}

export function sayTransfer(transfer: NonNullable<RuleForm['transfer']>, defaults: Defaults, words: ScheduleWords): string {
  const { for: length, from, count_from: countFrom } = transfer
  return words.transfer(transfer.to ?? '?', sayTerm({ for: length, from, count_from: countFrom }, defaults, words))
}

/** Conditions as the file writes them: names and values are the same in every language. */
export function sayWhen(when: NonNullable<RuleForm['when']>): string {
  return Object.entries(when).map(([fact, condition]) => sayCondition(fact, condition)).join(', ')
}

function sayCondition(fact: string, condition: ConditionForm): string {
  if (typeof condition !== 'object') return `${fact} = ${String(condition)}`
  const { before, on_or_after: from, in: among, not, at_least: least, less_than: less, known } = condition
  const tests = [
    ...(before === undefined ? [] : [`${fact} < ${before}`]),
    ...(from === undefined ? [] : [`${fact} ≥ ${from}`]),
    ...(among === undefined ? [] : [`${fact} ∈ {${among.map(String).join(', ')}}`]),
    ...(not === undefined ? [] : [`${fact} ≠ ${String(not)}`]),
    ...(least === undefined ? [] : [`${fact} ≥ ${least}`]),
    ...(less === undefined ? [] : [`${fact} < ${less}`]),
    ...(known === undefined ? [] : [`${fact} ${known ? '= …' : '= ?'}`]),
  ]
  return tests.join(', ')
}

function sayTerm(term: TermForm, defaults: Defaults, words: ScheduleWords): string {
  const event = [words.events[term.from] ?? term.from, ...(term.covering === undefined ? [] : [words.covering]), ...(term.pick === 'first' ? [words.first] : [])].join(', ')
  const countFrom = term.count_from ?? defaults.count_from
  if (typeof term.for !== 'string') return words.term(words.lessAge(sayLength({ years: term.for.years, months: 0, weeks: 0, days: 0 }, words)), event, words.counting[countFrom])
  const length = parseDuration(term.for)
  if (length === null) return term.for
  return isZero(length) && countFrom === 'event-date' ? words.until(event) : words.term(sayLength(length, words), event, words.counting[countFrom])
}

/** A length with its units written out, as in "1 year, 6 months". */
export function sayLength(length: Duration, { locale }: ScheduleWords): string {
  const units = [['year', length.years], ['month', length.months], ['week', length.weeks], ['day', length.days]] as const
  const shown = units.filter(([, count]) => count > 0)
  return (shown.length > 0 ? shown : units.slice(3)).map(([unit, count]) => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long', useGrouping: false }).format(count)).join(', ')
}
