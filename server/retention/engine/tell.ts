import { endOf, evaluateSpan, evaluateTerm } from './span.ts'
import { withoutOverridden } from './verdict.ts'
import { waiting } from './end.ts'
import type { CivilDate } from '#kernel/civil-date.ts'
import type { Facts } from './facts.ts'
import type { Rule, ScheduleVersion } from './rule.ts'
import type { SpanOutcome } from './span.ts'
import type { Source, Verdict } from './verdict.ts'

/** One rule that applies to the record, and what it gives. */
export type RuleOutcome = {
  readonly rule: Rule
  readonly version: ScheduleVersion
  /** The span's outcome, or the fallback's while the span waits and the fallback does not. */
  readonly outcome: SpanOutcome
  /** Facts the span itself waits for while the fallback answers; empty otherwise. */
  readonly fallbackFor: readonly string[]
  readonly transferDue: CivilDate | null
  readonly eraseBy: CivilDate | null
}

/** What one rule gives, with the whole story. */
export function outcomeOf(rule: Rule, version: ScheduleVersion, facts: Facts): RuleOutcome {
  const primary = evaluateSpan(rule.retain, facts, version)
  const fallback = primary.kind === 'waiting' && rule.fallback !== null ? evaluateSpan(rule.fallback, facts, version) : null
  const useFallback = fallback !== null && fallback.kind !== 'waiting'
  const transfer = rule.transfer === null ? null : evaluateTerm(rule.transfer.term, facts, version)
  const erase = rule.eraseBy === null ? null : evaluateSpan(rule.eraseBy, facts, version)
  return {
    rule,
    version,
    outcome: useFallback ? fallback : primary,
    fallbackFor: useFallback && primary.kind === 'waiting' ? primary.facts : [],
    transferDue: transfer?.kind === 'date' ? transfer.on : null,
    eraseBy: erase?.kind === 'date' ? erase.on : null,
  }
}

/** Every rule that applies and was not overridden, with what each gives. */
export function tellSource({ ready, facts }: Source): readonly RuleOutcome[] {
  const { plan, reader } = ready
  reader.begin(facts)
  const { standing } = withoutOverridden(ready)
  const applying = standing.filter((planned) => reader.applies(planned.when) === 'yes')
  return applying.map(({ rule }) => outcomeOf(rule, plan.version, facts))
}

/** The outcome that a verdict rests on, of those that its sources tell. */
export function decidingOf(verdict: Verdict, considered: readonly RuleOutcome[]): RuleOutcome | null {
  if (verdict.rule === null) return null
  return considered.find((each) => each.rule === verdict.rule && endOf(each.outcome) === verdict.end) ?? considered.find((each) => each.rule === verdict.rule && verdict.end === waiting) ?? null
}
