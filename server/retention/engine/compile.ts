import { OpisError } from '#kernel/errors.ts'
import { makePlan } from './plan.ts'
import { createReader } from './reader.ts'
import type { Plan } from './plan.ts'
import type { Reader } from './reader.ts'
import type { Rule, ScheduleVersion } from './rule.ts'

/** A plan with the memory to read records by it. */
export type Ready = { readonly plan: Plan; readonly reader: Reader }

export type CompiledVersion = {
  readonly version: ScheduleVersion
  /** The rules that concern a class: those that name it and those for any record. */
  rulesFor(className: string | null): readonly Rule[]
  /** The same rules made ready for many records; made when first asked for. */
  readyFor(className: string | null): Ready
}

/** One schedule with its versions, oldest first. */
export type CompiledSchedule = { readonly id: string; readonly versions: readonly CompiledVersion[] }

/**
 * Prepares versions of one or more schedules for many evaluations: grouped by schedule, sorted by the
 * day they take force, rules found by class.
 * @throws OpisError `bad-schedule` when a later version has no transition or two take force on one day
 */
export function compile(versions: readonly ScheduleVersion[]): readonly CompiledSchedule[] {
  const bySchedule = Map.groupBy(versions, (version) => version.schedule)
  return [...bySchedule].map(([id, members]) => ({ id, versions: inOrder(id, members).map(compileVersion) }))
}

function inOrder(id: string, members: readonly ScheduleVersion[]): readonly ScheduleVersion[] {
  const sorted = members.toSorted((a, b) => (a.effectiveFrom ?? 0) - (b.effectiveFrom ?? 0))
  for (const [index, version] of sorted.entries()) {
    const before = sorted[index - 1]
    if (before === undefined) continue
    const name = `Version ${version.version ?? '?'} of schedule ${id}`
    if (version.transition === null) throw new OpisError('bad-schedule', `${name} does not say how it treats earlier answers: add a transition.`)
    if (version.effectiveFrom === before.effectiveFrom) throw new OpisError('bad-schedule', `${name} takes force on the same day as version ${before.version ?? '?'}.`)
  }
  return sorted
}

function compileVersion(version: ScheduleVersion): CompiledVersion {
  const forAny = version.rules.filter((rule) => rule.classes === null)
  const byClass = new Map<string, Rule[]>()
  for (const rule of version.rules) {
    for (const className of new Set(rule.classes ?? [])) {
      const list = byClass.get(className)
      if (list === undefined) byClass.set(className, [...forAny, rule])
      else list.push(rule)
    }
  }
  const rulesFor = (className: string | null): readonly Rule[] => (className === null ? forAny : (byClass.get(className) ?? forAny))
  const made = new Map<readonly Rule[], Ready>()
  const readyFor = (className: string | null): Ready => {
    const rules = rulesFor(className)
    const known = made.get(rules)
    if (known !== undefined) return known
    const plan = makePlan(version, rules)
    const ready = { plan, reader: createReader(plan) }
    made.set(rules, ready)
    return ready
  }
  return { version, rulesFor, readyFor }
}
