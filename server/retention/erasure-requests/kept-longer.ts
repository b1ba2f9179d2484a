import { sql } from 'drizzle-orm'
import type { KeptLonger } from '#contract/erasure-requests.ts'
import type { Db } from '#platform/database.ts'
import type { RecordFilter } from '#server/identity/permissions.ts'
import { visibleTo } from '#server/records/visible.ts'
import { addDays, formatCivilDate, parseCivilDate } from '#kernel/civil-date.ts'

/**
 * What is kept longer than needed: records of classes that may name people which might have gone more than `days` ago and stand
 * on no act, and those past the day by which they must be erased. From the kept answers, which the nightly run brings up to
 * date. A record under a hold is needed and is not counted.
 */
export async function keptLongerThanNeeded(db: Db, today: string, rights: RecordFilter, wanted: { days: number; limit: number; offset: number }): Promise<KeptLonger> {
  const day = parseCivilDate(today)
  if (day === null) throw new Error(`${today} is no day`)
  const since = formatCivilDate(addDays(day, -wanted.days))
  const found = sql`(
    select record.id, record.title, class.code as class, status.eligible_on, status.erase_by, status.rule, status.state,
      (status.state = 'eligible' and status.action in ('destroy', 'review') and status.eligible_on <= ${since}) as overdue,
      coalesce(status.erase_by < ${today}, false) as past_erase_by
    from retention_status status
      join record on record.id = status.subject
      join class on class.code = coalesce(status.class, record.class) and class.personal
    where status.subject_kind = 'record' and status.state <> 'held' and ${visibleTo(rights) ?? sql`true`}
      and (status.eligible_on <= ${since} or status.erase_by < ${today})
      and not exists (select from act_line line where line.state in ('proposed', 'agreed', 'executing') and (
        (line.subject_kind = 'record' and line.subject = record.id)
        or (line.subject_kind = 'file' and line.subject in (select file from file_member where file_member.record = record.id and ended_at is null))))
  ) as found where overdue or past_erase_by`
  const classes = await db.execute<KeptLonger['classes'][number]>(
    sql`select class, (count(*) filter (where overdue))::int as overdue, (count(*) filter (where past_erase_by))::int as "pastEraseBy" from ${found} group by class order by count(*) desc, class`,
  )
  const total = await db.execute<{ total: number }>(sql`select count(*)::int as total from ${found}`)
  const records = await db.execute<KeptLonger['records'][number]>(
    sql`select id, title, class, eligible_on as "eligibleOn", erase_by as "eraseBy", rule, state from ${found} order by least(eligible_on, erase_by), id limit ${wanted.limit} offset ${wanted.offset}`,
  )
  return { total: total.rows[0]?.total ?? 0, classes: classes.rows, records: records.rows }
}
