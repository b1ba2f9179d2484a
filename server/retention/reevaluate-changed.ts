import { sql, type SQL } from 'drizzle-orm'
import type { Db } from '#platform/database.ts'
import { keepRules, rulesOf, usedVersions } from './answers/keep-rules.ts'
import { retentionInForce } from './answers/schema.ts'
import { changedClasses, type Touched } from './changed-classes.ts'
import { computeEach, type RetentionContext } from './compute-retention.ts'
import type { CompiledSchedule } from './engine/compile.ts'
import type { Subject } from './subject.ts'

const pageSize = 500
const first = '00000000-0000-0000-0000-000000000000'

/** Judges anew, page by page, the records and files that a change of the schedules touches, and no others. How many those were. */
export async function reevaluateChanged(context: RetentionContext, before: readonly CompiledSchedule[], after: readonly CompiledSchedule[], goesOn: () => boolean = () => true): Promise<number> {
  const touched = changedClasses(before, after)
  let judged = 0
  for (const kind of ['record', 'file'] as const) {
    for (let last: string | undefined = first; last !== undefined && goesOn(); ) {
      const ids = await touchedPage(context.records.db, kind, touched, last)
      judged += await computeEach(context, kind, ids)
      last = ids.length < pageSize ? undefined : ids.at(-1)
    }
  }
  return judged
}

/** A record is touched by its own class and by the classes of the files it lies in. */
async function touchedPage(db: Db, kind: Subject['kind'], touched: Touched, after: string): Promise<string[]> {
  if (touched.kind === 'classes' && touched.classes.size === 0) return []
  const { rows } = await db.execute<{ id: string }>(sql`select id from ${sql.identifier(kind)} as subject where id > ${after}::uuid and ${concerns(kind, touched)} order by id limit ${pageSize}`)
  return rows.map(({ id }) => id)
}

function concerns(kind: Subject['kind'], touched: Touched): SQL {
  if (touched.kind === 'all') return sql`true`
  const classes = sql`${sql.param([...touched.classes])}::text[]`
  if (kind === 'file') return sql`subject.class = any(${classes})`
  return sql`(subject.class = any(${classes}) or exists (select 1 from file_member join file on file.id = file_member.file
    where file_member.record = subject.id and file_member.ended_at is null and file.class = any(${classes})))`
}

/**
 * Brings the kept answers in step with the schedules of now, if these are not those on which the answers rest: after a start
 * with other rules, or when a version was approved. What they rest on is noted last, so that a crash only repeats work. The number
 * of subjects judged; null when nothing had changed.
 */
export async function followSchedules(context: RetentionContext, goesOn: () => boolean = () => true): Promise<number | null> {
  const { db } = context.records
  const schedules = context.schedules()
  const hashes = usedVersions(schedules).map(({ hash }) => hash).sort()
  const [noted] = await db.select().from(retentionInForce)
  if (noted !== undefined && JSON.stringify(noted.hashes) === JSON.stringify(hashes)) return null
  const before = noted === undefined ? null : await rulesOf(db, noted.hashes)
  // Before the first note every answer is asked for by its own task.
  const judged = noted === undefined ? 0 : await reevaluateChanged(context, before ?? [], schedules, goesOn)
  if (!goesOn()) return judged
  const now = context.clock.now()
  await keepRules(db, schedules, now)
  await db.insert(retentionInForce).values({ hashes, notedAt: now }).onConflictDoUpdate({ target: retentionInForce.one, set: { hashes, notedAt: now } })
  return judged
}
