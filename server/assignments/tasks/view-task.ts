import { and, asc, eq } from 'drizzle-orm'
import type { TaskView } from '#contract/assignments.ts'
import type { Db } from '#platform/database.ts'
import { card } from '#server/registry/schema.ts'
import { namePeople, nameUnits } from '../people.ts'
import { cardsOf, type Reader } from '../reader.ts'
import { dividerOf } from '../resolutions/divide-task.ts'
import { assignment, assignmentEvent, assignmentHelper, resolution, type Assignment } from '../schema.ts'
import { headOf } from './hand-on.ts'
import { findTask } from './lock-task.ts'
import { offeredMoves } from './moves.ts'
import { taskLines } from './task-lines.ts'

/** All that is known of a task: contributions of the co-executors, parts of it, its history, and what the reader may do. */
export async function viewTask(db: Db, reader: Reader, id: string, today: string): Promise<TaskView> {
  const task = await findTask(db, reader, id)
  const [line] = await taskLines(db, reader, [id], today)
  if (line === undefined) throw new Error(`the task ${id} was there a moment ago`)
  const helpers = await db.select().from(assignmentHelper).where(eq(assignmentHelper.assignment, id)).orderBy(asc(assignmentHelper.executor))
  const parts = await db.select({ id: assignment.id }).from(assignment).where(eq(assignment.parent, id)).limit(mostParts)
  const events = await db.select().from(assignmentEvent).where(eq(assignmentEvent.assignment, id)).orderBy(asc(assignmentEvent.at), asc(assignmentEvent.id)).limit(mostEvents)
  const person = await namePeople(db, [task.endedBy, ...helpers.map(({ executor }) => executor)])
  const unitName = await nameUnits(db, helpers.map(({ unit }) => unit))
  const movable = { ...task, helpers: helpers.map(({ executor }) => executor), head: await headOf(db, task.unit) }
  return {
    ...line,
    ...{ version: task.version, parent: task.parent, firstDueOn: task.firstDueOn, madeAt: task.madeAt.toISOString(), seenAt: task.seenAt?.toISOString() ?? null },
    ...{ resolution: await textOf(db, task.resolution), executedOn: task.executedOn, report: task.report, resultCard: await resultOf(db, reader, task), resultRecord: task.resultRecord },
    ...{ endedOn: task.endedOn, endedBy: task.endedBy === null ? null : person(task.endedBy) },
    helpers: helpers.map(({ executor, unit, contribution, record, contributedAt }) => ({ executor: person(executor), unit, unitName: unitName(unit), contribution, record, contributedAt: contributedAt?.toISOString() ?? null })),
    subtasks: await taskLines(db, reader, parts.map((part) => part.id), today),
    timeline: events.map(({ at, actor, event, details }) => ({ at: at.toISOString(), actor, event, details })),
    moves: offeredMoves(movable, reader),
    mayDivide: dividerOf(task, reader) !== null,
  }
}

/** More than any task has; a screen shows no more. */
const mostParts = 200
const mostEvents = 1000

async function textOf(db: Db, id: string | null): Promise<string | null> {
  if (id === null) return null
  const [found] = await db.select({ text: resolution.text }).from(resolution).where(eq(resolution.id, id))
  return found?.text ?? null
}

/** The result, for those who may see that card. */
async function resultOf(db: Db, reader: Reader, task: Assignment): Promise<{ id: string; number: string } | null> {
  if (task.resultCard === null) return null
  const [found] = await db.select({ id: card.id, number: card.number }).from(card).where(and(eq(card.id, task.resultCard), cardsOf(reader)))
  return found ?? null
}
