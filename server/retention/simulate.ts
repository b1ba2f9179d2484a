import { asc, gt } from 'drizzle-orm'
import type { Progress } from '#platform/http/progress-answer.ts'
import type { Db } from '#platform/database.ts'
import { file } from '#server/file-plan/schema.ts'
import { record } from '#server/records/schema.ts'
import type { RetentionContext } from './compute-retention.ts'
import type { CivilDate } from '#kernel/civil-date.ts'
import { compile, type CompiledSchedule } from './engine/compile.ts'
import type { ScheduleVersion } from './engine/rule.ts'
import { gatherFiles, gatherRecords, type Gathered } from './gather-facts.ts'
import { judgeGathered } from './judge-subject.ts'

/**
 * Records and files whose first day of eligibility moves, by the rule that would decide; no day counts as later than any.
 * `earlier` and `later` add up records; `files` counts files, `filesEarlier` and `filesLater` add up to them.
 */
export type Moved = { rule: string | null; records: number; earlier: number; later: number; files: number; filesEarlier: number; filesLater: number }
export type Simulated = { moved: Moved[]; eligible: number; eligibleFiles: number }

type Kind = {
  readonly of: 'record' | 'file'
  readonly pageSize: number
  page(db: Db, after: string, limit: number): Promise<readonly { id: string }[]>
  gather(db: Db, ids: readonly string[]): Promise<readonly Gathered[]>
}

const kinds: readonly Kind[] = [
  { of: 'record', pageSize: 500, page: (db, after, limit) => db.select({ id: record.id }).from(record).where(gt(record.id, after)).orderBy(asc(record.id)).limit(limit), gather: gatherRecords },
  // A file brings the facts of everything in it.
  { of: 'file', pageSize: 50, page: (db, after, limit) => db.select({ id: file.id }).from(file).where(gt(file.id, after)).orderBy(asc(file.id)).limit(limit), gather: gatherFiles },
]
const before = '00000000-0000-0000-0000-000000000000'

/**
 * What a schedule would change if it were in force: every record and every file is judged on one day by the schedules in
 * force and by those with `version` in its place. Reads only; memory stays at one page.
 */
export async function* simulate(context: RetentionContext, version: ScheduleVersion, on: CivilDate): AsyncGenerator<Progress, Simulated> {
  const { db } = context.records
  const inForce = context.schedules()
  const planned = schedulesWith(inForce, version)
  const total = (await db.$count(record)) + (await db.$count(file))
  const moved = new Map<string | null, Moved>()
  const eligible = { record: 0, file: 0 }
  let done = 0
  for (const kind of kinds) {
    for (let last = before; ; ) {
      const page = await kind.page(db, last, kind.pageSize)
      for (const gathered of await kind.gather(db, page.map(({ id }) => id))) {
        const { answer: now } = judgeGathered(gathered, inForce, on)
        const { answer: then } = judgeGathered(gathered, planned, on)
        if (then.state === 'eligible') eligible[kind.of] += 1
        const shift = Math.sign(dayOrNever(then.eligibleOn) - dayOrNever(now.eligibleOn))
        if (shift > 0 || shift < 0) count(moved, kind.of, then.rule ?? now.rule, shift)
      }
      done += page.length
      last = page.at(-1)?.id ?? last
      yield { done, total: Math.max(total, done) }
      if (page.length < kind.pageSize) break
    }
  }
  const weight = (one: Moved): number => one.records + one.files
  return { moved: [...moved.values()].sort((a, b) => weight(b) - weight(a) || ((a.rule ?? '') < (b.rule ?? '') ? -1 : 1)), eligible: eligible.record, eligibleFiles: eligible.file }
}

/** No day is later than every day; the difference of two without one is no number. */
const dayOrNever = (day: CivilDate | null): number => day ?? Infinity

function count(moved: Map<string | null, Moved>, of: Kind['of'], rule: string | null, shift: number): void {
  const counts = moved.get(rule) ?? { rule, records: 0, earlier: 0, later: 0, files: 0, filesEarlier: 0, filesLater: 0 }
  const [earlier, later] = shift < 0 ? [1, 0] : [0, 1]
  if (of === 'record') Object.assign(counts, { records: counts.records + 1, earlier: counts.earlier + earlier, later: counts.later + later })
  else Object.assign(counts, { files: counts.files + 1, filesEarlier: counts.filesEarlier + earlier, filesLater: counts.filesLater + later })
  moved.set(rule, counts)
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
