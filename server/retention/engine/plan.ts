import { actions } from './rule.ts'
import { yearsLong } from './duration.ts'
import { born } from './span.ts'
import type { FactName } from './facts.ts'
import type { Condition, CountFrom, Length, Rule, ScheduleVersion, Span } from './rule.ts'

/** An event to look for, with how to choose among several; equal ones are looked for once. */
export type PlannedPick = { readonly fact: FactName; readonly pick: 'last' | 'first'; readonly covering: boolean }

/** The first day of a term: terms of many lengths run from the same one. */
export type PlannedStart = { readonly pick: number; readonly countFrom: CountFrom }

/** A span whose parts are numbers of other spans and picks of the same plan. */
export type PlannedSpan =
  | { readonly kind: 'permanent' }
  /** `birth` -1: the length is `months` and `days`; otherwise it depends on the age at the event. */
  | { readonly kind: 'term'; readonly start: number; readonly birth: number; readonly length: Length; readonly months: number; readonly days: number }
  | { readonly kind: 'latest-of' | 'earliest-of'; readonly spans: readonly number[] }

/** A rule with its parts as numbers; -1 where it has none. */
export type PlannedRule = {
  readonly rule: Rule
  /** -1: applies always. */
  readonly when: number
  readonly retain: number
  readonly fallback: number
  readonly eraseBy: number
  readonly transfer: number
  /** Index in `actions`. */
  readonly action: number
}

/** The rules of one version for one class, with whatever several of them share computed once a record. */
export type Plan = {
  readonly version: ScheduleVersion
  /** Sorted by id, so that of equal ends the first is the one that is named. */
  readonly rules: readonly PlannedRule[]
  readonly picks: readonly PlannedPick[]
  readonly starts: readonly PlannedStart[]
  readonly spans: readonly PlannedSpan[]
  readonly whens: readonly (readonly Condition[])[]
  readonly hasOverrides: boolean
}

/** Finds equal parts by their text and numbers them. */
function createTable<T>(): { readonly items: T[]; add(item: T): number } {
  const items: T[] = []
  const known = new Map<string, number>()
  return {
    items,
    add(item) {
      const key = JSON.stringify(item)
      const at = known.get(key) ?? items.push(item) - 1
      known.set(key, at)
      return at
    },
  }
}

/** Prepares some rules of a version for many evaluations. */
export function makePlan(version: ScheduleVersion, rules: readonly Rule[]): Plan {
  const picks = createTable<PlannedPick>()
  const starts = createTable<PlannedStart>()
  const spans = createTable<PlannedSpan>()
  const whens = createTable<readonly Condition[]>()
  const addSpan = (span: Span): number => {
    if (span.kind === 'permanent') return spans.add(span)
    if (span.kind !== 'term') return spans.add({ kind: span.kind, spans: span.spans.map(addSpan) })
    const { from: fact, pick, covering, length, countFrom } = span
    const birth = length.kind === 'fixed' ? -1 : picks.add({ fact: born, pick: 'last', covering: false })
    const start = starts.add({ pick: picks.add({ fact, pick, covering }), countFrom })
    const { years, months, weeks, days } = length.kind === 'fixed' ? length.duration : yearsLong(length.years)
    return spans.add({ kind: 'term', start, birth, length, months: years * 12 + months, days: weeks * 7 + days })
  }
  const orNone = (span: Span | null): number => (span === null ? -1 : addSpan(span))
  const planned = rules.map((rule): PlannedRule => ({
    rule,
    when: rule.when.length === 0 ? -1 : whens.add(rule.when),
    ...{ retain: addSpan(rule.retain), fallback: orNone(rule.fallback), eraseBy: orNone(rule.eraseBy), transfer: orNone(rule.transfer?.term ?? null) },
    action: actions.indexOf(rule.atEnd),
  }))
  const sorted = planned.toSorted((a, b) => (a.rule.id < b.rule.id ? -1 : 1))
  return { version, rules: sorted, picks: picks.items, starts: starts.items, spans: spans.items, whens: whens.items, hasOverrides: rules.some((rule) => rule.overrides.length > 0) }
}
