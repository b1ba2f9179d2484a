import { pickDay } from './facts.ts'
import { compareStrength, judge, unscheduled } from './verdict.ts'
import type { CivilDate } from './civil-date.ts'
import type { CompiledSchedule, CompiledVersion } from './compile.ts'
import type { Facts } from './facts.ts'
import type { Verdict } from './verdict.ts'

/** Why a version answers or does not, for the explanation. */
export type VersionStep = {
  readonly schedule: string
  readonly version: string | null
  readonly taken: boolean
  readonly reason: 'first' | 'all-undisposed' | 'closed-on-or-after' | 'never-shorten' | 'expired'
}

export type ScheduleVerdict = { readonly verdict: Verdict; readonly pending: readonly string[]; readonly steps: readonly VersionStep[] }

const noPending: readonly string[] = []

/**
 * The versions in force on the day, oldest first; each next one replaces the answer according to its
 * transition. Versions not yet in force are listed. A last version past its end answers nothing.
 */
export function judgeSchedule(schedule: CompiledSchedule, facts: Facts, today: CivilDate): ScheduleVerdict {
  let verdict: Verdict | null = null
  let pending = noPending
  const steps: VersionStep[] = []
  let newest: CompiledVersion | null = null
  for (const compiled of schedule.versions) {
    const { version } = compiled
    if (version.effectiveFrom !== null && version.effectiveFrom > today) {
      pending = [...pending, version.version ?? '']
      continue
    }
    newest = compiled
    const next = judge(version, compiled.rulesFor(facts.class), facts)
    const taken = verdict === null || replaces(verdict, next, facts)
    const reason = verdict === null ? 'first' : (version.transition ?? 'all-undisposed')
    steps.push({ schedule: version.schedule, version: version.version, taken, reason })
    if (verdict === null || taken) verdict = next
  }
  if (newest !== null && newest.version.effectiveUntil !== null && newest.version.effectiveUntil < today) {
    const { schedule: name, version } = newest.version
    return { verdict: unscheduled(newest.version), pending, steps: [...steps, { schedule: name, version, taken: true, reason: 'expired' }] }
  }
  return { verdict: verdict ?? unscheduled(null), pending, steps }
}

function replaces(old: Verdict, next: Verdict, facts: Facts): boolean {
  const version = next.version
  switch (version?.transition) {
    case 'never-shorten':
      return compareStrength(next, old) >= 0
    case 'closed-on-or-after': {
      const trigger = triggerDay(next, facts) ?? (next.kind === 'waiting' ? null : triggerDay(old, facts))
      return trigger === null || version.effectiveFrom === null || trigger >= version.effectiveFrom
    }
    default:
      return true
  }
}

/**
 * The day of the event that started the deciding rule's term. A permanent rule has no term of its own,
 * so the event of its handing-over stands in. Null while it is not known: then the event lies ahead,
 * which is after any version that is in force.
 */
function triggerDay(verdict: Verdict, facts: Facts): CivilDate | null {
  const { decides } = verdict
  if (decides === null) return null
  if (decides.outcome.kind === 'date') return decides.outcome.event.day
  if (decides.outcome.kind === 'waiting' || decides.rule.transfer === null) return null
  const { term } = decides.rule.transfer
  return pickDay(facts, term.from, decides.version.timeZone, term.pick, term.covering)?.day ?? null
}
