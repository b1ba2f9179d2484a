import { sql, type SQL } from 'drizzle-orm'
import type { TaskLine, TaskQuery } from '#contract/assignments.ts'
import type { Db } from '#platform/database.ts'
import { cardsOf, type Reader } from '../reader.ts'
import { endOfWeek, noDeadline } from './bucket.ts'
import { taskLines } from './task-lines.ts'

/**
 * A page of tasks that have not ended, the soonest due first: mine (as executor, co-executor, or head who has still to
 * name somebody), those of my units, those that I control, those that I gave. Those of people for whom the reader stands
 * in today are among them. Each branch reads one index in its order, so that the first page does not grow with the table.
 */
export async function listTasks(db: Db, reader: Reader, query: TaskQuery, today: string): Promise<{ tasks: TaskLine[]; next: string | null }> {
  const rest = sql`assignment.state in ('open', 'executed') and ${whenIs(query.when, today)} and ${afterIs(query.after)} and ${cardsOf(reader)} order by assignment.due_key, assignment.id limit ${query.limit + 1}`
  const found = branches(reader, query.list).map((branch) => sql`(select assignment.id, assignment.due_key from assignment ${branch.join} join card on card.id = assignment.card where ${branch.where} and ${rest})`)
  if (found.length === 0) return { tasks: [], next: null }
  const { rows } = await db.execute<{ id: string; due_key: string }>(sql`select distinct due_key, id from (${sql.join(found, sql` union all `)}) t order by due_key, id limit ${query.limit + 1}`)
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  return { tasks: await taskLines(db, reader, page.map(({ id }) => id), today), next: rows.length > query.limit && last !== undefined ? cursorOf(last) : null }
}

/** Where a page ended, for the next one to begin. */
export const cursorOf = (last: { due_key: string; id: string }): string => `${last.due_key}~${last.id}`

/** After a page that ended there, as a condition on the table `assignment`. */
export function afterIs(after: string | undefined): SQL {
  if (after === undefined) return sql`true`
  const [due = '', id = ''] = after.split('~')
  return sql`(assignment.due_key, assignment.id) > (${due}, ${id}::uuid)`
}

function whenIs(when: TaskQuery['when'], today: string): SQL {
  const week = endOfWeek(today)
  switch (when) {
    case 'overdue':
      return sql`assignment.due_key < ${today}`
    case 'today':
      return sql`assignment.due_key = ${today}`
    case 'week':
      return sql`assignment.due_key > ${today} and assignment.due_key <= ${week}`
    case 'later':
      return sql`assignment.due_key > ${week} and assignment.due_key <= ${noDeadline}`
    case undefined:
      return sql`true`
  }
}

type Branch = { join: SQL; where: SQL }
const plain = (where: SQL): Branch => ({ join: sql``, where })

function branches(reader: Reader, list: TaskQuery['list']): Branch[] {
  const names = [reader.name, ...reader.standsFor].filter((name) => name !== '')
  switch (list) {
    case 'mine':
      return [
        ...names.map((name) => plain(sql`assignment.executor = ${name}`)),
        ...names.map((name) => ({ join: sql`join assignment_helper h on h.assignment = assignment.id`, where: sql`h.executor = ${name}` })),
        ...[...reader.leads.keys()].map((unit) => plain(sql`assignment.unit = ${unit} and assignment.executor is null`)),
      ]
    case 'unit':
      return [...new Set([...reader.units, ...reader.leads.keys()])].map((unit) => plain(sql`assignment.unit = ${unit}`))
    case 'control':
      return names.map((name) => plain(sql`assignment.controller = ${name}`))
    case 'given':
      return names.map((name) => plain(sql`assignment.made_by = ${name}`))
  }
}
