import { sql, type SQL } from 'drizzle-orm'
import type { RetentionCalendar, RetentionOverview } from '#contract/retention-overview.ts'
import type { Db } from '#platform/database.ts'
import { countable } from './countable.ts'

/** Thickness of a sheet of office paper of 80 g/m², mm: 250 sheets make a file of 25 mm (ISO 536 paper, bulk 1.25 cm³/g). */
const sheetMm = 0.1
/** What a class or an event counts in a list at most; the rest would not be read. */
const rowsMost = 200

/** Where retention stands on a day, from the answers as last computed. */
export async function readOverview(db: Db, today: string): Promise<RetentionOverview> {
  const yearEnd = `${today.slice(0, 4)}-12-31`
  const byClass = (where: SQL) => rows<{ class: string | null; count: number }>(db, sql`select s.class, count(*)::int as count from retention_status s where ${countable} and ${where} group by s.class order by count desc, s.class limit ${rowsMost}`)
  const due = sql`s.state = 'eligible'`
  const [computed] = await rows<{ first: string | null }>(db, sql`select min(computed_on) as first from retention_status`)
  const [figures] = await rows<{ provisional: number; held: number }>(db, sql`select count(*) filter (where s.provisional)::int as provisional, count(*) filter (where s.state = 'held')::int as held from retention_status s where ${countable}`)
  const [holds] = await rows<{ active: number; review: number }>(db, sql`select count(*)::int as active, count(*) filter (where review_on <= ${today})::int as review from hold where from_on <= ${today} and (released_on is null or released_on > ${today})`)
  const [shelf] = await rows<{ copies: number; sheets: number }>(db, sql`select count(*)::int as copies, coalesce(sum(p.sheets), 0)::int as sheets from paper_copy p join retention_status s on s.subject_kind = p.subject_kind and s.subject = p.subject where p.state = 'kept' and s.state = 'eligible' and s.action in ('destroy', 'review')`)
  const sheets = shelf?.sheets ?? 0
  return {
    today,
    computedOn: computed?.first ?? null,
    states: await rows(db, sql`select s.state, count(*)::int as count from retention_status s where ${countable} group by s.state order by count desc, s.state`),
    dueNow: await byClass(due),
    dueThisYear: await byClass(sql`s.state = 'retained' and s.eligible_on <= ${yearEnd}`),
    waitingFor: await rows(db, sql`select event, count(*)::int as count from retention_status s, unnest(s.waiting_for) as event where s.base_state = 'waiting' and ${countable} group by event order by count desc, event limit ${rowsMost}`),
    conflicts: await byClass(sql`s.base_state = 'conflict'`),
    unscheduled: await byClass(sql`s.base_state = 'unscheduled'`),
    provisional: figures?.provisional ?? 0,
    holds: { active: holds?.active ?? 0, reviewDue: holds?.review ?? 0, held: figures?.held ?? 0 },
    acts: await rows(db, sql`select state, count(*)::int as count from act group by state order by state`),
    shelf: { copies: shelf?.copies ?? 0, sheets, metres: Math.round(sheets * sheetMm) / 1000 },
  }
}

/** What falls due from a month on, for so many years. */
export async function readCalendar(db: Db, from: string, years: number): Promise<RetentionCalendar> {
  const until = `${Number(from.slice(0, 4)) + years}${from.slice(4)}`
  const months = await rows<RetentionCalendar['months'][number]>(
    db,
    sql`select substr(s.eligible_on, 1, 7) as month, s.class, s.action, count(*)::int as count from retention_status s
        where ${countable} and s.base_state in ('retained', 'eligible') and s.eligible_on >= ${from} and s.eligible_on < ${until}
        group by 1, 2, 3 order by 1, 2, 3 limit 5000`,
  )
  return { months }
}

/** What a statement gives, in the form that it names its columns in. */
async function rows<T extends object>(db: Db, query: SQL): Promise<T[]> {
  const { rows: found } = await db.execute(query)
  return found as T[]
}
