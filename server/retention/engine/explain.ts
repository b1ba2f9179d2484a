import { languages } from '#kernel/language.ts'
import { formatCivilDate } from '#kernel/civil-date.ts'
import { isZero } from './duration.ts'
import { english } from './explain-in/english.ts'
import { georgian } from './explain-in/georgian.ts'
import { romanian } from './explain-in/romanian.ts'
import { russian } from './explain-in/russian.ts'
import { ukrainian } from './explain-in/ukrainian.ts'
import type { Language } from '#kernel/language.ts'
import type { Answer } from './answer.ts'
import type { Duration } from './duration.ts'
import type { Phrases } from './explain-in/phrases.ts'
import type { Dated } from './span.ts'
import type { RuleOutcome } from './tell.ts'

/** The sentences of each language. */
export const phrasebooks: Readonly<Record<Language, Phrases>> = {
  en: english, ka: georgian, ro: romanian, ru: russian, uk: ukrainian,
}

/** One sentence that says until when the record is kept and why, made from the answer's trace. */
export function explain(answer: Answer, language: Language): string {
  const phrases = phrasebooks[language]
  const sentence = base(answer, phrases)
  const whole = answer.heldBy.length === 0 ? sentence : phrases.held(list(answer.heldBy, phrases), lowerFirst(sentence))
  return `${whole}.`
}

/** The sentence in every language of the archive. */
export function explainAll(answer: Answer): Readonly<Record<Language, string>> {
  const [ro, uk, ru, ka, en] = languages.map((language) => explain(answer, language))
  return { en: en ?? '', ro: ro ?? '', uk: uk ?? '', ru: ru ?? '', ka: ka ?? '' }
}

function base(answer: Answer, phrases: Phrases): string {
  const date = answer.eligibleOn === null ? null : formatCivilDate(answer.eligibleOn)
  switch (answer.baseState) {
    case 'retained': return phrases.kept(date ?? '', because(answer, phrases))
    case 'eligible': return phrases.due(date ?? '', because(answer, phrases))
    case 'permanent': return phrases.permanent(forGood(answer, phrases), transfer(answer, phrases))
    case 'waiting': return waiting(answer, phrases)
    case 'unscheduled': return phrases.unscheduled
    case 'conflict': {
      const eraseBy = answer.eraseBy === null ? '' : formatCivilDate(answer.eraseBy)
      const rest = answer.trace.decides === null ? phrases.unscheduled : because(answer, phrases)
      return phrases.conflict(eraseBy, date, rest)
    }
  }
}

/** A decision of a person is told alone: the rule beside it would have let it go. */
function forGood(answer: Answer, phrases: Phrases): string {
  const { extension } = answer.trace
  return extension === null ? because(answer, phrases) : phrases.decided(extension.id)
}

function waiting(answer: Answer, phrases: Phrases): string {
  const facts = list(answer.waitingFor, phrases)
  const { decides } = answer.trace
  return decides === null ? phrases.waitingForRule(facts) : phrases.waiting(facts, ruleName(decides, phrases))
}

function transfer(answer: Answer, phrases: Phrases): string | null {
  if (answer.transferDue === null) return null
  return phrases.transfer(formatCivilDate(answer.transferDue), answer.transferTo)
}

/** The reason: rule, term, start and event, and what makes the answer less than final. */
function because(answer: Answer, phrases: Phrases): string {
  const { decides, extension } = answer.trace
  if (decides === null) return ''
  const parts = [ruleName(decides, phrases)]
  if (decides.outcome.kind === 'date') parts.push(...termParts(decides.outcome, phrases))
  const provisional = answer.trace.considered.flatMap((each) => each.fallbackFor)
  if (answer.provisional) parts.push(phrases.provisional(list([...new Set(provisional)], phrases)))
  if (extension !== null) parts.push(phrases.extended(extension.id))
  return `${parts.join(', ')}${atEnd(answer, phrases)}`
}

/** Destruction is what everybody expects at the end; anything else is said. */
function atEnd(answer: Answer, phrases: Phrases): string {
  const plain = answer.action === 'none' || answer.action === 'destroy'
  if (answer.baseState === 'permanent' || (plain && answer.marks.length === 0) || answer.action === 'none') return ''
  const marks = answer.marks.length === 0 ? '' : ` (${answer.marks.join(', ')})`
  return `; ${phrases.atEnd[answer.action]}${marks}`
}

/** The rule with its article and version. */
export function ruleName(each: RuleOutcome, phrases: Phrases): string {
  const { rule, version } = each
  const cite = rule.cite === null ? '' : ` (${rule.cite})`
  return `${phrases.rule(rule.id)}${cite}${version.version === null ? '' : phrases.ofVersion(version.version)}`
}

/** How a term was counted: its length, start and event; the age where it is less by one. */
export function termParts(dated: Dated, phrases: Phrases): readonly string[] {
  const { term, event, start } = dated
  const day = formatCivilDate(event.day)
  const when = event.precision === 'day' ? day : phrases.takenAs(day.slice(0, event.precision === 'year' ? 4 : 7), day)
  if (isZero(dated.duration) && dated.age === null && term.countFrom === 'event-date') return [phrases.withEvent(term.from.name, when)]
  const length = durationText(dated.duration, phrases)
  const counted = phrases.counted(length, formatCivilDate(start), phrases.origin[term.countFrom](term.from.name, when))
  if (dated.age === null || term.length.kind === 'fixed') return [counted]
  return [counted, phrases.lessAge(term.length.years, dated.age)]
}

function durationText(duration: Duration, phrases: Phrases): string {
  const units = [['year', duration.years], ['month', duration.months], ['week', duration.weeks], ['day', duration.days]] as const
  const shown = units.filter(([, count]) => count > 0)
  const texts = (shown.length > 0 ? shown : units.slice(3)).map(([unit, count]) =>
    formatter(phrases.locale, unit).format(count),
  )
  return list(texts, phrases)
}

const formatters = new Map<string, Intl.NumberFormat>()

function formatter(locale: string, unit: string): Intl.NumberFormat {
  const key = `${locale} ${unit}`
  const made = formatters.get(key) ?? new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long', useGrouping: false })
  formatters.set(key, made)
  return made
}

const lists = new Map<string, Intl.ListFormat>()

/** Names one after the other, as the language joins them. */
export function list(items: readonly string[], { locale }: Phrases): string {
  const made = lists.get(locale) ?? new Intl.ListFormat(locale, { style: 'long', type: 'conjunction' })
  lists.set(locale, made)
  return made.format(items)
}

function lowerFirst(text: string): string {
  const first = text.slice(0, 1)
  return /\p{Script=Georgian}/u.test(first) ? text : first.toLowerCase() + text.slice(1)
}
