import { sql, type SQL } from 'drizzle-orm'
import type { z } from 'zod'
import type { reportItems, ReportItemsQuery, ReportName } from '#contract/reports.ts'
import { OpisError } from '#kernel/errors.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { namePeople, nameUnits } from '../people.ts'
import { cardsOf, type Reader } from '../reader.ts'
import type { ReportsContext } from './context.ts'
import { nobody, ofPerson } from './discipline.ts'
import { cardsIn, electronicCard, lateCard, outcomeAt, paperOnlyCard, readFacts, standing, unseen, type Facts } from './facts.ts'
import { amongUnits, chosenUnits, scopeOf } from './scope.ts'
import { spanOf, type MonthSpan } from './span.ts'
import { flows } from './volume.ts'

type Row = { id: string; key: string; number: string; registered_on: string; subject: string; visible: boolean; card: string; task: string | null; unit: string; person: string | null; due_on: string | null; done_on: string | null; since: string | null }
type Wanted = { facts: Facts; span: MonthSpan; units: readonly string[] | null; person: string | undefined; after: { key: string; id: string } | null }

/** Tasks behind a number of a report. */
const taskCells: Readonly<Record<string, (facts: Facts) => SQL>> = {
  ...Object.fromEntries(['on-time', 'late', 'overdue', 'pending', 'cancelled'].map((outcome) => [outcome, ({ today }: Facts) => sql`${outcomeAt(today)} = ${outcome}`])),
  received: () => sql`assignment.state <> 'cancelled'`,
  tasks: () => sql`assignment.state <> 'cancelled'`,
  extended: () => sql`assignment.state <> 'cancelled' and assignment.extended > 0`,
  unseen,
}
const hasTask = sql`exists (select 1 from assignment a where a.card = card.id)`
/** Documents behind a number of a report. */
const cardCells: Readonly<Record<string, (facts: Facts) => SQL>> = {
  ...Object.fromEntries(flows.map((flow) => [flow, () => sql`${standing} and card.flow = ${flow}`])),
  'documents': () => standing,
  'registered': () => sql`true`,
  'annulled': () => sql`not ${standing}`,
  'with-tasks': () => sql`${standing} and ${hasTask}`,
  'without-tasks': () => sql`${standing} and not ${hasTask}`,
  'registered-late': (facts) => sql`${standing} and ${lateCard(facts)}`,
  'paper-only': () => sql`${standing} and ${paperOnlyCard}`,
  'electronic': () => sql`${standing} and ${electronicCard}`,
}

/**
 * The documents or tasks behind one number of a report, the newest document first, the longest held first. What the reader
 * may not see is counted here as there, by its number alone, as it stands in the register.
 */
export async function listItems(context: ReportsContext, reader: Reader, report: ReportName, query: ReportItemsQuery): Promise<z.input<typeof reportItems>> {
  const { db, timeZone, clock } = context
  const now = clock.now()
  const today = dayIn(timeZone, now)
  const span = spanOf(query, today)
  const units = chosenUnits(await scopeOf(db, reader), query.unit)
  const [key = '', id = ''] = query.after?.split('~') ?? []
  if (key !== '' && !isInstant(key)) throw new OpisError('bad-request', 'No page ends there.')
  const wanted: Wanted = { facts: await readFacts(db, { now, today, timeZone }, span), span, units, person: query.person, after: key === '' ? null : { key, id } }
  const { rows } = await db.execute<Row>(sql`${statementOf(report, query.cell, wanted, reader)} limit ${query.limit + 1}`)
  const shown = rows.slice(0, query.limit)
  const last = rows.length > query.limit ? shown.at(-1) : undefined
  const unitName = await nameUnits(db, shown.map(({ unit }) => unit))
  const person = await namePeople(db, shown.map((row) => row.person))
  return {
    items: shown.map((row) => ({
      card: { id: row.visible ? row.card : null, number: row.number, registeredOn: row.registered_on, subject: row.visible ? row.subject : null },
      ...{ task: row.visible ? row.task : null, unit: row.unit, unitName: unitName(row.unit), person: row.person === null || row.person === '' ? null : person(row.person) },
      ...{ dueOn: row.due_on, doneOn: row.done_on, since: row.since === null ? null : new Date(row.since).toISOString() },
    })),
    next: last === undefined ? null : `${last.key}~${last.id}`,
  }
}

/** Whether there is such a day, and such a time of it. */
function isInstant(key: string): boolean {
  const at = new Date(key)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(key.slice(0, 10))
}

function statementOf(report: ReportName, cell: string, wanted: Wanted, reader: Reader): SQL {
  const taskCell = taskCells[cell]
  const cardCell = cardCells[cell]
  if (report === 'holders' && cell === 'documents') return heldCards(wanted, reader)
  // Of late documents and late tasks each report means one.
  if (taskCell !== undefined && (report === 'discipline' || report === 'observance')) return tasksWhere(taskCell(wanted.facts), wanted, reader)
  if (cardCell !== undefined && report !== 'holders') return cardsWhere(cardCell(wanted.facts), wanted, reader)
  throw new OpisError('bad-request', `The report has no list for ${cell}.`)
}

const shownCard = (reader: Reader): SQL => sql`card.id as card, card.number, card.registered_on, card.subject, ${cardsOf(reader)} as visible`

function tasksWhere(condition: SQL, { facts, span, units, person, after }: Wanted, reader: Reader): SQL {
  const key = sql`(card.registered_on, assignment.id)`
  return sql`select assignment.id, card.registered_on as key, ${shownCard(reader)}, assignment.id as task, assignment.unit, assignment.executor as person, assignment.due_on, coalesce(assignment.executed_on, assignment.ended_on) as done_on, null as since
    from card join assignment on assignment.card = card.id
    where ${cardsIn(facts, span)} and ${standing} and ${condition} and ${amongUnits(sql`assignment.unit`, units)} and ${ofPerson(sql`assignment.executor`, person)}
      and ${after === null ? sql`true` : sql`${key} < (${after.key}, ${after.id}::uuid)`} order by card.registered_on desc, assignment.id desc`
}

function cardsWhere(condition: SQL, { facts, span, units, after }: Wanted, reader: Reader): SQL {
  return sql`select card.id, card.registered_on as key, ${shownCard(reader)}, null as task, card.unit, null as person, card.due_on, card.closed_on as done_on, null as since
    from card where ${cardsIn(facts, span)} and ${condition} and ${amongUnits(sql`card.unit`, units)}
      and ${after === null ? sql`true` : sql`(card.registered_on, card.id) < (${after.key}, ${after.id}::uuid)`} order by card.registered_on desc, card.id desc`
}

function heldCards({ units, person, after }: Wanted, reader: Reader): SQL {
  const key = sql`to_char(k.since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
  const of = person === undefined ? sql`true` : sql`k.person = ${person === nobody ? '' : person}`
  return sql`select card.id, ${key} as key, ${shownCard(reader)}, null as task, k.unit, k.person, card.due_on, null as done_on, k.since
    from card_holder k join card on card.id = k.card where ${amongUnits(sql`k.unit`, units)} and ${of}
      and ${after === null ? sql`true` : sql`(k.since, k.card) > (${after.key}::timestamptz, ${after.id}::uuid)`} order by k.since, k.card`
}
