import { sql } from 'drizzle-orm'
import { boolean, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { AssignmentState } from '#contract/assignments.ts'
import type { NoticeKind } from '#contract/notices.ts'

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
  executedBy: text('executed_by'),
  report: text(),
  resultCard: uuid('result_card'),
  resultRecord: uuid('result_record'),
  endedOn: text('ended_on'),
  endedAt: moment('ended_at'),
  endedBy: text('ended_by'),
  version: integer().notNull().default(1),
  /** The deadline to sort by; a task without one stands last. Computed by the database. */
  dueKey: text('due_key').generatedAlwaysAs(sql`coalesce(due_on, '9999-12-31')`).notNull(),
})
export type Assignment = typeof assignment.$inferSelect

/** A co-executor and what he gave. */
export const assignmentHelper = pgTable(
  'assignment_helper',
  { assignment: uuid().notNull(), executor: text().notNull(), unit: text().notNull(), contribution: text(), record: uuid(), contributedAt: moment('contributed_at') },
  (table) => [primaryKey({ columns: [table.assignment, table.executor] })],
)

export const assignmentEvent = pgTable('assignment_event', { id: uuid().primaryKey(), assignment: uuid().notNull(), at: moment('at').notNull(), actor: text().notNull(), event: text().notNull(), details: jsonb().$type<Record<string, unknown>>().notNull().default({}) })

/** Words of a resolution kept ready: of an author, of a unit, or (both null) of the whole house. */
export const resolutionTemplate = pgTable('resolution_template', {
  id: uuid().primaryKey(),
  author: text(),
  unit: text(),
  text: text().notNull(),
  position: integer().notNull().default(0),
  madeBy: text('made_by').notNull(),
  madeAt: moment('made_at').notNull(),
})

/** What a person is told; the key keeps it from being said twice. */
export const notice = pgTable('notice', {
  id: uuid().primaryKey(),
  person: text().notNull(),
  kind: text().$type<NoticeKind>().notNull(),
  key: text().notNull(),
  card: uuid(),
  assignment: uuid(),
  facts: jsonb().$type<Record<string, string | number>>().notNull().default({}),
  madeAt: moment('made_at').notNull(),
  seenAt: moment('seen_at'),
  /** The mail that took it along; `mailed` also where none ever will. */
  mail: uuid(),
  mailed: boolean().notNull().default(false),
})
