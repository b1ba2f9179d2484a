import { integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { AssignmentState } from '#contract/assignments.ts'

const moment = (name: string) => timestamp(name, { withTimezone: true })

/** What the head wrote on a document. */
export const resolution = pgTable('resolution', {
  id: uuid().primaryKey(),
  card: uuid().notNull(),
  author: text().notNull(),
  onBehalfOf: text('on_behalf_of'),
  text: text().notNull(),
  madeAt: moment('made_at').notNull(),
  withdrawnAt: moment('withdrawn_at'),
})

/** A controlled task that follows from a resolution, a point of a decision, or another task. */
export const assignment = pgTable('assignment', {
  id: uuid().primaryKey(),
  card: uuid().notNull(),
  resolution: uuid(),
  parent: uuid(),
  point: integer(),
  text: text().notNull(),
  unit: text().notNull(),
  executor: text(),
  controller: text(),
  state: text().$type<AssignmentState>().notNull(),
  madeBy: text('made_by').notNull(),
  madeAt: moment('made_at').notNull(),
  dueOn: text('due_on'),
  firstDueOn: text('first_due_on'),
  extended: integer().notNull().default(0),
  seenAt: moment('seen_at'),
  executedOn: text('executed_on'),
  executedAt: moment('executed_at'),
  report: text(),
  resultCard: uuid('result_card'),
  resultRecord: uuid('result_record'),
  endedOn: text('ended_on'),
  endedAt: moment('ended_at'),
  endedBy: text('ended_by'),
  version: integer().notNull().default(1),
})
export type Assignment = typeof assignment.$inferSelect

/** A co-executor and what he gave. */
export const assignmentHelper = pgTable(
  'assignment_helper',
  { assignment: uuid().notNull(), executor: text().notNull(), unit: text().notNull(), contribution: text(), record: uuid(), contributedAt: moment('contributed_at') },
  (table) => [primaryKey({ columns: [table.assignment, table.executor] })],
)

export const assignmentEvent = pgTable('assignment_event', { id: uuid().primaryKey(), assignment: uuid().notNull(), at: moment('at').notNull(), actor: text().notNull(), event: text().notNull(), details: jsonb().$type<Record<string, unknown>>().notNull().default({}) })

/** What a person is told; the key keeps it from being said twice. */
export const notice = pgTable('notice', {
  id: uuid().primaryKey(),
  person: text().notNull(),
  kind: text().notNull(),
  key: text().notNull(),
  card: uuid(),
  assignment: uuid(),
  facts: jsonb().$type<Record<string, string | number>>().notNull().default({}),
  madeAt: moment('made_at').notNull(),
  seenAt: moment('seen_at'),
})
