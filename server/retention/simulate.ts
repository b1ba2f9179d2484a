import { asc, gt } from 'drizzle-orm'
import type { Progress } from '#platform/http/progress-answer.ts'
import { record } from '#server/records/schema.ts'
import type { RetentionContext } from './compute-retention.ts'
import type { CivilDate } from './engine/civil-date.ts'
import { compile, type CompiledSchedule } from './engine/compile.ts'
import type { ScheduleVersion } from './engine/rule.ts'
import { gatherRecords } from './gather-facts.ts'
import { judgeGathered } from './judge-subject.ts'

/** Records whose first day of eligibility moves, by the rule that would decide; no day counts as later than any. */
export type Simulated = { moved: { rule: string | null; records: number; earlier: number; later: number }[]; eligible: number }

const pageSize = 500
const before = '00000000-0000-0000-0000-000000000000'

/**
 * What a schedule would change if it were in force: every record is judged on one day by the schedules
 * in force and by those with `version` in its place. Reads only; memory stays at one page of records.
 */
export async function* simulate(context: RetentionContext, version: ScheduleVersion, on: CivilDate): AsyncGenerator<Progress, Simulated> {
  const { db } = context.records
  const inForce = context.schedules()
  const planned = schedulesWith(inForce, version)
  const total = await db.$count(record)
  const moved = new Map<string | null, { records: number; earlier: number; later: number }>()
  let [eligible, done, last] = [0, 0, before]
  for (;;) {
    const page = await db.select({ id: record.id }).from(record).where(gt(record.id, last)).orderBy(asc(record.id)).limit(pageSize)
    const ids = page.map((one) => one.id)
    for (const gathered of await gatherRecords(db, ids)) {
      const { answer: now } = judgeGathered(gathered, inForce, on)
      const { answer: then } = judgeGathered(gathered, planned, on)
      if (then.state === 'eligible') eligible += 1
      const shift = Math.sign(dayOrNever(then.eligibleOn) - dayOrNever(now.eligibleOn))
      if (shift > 0 || shift < 0) count(moved, then.rule ?? now.rule, shift)
    }
    done += page.length
    last = ids.at(-1) ?? last
    yield { done, total: Math.max(total, done) }
    if (page.length < pageSize) break
  }
  return { moved: [...moved].map(([rule, counts]) => ({ rule, ...counts })).sort((a, b) => b.records - a.records || ((a.rule ?? '') < (b.rule ?? '') ? -1 : 1)), eligible }
}

/** No day is later than every day; the difference of two without one is no number. */
const dayOrNever = (day: CivilDate | null): number => day ?? Infinity

function count(moved: Map<string | null, { records: number; earlier: number; later: number }>, rule: string | null, shift: number): void {
  const counts = moved.get(rule) ?? { records: 0, earlier: 0, later: 0 }
  moved.set(rule, { records: counts.records + 1, earlier: counts.earlier + (shift < 0 ? 1 : 0), later: counts.later + (shift > 0 ? 1 : 0) })
}

/**
 * The schedules as they would be: a version that replaces another follows the older ones of its
 * schedule, one that replaces none stands in their place. A schedule that is not in force at all is judged alone.
 */
export function schedulesWith(inForce: readonly CompiledSchedule[], version: ScheduleVersion): readonly CompiledSchedule[] {
  const own = inForce.find((schedule) => schedule.id === version.schedule)
  if (!own) return compile([version])
  const kept = own.versions.map((one) => one.version).filter((one) => version.transition !== null && one.version !== version.version && (one.effectiveFrom ?? 0) < (version.effectiveFrom ?? 0))
  return [...inForce.filter((schedule) => schedule !== own), ...compile([...kept, version])]
}
