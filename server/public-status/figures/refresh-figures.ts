import { sql } from 'drizzle-orm'
import { addMonths, formatCivilDate, parseCivilDate } from '#kernel/civil-date.ts'
import type { Db } from '#platform/database.ts'

/** Any number; two servers on one database do it one after the other. */
const figuresLock = 7_301_149
/** A month changes as long as answers come late; after two years it is left as it is. */
const openMonths = 24
/** Units with fewer documents in a month are told together, so that no single document can be recognised. */
const fewest = 5

/**
 * Computes the public figures of the last two years anew: documents and appeals by the month of their registration and
 * the unit that examined them last, and whether they were answered by the day on which they were due. An annulled
 * registration and one for practice count nowhere. `today` is the civil day in the zone of the house.
 */
export async function refreshFigures(db: Db, at: { now: Date; today: string }): Promise<void> {
  const day = parseCivilDate(at.today)
  if (day === null) return
  const from = `${formatCivilDate(addMonths(day, 1 - openMonths, 'last-day')).slice(0, 7)}-01`
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${figuresLock})`)
    await tx.execute(sql`delete from public_figure where month >= ${from.slice(0, 7)}`)
    await tx.execute(sql`
      with told as (
        select s.card,
          min(s.on_day) filter (where s.stage in ('replied', 'refused', 'forwarded', 'ready', 'handed-out', 'closed')) as answered_on,
          (array_agg(s.unit order by s.at desc) filter (where s.stage = 'under-examination' and s.unit is not null))[1] as unit
        from card_stage s join card c on c.id = s.card where c.registered_on >= ${from} group by s.card
      ), document as (
        select left(c.registered_on, 7) as month, coalesce(t.unit, c.unit) as unit, c.due_on, coalesce(t.answered_on, c.closed_on) as answered_on
        from card c left join told t on t.card = c.id
        where c.registered_on >= ${from} and c.flow in ('incoming', 'appeals') and not c.test and c.state <> 'annulled'
      ), counted as (
        select month, unit, count(*) as registered,
          count(*) filter (where answered_on is not null and (due_on is null or answered_on <= due_on)) as in_time,
          count(*) filter (where answered_on > due_on) as late,
          count(*) filter (where answered_on is null and due_on < ${at.today}) as overdue,
          count(*) filter (where answered_on is null and (due_on is null or due_on >= ${at.today})) as pending
        from document group by month, unit
      )
      insert into public_figure (month, unit, registered, answered_in_time, answered_late, overdue, pending, computed_at)
      select month, case when registered < ${fewest} then '' else unit end, sum(registered), sum(in_time), sum(late), sum(overdue), sum(pending), ${at.now.toISOString()}::timestamptz
      from counted group by 1, 2`)
  })
}

const foldAfter = '2 hours'

/** Joins the counts of look-ups into one an hour, outcome and asker. Everything is still counted, in fewer rows. */
export async function foldLookUps(db: Db, now: Date): Promise<void> {
  const before = sql`date_trunc('hour', ${now.toISOString()}::timestamptz - ${foldAfter}::interval)`
  await db.execute(sql`
    with many as (
      select date_trunc('hour', at) as hour, outcome, asker from public_lookup where at < ${before} group by 1, 2, 3 having count(*) > 1
    ), gone as (
      delete from public_lookup p using many m where date_trunc('hour', p.at) = m.hour and p.outcome = m.outcome and p.asker = m.asker and p.at < ${before} returning m.hour, p.outcome, p.asker, p.lookups
    )
    insert into public_lookup (at, outcome, asker, lookups) select hour, outcome, asker, sum(lookups) from gone group by 1, 2, 3`)
}
