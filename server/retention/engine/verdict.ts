import { applies } from './condition.ts'
import { evaluateSpan, evaluateTerm } from './span.ts'
import { actions } from './rule.ts'
import type { CivilDate } from './civil-date.ts'
import type { Facts } from './facts.ts'
import type { Action, Rule, ScheduleVersion } from './rule.ts'
import type { SpanOutcome } from './span.ts'

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

/** What a set of rules gives together, before holds and before asking which day it is. */
export type Verdict = {
  readonly kind: 'unscheduled' | 'date' | 'waiting' | 'permanent'
  readonly on: CivilDate | null
  readonly waitingFor: readonly string[]
  /** The rule that decides; null when none applies or it is not known which one does. */
  readonly decides: RuleOutcome | null
  readonly considered: readonly RuleOutcome[]
  readonly action: Action | null
  readonly marks: readonly string[]
  readonly transferDue: CivilDate | null
  readonly transferTo: string | null
  readonly eraseBy: CivilDate | null
  readonly dropped: readonly string[]
  readonly version: ScheduleVersion | null
}

const rank = { unscheduled: 0, date: 1, waiting: 2, permanent: 3 } as const

/** Compares by strength: permanent, then waiting, then the later date, then any date over none at all. */
export function compareStrength(a: Verdict, b: Verdict): number {
  return rank[a.kind] - rank[b.kind] || (a.on ?? 0) - (b.on ?? 0)
}

/** The answer when no rule applies. */
export function unscheduled(version: ScheduleVersion | null): Verdict {
  return {
    kind: 'unscheduled', on: null, waitingFor: [], decides: null, considered: [], action: null, marks: [],
    transferDue: null, transferTo: null, eraseBy: null, dropped: [], version,
  }
}

/** All rules of one version that concern the record's class, judged together. */
export function judge(version: ScheduleVersion, rules: readonly Rule[], facts: Facts): Verdict {
  const applying: Rule[] = []
  const unknown: string[] = []
  for (const rule of rules) {
    const held = applies(rule.when, facts, version.timeZone)
    if (held.kind === 'yes') applying.push(rule)
    else if (held.kind === 'unknown') unknown.push(...held.facts)
  }
  if (applying.length === 0) {
    if (unknown.length === 0) return unscheduled(version)
    return { ...unscheduled(version), kind: 'waiting', waitingFor: sortedUnique(unknown) }
  }
  if (applying.every((rule) => rule.overrides.length === 0)) {
    return join(applying.map((rule) => verdictOf(outcomeOf(rule, version, facts))))
  }
  const replaced = new Set(applying.flatMap((rule) => rule.overrides))
  const standing = applying.filter((rule) => !replaced.has(rule.id))
  const dropped = applying.filter((rule) => replaced.has(rule.id)).map((rule) => rule.id)
  const verdict = join(standing.map((rule) => verdictOf(outcomeOf(rule, version, facts))))
  return { ...verdict, version, dropped: dropped.sort() }
}

function outcomeOf(rule: Rule, version: ScheduleVersion, facts: Facts): RuleOutcome {
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

function verdictOf(each: RuleOutcome): Verdict {
  const { outcome, rule } = each
  return {
    kind: outcome.kind,
    on: outcome.kind === 'date' ? outcome.on : null,
    waitingFor: outcome.kind === 'waiting' ? sortedUnique(outcome.facts) : [],
    decides: each,
    considered: [each],
    action: rule.atEnd,
    marks: rule.mark === null ? [] : [rule.mark],
    transferDue: each.transferDue,
    transferTo: each.transferDue === null ? null : (rule.transfer?.to ?? null),
    eraseBy: each.eraseBy,
    dropped: [],
    version: each.version,
  }
}

/**
 * Several obligations on one record: the strongest decides when, the most preserving action stands,
 * every mark and every handing-over survives. The order of the list does not matter.
 */
export function join(verdicts: readonly Verdict[]): Verdict {
  const first = verdicts[0]
  if (first === undefined || verdicts.length === 1) return first ?? unscheduled(null)
  let strongest = first
  let action: Action | null = null
  let transfer: Verdict | null = null
  let eraseBy: CivilDate | null = null
  const waitingFor: string[] = []
  const considered: RuleOutcome[] = []
  const marks: string[] = []
  const dropped: string[] = []
  for (const each of verdicts) {
    strongest = pickStronger(strongest, each)
    action = morePreserving(action, each.action)
    if (transfer === null || isTransferredFirst(each, transfer)) transfer = each
    if (each.eraseBy !== null && (eraseBy === null || each.eraseBy < eraseBy)) eraseBy = each.eraseBy
    for (const fact of each.waitingFor) waitingFor.push(fact)
    for (const outcome of each.considered) considered.push(outcome)
    for (const mark of each.marks) marks.push(mark)
    for (const id of each.dropped) dropped.push(id)
  }
  return {
    ...strongest,
    waitingFor: strongest.kind === 'waiting' ? sortedUnique(waitingFor) : [],
    considered,
    action,
    marks: sortedUnique(marks),
    transferDue: transfer?.transferDue ?? null,
    transferTo: transfer?.transferTo ?? null,
    eraseBy,
    dropped: sortedUnique(dropped),
  }
}

function isTransferredFirst(a: Verdict, b: Verdict): boolean {
  if (a.transferDue === null || b.transferDue === null) return a.transferDue !== null
  return a.transferDue === b.transferDue ? (a.transferTo ?? '') < (b.transferTo ?? '') : a.transferDue < b.transferDue
}

function pickStronger(a: Verdict, b: Verdict): Verdict {
  if (a === b) return a
  const difference = compareStrength(a, b)
  if (difference !== 0) return difference > 0 ? a : b
  return isNamedFirst(a, b) ? a : b
}

/** Ties are broken by name, so that the answer names the same rule whatever the order. */
function isNamedFirst(a: Verdict, b: Verdict): boolean {
  const [first, second] = [a.decides?.rule.id ?? '\uffff', b.decides?.rule.id ?? '\uffff']
  return first === second ? (a.version?.schedule ?? '') <= (b.version?.schedule ?? '') : first < second
}

function morePreserving(a: Action | null, b: Action | null): Action | null {
  if (a === null || b === null) return a ?? b
  return actions.indexOf(a) >= actions.indexOf(b) ? a : b
}

export function sortedUnique(names: readonly string[]): readonly string[] {
  return names.length < 2 ? names : [...new Set(names)].sort()
}
