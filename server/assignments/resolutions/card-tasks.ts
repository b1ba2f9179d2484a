import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { CardTasks } from '#contract/assignments.ts'
import type { Db } from '#platform/database.ts'
import { documentKind } from '#server/registry/data-schema.ts'
import { isClosed } from '#server/registry/cards/lock-open-card.ts'
import type { Card } from '#server/registry/schema.ts'
import { namePeople } from '../people.ts'
import { seeCardAs, type Reader } from '../reader.ts'
import { assignment, resolution } from '../schema.ts'
import { taskLines } from '../tasks/task-lines.ts'
import { authorsOn, mayAddPoints } from './authors.ts'
import { proposeStep, type Proposed } from './propose-step.ts'

/** Resolutions and tasks of a card, what the reader may add, and what its route proposes next. */
export async function cardTasksOf(db: Db, reader: Reader, id: string, today: string): Promise<CardTasks> {
  const card = await seeCardAs(db, reader, id)
  const resolutions = await db.select().from(resolution).where(and(eq(resolution.card, id), isNull(resolution.withdrawnAt))).orderBy(asc(resolution.madeAt), asc(resolution.id))
  const tasks = await db.select({ id: assignment.id, resolution: assignment.resolution, parent: assignment.parent, executor: assignment.executor }).from(assignment).where(eq(assignment.card, id)).limit(mostTasks)
  const lines = await taskLines(db, reader, tasks.map((task) => task.id), today)
  const ofResolution = new Map(tasks.map((task) => [task.id, task.resolution]))
  const authors = authorsOn(reader, card)
  const person = await namePeople(db, [...authors, ...resolutions.flatMap(({ author, onBehalfOf }) => [author, onBehalfOf])])
  const executors = tasks.filter(({ executor }) => executor !== null).length
  return {
    dueOn: card.dueOn,
    resolutions: resolutions.map((one) => ({ id: one.id, author: person(one.author), onBehalfOf: one.onBehalfOf === null ? null : person(one.onBehalfOf), text: one.text, madeAt: one.madeAt.toISOString(), tasks: lines.filter((line) => ofResolution.get(line.id) === one.id) })),
    tasks: lines.filter((line) => ofResolution.get(line.id) === null).toSorted((a, b) => (a.point ?? 0) - (b.point ?? 0)),
    authors: isClosed(card) ? [] : authors.map((name) => ({ ...person(name), self: name === reader.name })),
    mayAddPoints: !isClosed(card) && mayAddPoints(reader),
    next: await nextOf(db, card, { resolutions: resolutions.length, tasks: tasks.length, executors }),
  }
}

/** More than any decision has points. */
const mostTasks = 500

async function nextOf(db: Db, card: Card, made: { resolutions: number; tasks: number; executors: number }): Promise<Proposed | null> {
  const [kind] = await db.select({ route: documentKind.route }).from(documentKind).where(and(eq(documentKind.code, card.kind), eq(documentKind.version, card.kindVersion)))
  if (!kind || card.state === 'annulled') return null
  const { rows } = await db.execute<{ reply: boolean; sent: boolean }>(
    sql`select exists (select 1 from card_relation where to_card = ${card.id} and relation = 'reply-to') as reply, exists (select 1 from card_stage where card = ${card.id} and stage in ('replied', 'refused', 'handed-out')) as sent`,
  )
  return proposeStep(kind.route, { ...made, reply: rows[0]?.reply === true, sent: rows[0]?.sent === true, filed: card.state === 'filed' || card.filedIn !== null })
}
