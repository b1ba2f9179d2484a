import { and, asc, eq, inArray } from 'drizzle-orm'
import type { TaskLine } from '#contract/assignments.ts'
import type { Db } from '#platform/database.ts'
import { card } from '#server/registry/schema.ts'
import { namePeople, nameUnits } from '../people.ts'
import { cardsOf, type Reader } from '../reader.ts'
import { assignment, assignmentHelper } from '../schema.ts'
import { bucketOf } from './bucket.ts'

/** Tasks as a list shows them, the soonest due first; those that the reader may not see are left out. */
export async function taskLines(db: Db, reader: Reader, ids: readonly string[], today: string): Promise<TaskLine[]> {
  if (ids.length === 0) return []
  const rows = await db.select({ task: assignment, card }).from(assignment).innerJoin(card, eq(card.id, assignment.card)).where(and(inArray(assignment.id, [...ids]), cardsOf(reader))).orderBy(asc(assignment.dueKey), asc(assignment.id))
  const names = [reader.name, ...reader.standsFor]
  const helping = new Map((await db.select().from(assignmentHelper).where(and(inArray(assignmentHelper.assignment, [...ids]), inArray(assignmentHelper.executor, names)))).map(({ assignment, executor }) => [assignment, executor]))
  const person = await namePeople(db, rows.flatMap(({ task }) => [task.executor, task.controller, task.madeBy]))
  const unitName = await nameUnits(db, rows.map(({ task }) => task.unit))
  return rows.map(({ task, card }) => {
    const parts = [task.executor, helping.get(task.id) ?? null, task.controller, task.executor === null ? (reader.leads.get(task.unit) ?? null) : null]
    const through = parts.includes(reader.name) ? undefined : reader.standsFor.find((name) => parts.includes(name))
    return {
      ...{ id: task.id, text: task.text, point: task.point, unit: task.unit, unitName: unitName(task.unit), state: task.state, dueOn: task.dueOn, extended: task.extended },
      card: { id: card.id, number: card.number, subject: card.subject, flow: card.flow, test: card.test },
      ...{ executor: task.executor === null ? null : person(task.executor), controller: task.controller === null ? null : person(task.controller), madeBy: person(task.madeBy) },
      ...{ bucket: bucketOf(task, today), seen: task.seenAt !== null, helping: helping.has(task.id), standingInFor: through ?? null },
    }
  })
}
