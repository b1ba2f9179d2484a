import { sql } from 'drizzle-orm'
import type { ServiceDetail } from '#contract/services.ts'
import type { Db } from '#platform/database.ts'

/**
 * How each version of a service worked: cases, those at an end, and the median of days from registration to the end. A
 * case ends on the day on which its card was closed, or else the result was handed out, refused, or the case closed for
 * the citizen. Annulled ones and those of test mode do not count.
 */
export async function figuresOf(db: Db, code: string): Promise<ServiceDetail['figures']> {
  const { rows } = await db.execute<{ version: number; registered: number; ended: number; median: number | null }>(
    sql`select s.version, count(c.id)::int as registered, count(c.ended_on)::int as ended,
               percentile_cont(0.5) within group (order by (c.ended_on::date - c.registered_on::date)) as median
          from service s
          left join lateral (
            select c.id, c.registered_on, coalesce(c.closed_on, (select min(t.on_day) from card_stage t where t.card = c.id and t.stage in ('handed-out', 'refused', 'closed'))) as ended_on
              from card c where c.service = s.code and c.service_version = s.version and not c.test and c.state <> 'annulled'
          ) c on true
         where s.code = ${code} group by s.version order by s.version desc`,
  )
  return rows.map(({ version, registered, ended, median }) => ({ version, registered, ended, medianDays: median === null ? null : Number(median) }))
}
