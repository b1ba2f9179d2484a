import type { Answer } from './engine/answer.ts'
import { addDays, type CivilDate } from '#kernel/civil-date.ts'
import type { CompiledSchedule } from './engine/compile.ts'
import type { Gathered } from './gather-facts.ts'

/**
 * The first day after today on which the answer may become another by the passing of time alone: it becomes eligible, a hold
 * begins or ends, an announced version takes force, the version in force ends. Null when nothing of that lies ahead.
 */
export function changesOn(answer: Answer, { obligations }: Pick<Gathered, 'obligations'>, schedules: readonly CompiledSchedule[], today: CivilDate): CivilDate | null {
  const [facts] = obligations
  const days = [answer.eligibleOn, answer.transferDue, answer.eraseBy, ...facts.holds.flatMap((hold) => [hold.from, hold.released]), ...schedules.flatMap((schedule) => daysOfVersions(schedule, obligations))]
  let first: CivilDate | null = null
  for (const day of days) if (day !== null && day > today && (first === null || day < first)) first = day
  return first
}

/** Days on which a version begins or ends, where the schedule has rules for a class of the subject in any of its versions. */
function daysOfVersions({ versions }: CompiledSchedule, obligations: Gathered['obligations']): readonly (CivilDate | null)[] {
  const concerns = versions.some((one) => obligations.some((facts) => one.rulesFor(facts.class).length > 0))
  if (!concerns) return []
  return versions.flatMap(({ version }) => [version.effectiveFrom, version.effectiveUntil === null ? null : addDays(version.effectiveUntil, 1)])
}
