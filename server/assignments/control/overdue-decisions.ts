import { sql } from 'drizzle-orm'
import type { OverdueDecisions } from '#contract/assignments.ts'
import { parseCivilDate, toEpochDay } from '#kernel/civil-date.ts'
import type { Db } from '#platform/database.ts'
import { cardsOf, type Reader } from '../reader.ts'
import { afterIs, cursorOf } from '../tasks/list-tasks.ts'
import { taskLines } from '../tasks/task-lines.ts'

type Query = { register?: string | undefined; after?: string | undefined; limit: number }
type Issuer = OverdueDecisions['issuers'][number]

/**
 * Decisions and orders with a point past its deadline, by who issued them: the register in which the act was entered and
 * its unit (orders of the mayor, decisions of the council). `register`: those of one issuer alone.
 */
export async function overdueDecisions(db: Db, reader: Reader, query: Query, today: string): Promise<OverdueDecisions> {
  const late = sql`assignment.point is not null and assignment.state in ('open', 'executed') and assignment.due_key < ${today} and ${cardsOf(reader)}`
  const from = sql`assignment join card on card.id = assignment.card join lateral (select e.register from entry e where e.card = card.id order by e.entered_at limit 1) issued on true join register on register.id = issued.register`
  const { rows: issuers } = await db.execute<Issuer>(
    sql`select register.code as register, register.title, register.unit, count(distinct card.id)::int as decisions, count(*)::int as points from ${from} where ${late} group by register.code, register.title, register.unit order by register.code`,
  )
  const ofIssuer = query.register === undefined ? sql`true` : sql`register.code = ${query.register}`
  const { rows } = await db.execute<{ id: string; due_key: string; register: string }>(
    sql`select assignment.id, assignment.due_key, register.code as register from ${from} where ${late} and ${ofIssuer} and ${afterIs(query.after)} order by assignment.due_key, assignment.id limit ${query.limit + 1}`,
  )
  const page = rows.slice(0, query.limit)
  const registers = new Map(page.map(({ id, register }) => [id, register]))
  const last = page.at(-1)
  const lines = await taskLines(db, reader, page.map(({ id }) => id), today)
  const points = lines.map((line) => ({ ...line, register: registers.get(line.id) ?? '', daysLate: daysBetween(line.dueOn ?? today, today) }))
  return { today, issuers, points, next: rows.length > query.limit && last !== undefined ? cursorOf(last) : null }
}

function daysBetween(from: string, to: string): number {
  const [first, last] = [parseCivilDate(from), parseCivilDate(to)]
  return first === null || last === null ? 0 : toEpochDay(last) - toEpochDay(first)
}
