import { canonicalJson } from '#kernel/canonical-json.ts'
import type { CompiledSchedule } from './engine/compile.ts'
import type { ScheduleVersion } from './engine/rule.ts'

/** Classes whose answers may differ: some by name, or every one, those without a class included. */
export type Touched = { readonly kind: 'classes'; readonly classes: ReadonlySet<string> } | { readonly kind: 'all' }

/**
 * What a change of the schedules touches: the classes for which the rules, or the versions that hold them, are not what they
 * were. A rule for any class touches all.
 */
export function changedClasses(before: readonly CompiledSchedule[], after: readonly CompiledSchedule[]): Touched {
  const schedules = new Set([...before, ...after].map(({ id }) => id))
  const classes = new Set<string>()
  for (const id of schedules) {
    const [old, next] = [before, after].map((set) => set.find((one) => one.id === id))
    if (textFor(old, null) !== textFor(next, null)) return { kind: 'all' }
    const named = [old, next].flatMap((one) => one?.versions ?? []).flatMap(({ version }) => version.rules.flatMap((rule) => rule.classes ?? []))
    for (const name of new Set(named)) if (textFor(old, name) !== textFor(next, name)) classes.add(name)
  }
  return { kind: 'classes', classes }
}

/** All that answers for a class rest on: each version that has rules for it, how it counts, and those rules. */
function textFor(schedule: CompiledSchedule | undefined, className: string | null): string {
  const parts = (schedule?.versions ?? []).map((one) => ({ ...head(one.version), rules: one.rulesFor(className) }))
  // Canonical: what comes back from the database has its keys in another order. A schedule that never had a rule for the class says nothing of it, whatever its versions are called.
  return parts.every((part) => part.rules.length === 0) ? '' : canonicalJson(JSON.parse(JSON.stringify(parts)))
}

function head({ schedule, version, effectiveFrom, effectiveUntil, transition, timeZone, overflow, yearStart }: ScheduleVersion) {
  return { schedule, version, effectiveFrom, effectiveUntil, transition, timeZone, overflow, yearStart }
}
