import { countTerm, type Due, type WorkingDays } from './count-term.ts'
import type { RulePart, Span, TermRule } from './term-rule.ts'

/** By which span of its rule a deadline is counted; `chosen` is a day that a person set. */
export const dueBy = ['term', 'urgent', 'extension', 'longest'] as const
export type DueBy = (typeof dueBy)[number]

/** The last day by one span of a rule; null where the rule has no such span. */
export function dueOn(rule: TermRule, baseOn: string, by: DueBy, calendar: WorkingDays): Due | null {
  const span = by === 'term' ? rule.term : rule[by]
  if (span === undefined) return null
  if (by !== 'extension' || rule.extension?.counts !== 'added') return countTerm(baseOn, span, calendar, rule.roll)
  return added(rule.term, span, (base, one, roll) => countTerm(base, one, calendar, roll), baseOn, rule)
}

/** An extension in the unit of the term is one longer term: thirty days and fifteen are forty-five, whatever day lies between. */
function added(term: Span, more: Span, count: (base: string, span: Span, roll: TermRule['roll']) => Due, baseOn: string, rule: TermRule): Due {
  if (term.unit === more.unit) return count(baseOn, { unit: term.unit, value: term.value + more.value }, rule.roll)
  const first = count(baseOn, term, 'none')
  const second = count(first.on, more, rule.roll)
  return { on: second.on, uncertain: first.uncertain || second.uncertain }
}

/** What `mayExtend` looks at. `by`: how the present deadline came to be; `dueOn`: that deadline. */
export type Extending = { baseOn: string; dueOn: string; by: DueBy | 'chosen'; extended: boolean; today: string }

/**
 * Whether a deadline may be extended today. `latest`: the longest that the rule allows; `told`: the last day on which the
 * citizen can still be told, since an extension told later is void (Moldova: art. 60(4); Ukraine: art. 20(4) of 2939-VI).
 */
export type MayExtend = { may: true; latest: Due; told: string } | { may: false; why: 'no-extension' | 'extended-already' | 'told-too-late'; told: string }

/** Judges an extension, or with `longest` the exceptional one of a rule that has it. */
export function mayExtend(rule: TermRule, of: Extending, by: 'extension' | 'longest', calendar: WorkingDays): MayExtend {
  const latest = dueOn(rule, of.baseOn, by, calendar)
  const within = rule.extension?.notifyWithin ?? rule.term
  const told = of.extended ? of.dueOn : countTerm(of.baseOn, within, calendar, rule.roll).on
  if (latest === null) return { may: false, why: 'no-extension', told }
  if (of.extended && (by === 'extension' || of.by === 'longest')) return { may: false, why: 'extended-already', told }
  if (of.today > told) return { may: false, why: 'told-too-late', told }
  return { may: true, latest, told }
}

/** How a step with its own short term stands: in time, or how late. Null: the rule has no such term. */
export function judgeStep(span: RulePart | undefined, rule: TermRule, baseOn: string, doneOn: string, calendar: WorkingDays): { until: string; late: boolean } | null {
  if (span === undefined) return null
  const until = countTerm(baseOn, span, calendar, rule.roll).on
  return { until, late: doneOn > until }
}
