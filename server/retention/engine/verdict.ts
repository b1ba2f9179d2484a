import { applies } from './condition.ts'
import { dateOf, kindOf, noRule, permanent, waiting } from './end.ts'
import { evaluateSpan } from './span.ts'
import { actions } from './rule.ts'
import type { CivilDate } from '#kernel/civil-date.ts'
import type { Ready } from './compile.ts'
import type { End } from './end.ts'
import type { Facts } from './facts.ts'
import type { PlannedRule } from './plan.ts'
import type { Reader } from './reader.ts'
import type { Action, Rule, ScheduleVersion } from './rule.ts'

/** Which rules were asked for which facts: from this the whole story can be told again. */
export type Source = { readonly ready: Ready; readonly facts: Facts }

/** What a set of rules gives together, before holds and before asking which day it is. */
export type Verdict = {
  readonly end: End
  readonly waitingFor: readonly string[]
  /** The rule that decides; null when none applies or it is not known which one does. */
  readonly rule: Rule | null
  readonly action: Action | null
  readonly marks: readonly string[]
  readonly transferDue: CivilDate | null
  readonly transferTo: string | null
  readonly eraseBy: CivilDate | null
  readonly dropped: readonly string[]
  readonly provisional: boolean
  readonly version: ScheduleVersion | null
  readonly sources: readonly Source[]
}

const none: readonly string[] = []

/** The answer when no rule applies. */
export function unscheduled(version: ScheduleVersion | null): Verdict {
  return {
    end: noRule, waitingFor: none, rule: null, action: null, marks: none, transferDue: null, transferTo: null, eraseBy: null,
    dropped: none, provisional: false, version, sources: [],
  }
}

/** All rules of one version that concern the record's class, judged together. */
export function judge(ready: Ready, facts: Facts): Verdict {
  const { plan, reader } = ready
  reader.begin(facts)
  const { standing, dropped } = plan.hasOverrides ? withoutOverridden(ready) : { standing: plan.rules, dropped: none }
  const sum = addUp(standing, reader)
  if (sum.end === noRule) return whichRule(ready, facts)
  return {
    ...sum,
    waitingFor: sum.end === waiting ? waitingFacts(ready, facts, standing) : none,
    action: actions[sum.action] ?? null,
    marks: sortedUnique(sum.marks),
    dropped,
    version: plan.version,
    sources: [{ ready, facts }],
  }
}

type Sum = Pick<Verdict, 'end' | 'rule' | 'marks' | 'transferDue' | 'transferTo' | 'eraseBy' | 'provisional'> & { readonly action: number }

/** Every rule that holds: the strongest end decides when, the most preserving action stands, every mark and handing-over survives. */
function addUp(rules: readonly PlannedRule[], reader: Reader): Sum {
  let end: End = noRule
  let action = -1
  let firmPermanent = false
  let byFallback = false
  let decides: Rule | null = null
  let marks = none
  let transfer: { due: CivilDate; to: string | null } | null = null
  let eraseBy: CivilDate | null = null
  for (const planned of rules) {
    if (planned.when >= 0 && reader.applies(planned.when) !== 'yes') continue
    const { rule } = planned
    const own = reader.end(planned.retain)
    const instead = own === waiting && planned.fallback >= 0 ? reader.end(planned.fallback) : waiting
    const here = own === waiting ? instead : own
    if (here > end) {
      end = here
      decides = rule
    }
    if (own === permanent) firmPermanent = true
    if (own === waiting && here !== waiting) byFallback = true
    if (planned.action > action) action = planned.action
    if (rule.mark !== null && !marks.includes(rule.mark)) marks = [...marks, rule.mark]
    if (planned.transfer >= 0) transfer = earlierTransfer(transfer, dateOf(reader.end(planned.transfer)), rule.transfer?.to ?? null)
    if (planned.eraseBy >= 0) eraseBy = earlier(eraseBy, dateOf(reader.end(planned.eraseBy)))
  }
  return { end, rule: decides, action, marks, transferDue: transfer?.due ?? null, transferTo: transfer?.to ?? null, eraseBy, provisional: byFallback && end !== waiting && !firmPermanent }
}

/** No rule holds: either none is meant, or it is not known which one is. */
function whichRule({ plan, reader }: Ready, facts: Facts): Verdict {
  const unknown = plan.rules.filter((planned) => reader.applies(planned.when) === 'unknown')
  const verdict = { ...unscheduled(plan.version) }
  if (unknown.length === 0) return verdict
  const missing = unknown.flatMap(({ rule }) => {
    const held = applies(rule.when, facts, plan.version.timeZone)
    return held.kind === 'unknown' ? held.facts : []
  })
  return { ...verdict, end: waiting, waitingFor: sortedUnique(missing) }
}

function waitingFacts({ plan, reader }: Ready, facts: Facts, standing: readonly PlannedRule[]): readonly string[] {
  const facing = standing.filter((planned) => reader.applies(planned.when) === 'yes' && reader.end(planned.retain) === waiting && (planned.fallback < 0 || reader.end(planned.fallback) === waiting))
  return sortedUnique(facing.flatMap(({ rule }) => {
    const outcome = evaluateSpan(rule.retain, facts, plan.version)
    return outcome.kind === 'waiting' ? outcome.facts : []
  }))
}

/** A rule that is named by one that holds steps back, even if that one is itself overridden. */
export function withoutOverridden({ plan, reader }: Ready): { readonly standing: readonly PlannedRule[]; readonly dropped: readonly string[] } {
  const applying = plan.rules.filter((planned) => reader.applies(planned.when) === 'yes')
  const replaced = new Set(applying.flatMap(({ rule }) => rule.overrides))
  if (replaced.size === 0) return { standing: plan.rules, dropped: none }
  return {
    standing: applying.filter(({ rule }) => !replaced.has(rule.id)),
    dropped: applying.flatMap(({ rule }) => (replaced.has(rule.id) ? [rule.id] : [])),
  }
}

/** The earliest handing-over; of two on one day the receiver that sorts first. */
function earlierTransfer(a: { due: CivilDate; to: string | null } | null, due: CivilDate | null, to: string | null): { due: CivilDate; to: string | null } | null {
  if (due === null || (a !== null && (a.due < due || (a.due === due && (a.to ?? '') <= (to ?? ''))))) return a
  return { due, to }
}

function earlier(a: CivilDate | null, b: CivilDate | null): CivilDate | null {
  return a === null || (b !== null && b < a) ? b : a
}

/** How several verdicts of one record stand to each other: `schedules` each may be silent, no one of several `duties` may. */
export type Among = 'schedules' | 'duties'

/**
 * Several obligations on one record. Among schedules the silence of one says nothing; among duties (files that it lies in) a
 * duty for which no rule says anything blocks any date, for nobody has said that it may ever end. The order does not matter.
 */
export function join(verdicts: readonly Verdict[], among: Among): Verdict {
  const [first, ...rest] = verdicts
  if (first === undefined) return unscheduled(null)
  if (rest.length === 0) return first
  const strength = ({ end }: Verdict): number => (among === 'duties' && end === noRule ? waiting - 1 : end)
  const strongest = rest.reduce((a, b) => (strength(b) > strength(a) || (strength(b) === strength(a) && isNamedFirst(b, a)) ? b : a), first)
  const same = verdicts.filter((each) => kindOf(each.end) === kindOf(strongest.end))
  const action = Math.max(...verdicts.map((each) => (each.action === null ? -1 : actions.indexOf(each.action))))
  const transfer = verdicts.reduce<ReturnType<typeof earlierTransfer>>((a, each) => earlierTransfer(a, each.transferDue, each.transferTo), null)
  const provisional = strongest.end === permanent ? same.every((each) => each.provisional) : same.some((each) => each.provisional)
  return {
    ...strongest,
    waitingFor: strongest.end === waiting ? sortedUnique(verdicts.flatMap((each) => each.waitingFor)) : none,
    action: actions[action] ?? null,
    marks: sortedUnique(verdicts.flatMap((each) => each.marks)),
    transferDue: transfer?.due ?? null,
    transferTo: transfer?.to ?? null,
    eraseBy: verdicts.reduce<CivilDate | null>((a, each) => earlier(a, each.eraseBy), null),
    dropped: sortedUnique(verdicts.flatMap((each) => each.dropped)),
    provisional,
    sources: verdicts.flatMap((each) => each.sources),
  }
}

/** Ties are broken by name, so that the answer names the same rule whatever the order. */
function isNamedFirst(a: Verdict, b: Verdict): boolean {
  const [first, second] = [a.rule?.id ?? '\uffff', b.rule?.id ?? '\uffff']
  return first === second ? (a.version?.schedule ?? '') < (b.version?.schedule ?? '') : first < second
}

export function sortedUnique(names: readonly string[]): readonly string[] {
  return names.length < 2 ? names : [...new Set(names)].sort()
}
