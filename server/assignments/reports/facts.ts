import { sql, type SQL } from 'drizzle-orm'
import { addDays, formatCivilDate, parseCivilDate } from '#kernel/civil-date.ts'
import type { Db, Tx } from '#platform/database.ts'
import { isTestMode } from '#server/identity/units/mode.ts'
import { lastDays, readRules, type LastDays } from './rules.ts'
import type { MonthSpan } from './span.ts'

/** What every figure is judged by: the day, the zone of the house, whether it practises, and the last days by the rules. */
export type Facts = { now: Date; today: string; timeZone: string; test: boolean; registered: LastDays; opened: LastDays }

/** A letter that came earlier than so before the period was registered late by any rule. */
const backDays = 60

/** @param span of the days of registration that are looked at */
export async function readFacts(db: Db | Tx, at: { now: Date; today: string; timeZone: string }, span: Pick<MonthSpan, 'firstDay'>): Promise<Facts> {
  const rules = await readRules(db)
  const first = parseCivilDate(span.firstDay)
  const days = { from: first === null ? at.today : formatCivilDate(addDays(first, -backDays)), to: at.today }
  return {
    ...at,
    test: await isTestMode(db),
    registered: await lastDays(db, rules.calendar, rules.registrationDays, days),
    opened: await lastDays(db, rules.calendar, rules.acknowledgementDays, days),
  }
}

/** What became of a task, on the table `assignment`. A deadline that was moved counts as moved; without one nothing is late. */
export const outcomeAt = (today: string): SQL => sql`(case
  when assignment.state = 'cancelled' then 'cancelled'
  when assignment.state <> 'open' then case when assignment.due_on is null or coalesce(assignment.executed_on, assignment.ended_on) <= assignment.due_on then 'on-time' else 'late' end
  when assignment.due_on < ${today} then 'overdue' else 'pending' end)`

/** The last day for what began on a day, as a date; null for a day outside the list. Positions in a list of numbers cost nothing, a join of days does. */
const lastDay = ({ first, days }: LastDays, day: SQL): SQL => sql`(${day} + (${sql.param(days)}::int[])[${day} - ${first}::date + 1])`

/** Whether the executor opened a task later than the rule says, or not yet. It was given anew when it passed to another person. */
export function unseen(facts: Facts): SQL {
  const seen = sql`coalesce(assignment.seen_at, assignment.executed_at, assignment.ended_at, ${facts.now.toISOString()}::timestamptz)`
  const given = sql`coalesce((select max(e.at) from assignment_event e where e.assignment = assignment.id and e.event in ('transfer', 'name-executor')), assignment.made_at)`
  const dayOf = (instant: SQL) => sql`(${instant} at time zone ${facts.timeZone})::date`
  // Only what was not opened on its first day can be late, and what was late by the first day may have been given anew: the history is read for these alone.
  return sql`(assignment.executor is not null and assignment.state <> 'cancelled' and ${dayOf(seen)} > ${dayOf(sql`assignment.made_at`)}
    and case when coalesce(${dayOf(seen)} > ${lastDay(facts.opened, dayOf(sql`assignment.made_at`))}, true) then coalesce(${dayOf(seen)} > ${lastDay(facts.opened, dayOf(given))}, false) else false end)`
}

/** Whether a document was registered later than the rule allows; one that came long before the list begins was. */
export const lateCard = (facts: Facts): SQL => sql`(card.received_on < card.registered_on and coalesce(card.registered_on::date > ${lastDay(facts.registered, sql`card.received_on::date`)}, true))`

const hasRecord = sql`exists (select 1 from card_record r where r.card = card.id and r.replaced_by is null)`
export const paperOnlyCard = sql`(not ${hasRecord})`
/**
 * Electronic throughout: it has a record, its paper went to nobody, by list or by hand, and each reply to it has a record.
 */
export const electronicCard = sql`(${hasRecord}
  and not exists (select 1 from transmittal_line t where t.card = card.id)
  and not exists (select 1 from card_event e where e.card = card.id and e.event = 'paper-handed')
  and not exists (select 1 from card_relation l where l.to_card = card.id and l.relation = 'reply-to' and not exists (select 1 from card_record r where r.card = l.from_card and r.replaced_by is null)))`

/** Documents registered in the span; `annulled` ones stand in the register and nowhere else. */
export const cardsIn = (facts: Facts, span: MonthSpan): SQL => sql`card.test = ${facts.test} and card.registered_on between ${span.firstDay} and ${span.lastDay}`
export const standing = sql`card.state <> 'annulled'`
