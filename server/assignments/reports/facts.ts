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

const table = ({ days, until }: LastDays): SQL => sql`(select * from unnest(${sql.param(days)}::text[], ${sql.param(until)}::text[]) as last (day, until_on))`
const dayOf = (instant: SQL, timeZone: string): SQL => sql`to_char(${instant} at time zone ${timeZone}, 'YYYY-MM-DD')`

/** Joined to `assignment`: by when it had to be opened. It was given anew when it passed to another person. */
export function openedUntil(facts: Facts): SQL {
  const seen = sql`coalesce(assignment.seen_at, assignment.executed_at, assignment.ended_at, ${facts.now.toISOString()}::timestamptz)`
  // Only what was not opened within a day can be late; the history is read for these alone.
  const given = sql`case when ${seen} - assignment.made_at > interval '1 day' then coalesce((select max(e.at) from assignment_event e where e.assignment = assignment.id and e.event in ('transfer', 'name-executor')), assignment.made_at) else assignment.made_at end`
  return sql`cross join lateral (select ${dayOf(given, facts.timeZone)} as given_on, ${dayOf(seen, facts.timeZone)} as seen_on) look left join ${table(facts.opened)} opened on opened.day = look.given_on`
}

/** Whether the executor opened a task later than the rule says, or not yet, with `openedUntil` joined. */
export const unseen = sql`(assignment.executor is not null and assignment.state <> 'cancelled' and coalesce(look.seen_on > opened.until_on, false))`

/** Joined to `card`: by when it had to be registered. */
export const registeredUntil = (facts: Facts): SQL => sql`left join ${table(facts.registered)} registered on registered.day = card.received_on`
export const lateCard = sql`(card.received_on is not null and card.registered_on > coalesce(registered.until_on, card.received_on))`

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
