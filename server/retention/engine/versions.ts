import { pickDay } from './facts.ts'
import { outcomeOf } from './tell.ts'
import { judge, unscheduled } from './verdict.ts'
import { waiting } from './end.ts'
import type { CivilDate } from '#kernel/civil-date.ts'
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
    const next = judge(compiled.readyFor(facts.class), facts)
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
      return next.end >= old.end
    case 'closed-on-or-after': {
      const trigger = triggerDay(next, facts) ?? (next.end === waiting ? null : triggerDay(old, facts))
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
function triggerDay({ rule, version }: Verdict, facts: Facts): CivilDate | null {
  if (rule === null || version === null) return null
  const { outcome } = outcomeOf(rule, version, facts)
  if (outcome.kind === 'date') return outcome.event.day
  if (outcome.kind === 'waiting' || rule.transfer === null) return null
  const { term } = rule.transfer
  return pickDay(facts, term.from, version.timeZone, term.pick, term.covering)?.day ?? null
}
