import { bigint, boolean, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { CardState, Relation, Stage } from '#contract/cards.ts'
import type { FieldForm, Flow, RegisterConstants, ResetRule } from '#contract/registers.ts'

const moment = (name: string) => timestamp(name, { withTimezone: true })
type Names = Record<string, string>

export const register = pgTable('register', {
  id: uuid().primaryKey(),
  code: text().notNull(),
  title: jsonb().$type<Names>().notNull(),
  unit: text().notNull(),
  flow: text().$type<Flow>().notNull(),
  template: text().notNull(),
  constants: jsonb().$type<RegisterConstants>().notNull().default({}),
  reset: jsonb().$type<ResetRule>().notNull(),
  fields: jsonb().$type<FieldForm[]>().notNull().default([]),
  openedOn: text('opened_on').notNull(),
  closedOn: text('closed_on'),
})

/** The counter of a period, which is also the lock of the register. */
export const registerPeriod = pgTable(
  'register_period',
  {
    register: uuid().notNull(),
    period: text().notNull(),
    test: boolean().notNull().default(false),
    firstSeq: integer('first_seq').notNull().default(1),
    nextSeq: integer('next_seq').notNull(),
    closedAt: moment('closed_at'),
    closedBy: text('closed_by'),
  },
  (table) => [primaryKey({ columns: [table.register, table.period, table.test] })],
)

/** Numbers handed to an intake point that works without the line. */
export const registerBlock = pgTable('register_block', {
  id: uuid().primaryKey(),
  register: uuid().notNull(),
  period: text().notNull(),
  test: boolean().notNull().default(false),
  firstSeq: integer('first_seq').notNull(),
  lastSeq: integer('last_seq').notNull(),
  place: text().notNull(),
  handedBy: text('handed_by').notNull(),
  handedAt: moment('handed_at').notNull(),
  reconciledBy: text('reconciled_by'),
  reconciledAt: moment('reconciled_at'),
})

/** A number in a register; unique by register, period and sequence, not by what is printed. */
export const entry = pgTable('entry', {
  id: uuid().primaryKey(),
  register: uuid().notNull(),
  period: text().notNull(),
  test: boolean().notNull().default(false),
  seq: integer().notNull(),
  repeat: integer().notNull().default(0),
  number: text().notNull(),
  numberKey: text('number_key').notNull(),
  card: uuid(),
  source: text().$type<'registered' | 'block' | 'imported'>().notNull(),
  enteredOn: text('entered_on').notNull(),
  enteredAt: moment('entered_at').notNull(),
  enteredBy: text('entered_by').notNull(),
  annulledAt: moment('annulled_at'),
  annulledBy: text('annulled_by'),
  annulReason: text('annul_reason'),
  imported: jsonb().$type<Record<string, string>>(),
})

export type CorrespondentKind = 'person' | 'organisation' | 'authority'

/** Somebody who writes to the house or is written to. */
export const correspondent = pgTable('correspondent', {
  id: uuid().primaryKey(),
  kind: text().$type<CorrespondentKind>().notNull(),
  name: text().notNull(),
  nameKey: text('name_key').notNull(),
  code: text(),
  address: text().notNull().default(''),
  email: text(),
  phone: text(),
  language: text(),
  mergedInto: uuid('merged_into'),
  mergedAt: moment('merged_at'),
  mergedBy: text('merged_by'),
  createdAt: moment('created_at').notNull(),
  createdBy: text('created_by').notNull(),
})

/** Registration card: what is known of one document that came, goes or stays. */
export const card = pgTable('card', {
  id: uuid().primaryKey(),
  flow: text().$type<Flow>().notNull(),
  kind: text().notNull(),
  kindVersion: integer('kind_version').notNull(),
  unit: text().notNull(),
  state: text().$type<CardState>().notNull(),
  test: boolean().notNull().default(false),
  number: text().notNull(),
  registeredOn: text('registered_on').notNull(),
  registeredAt: moment('registered_at').notNull(),
  registeredBy: text('registered_by').notNull(),
  subject: text().notNull(),
  correspondent: uuid(),
  theirNumber: text('their_number'),
  theirNumberKey: text('their_number_key'),
  theirDate: text('their_date'),
  receivedOn: text('received_on'),
  channel: text().notNull(),
  sheets: integer(),
  annexSheets: integer('annex_sheets'),
  language: text(),
  paper: text().$type<'none' | 'kept' | 'returned' | 'missing'>().notNull().default('none'),
  paperUnit: text('paper_unit'),
  paperPlace: text('paper_place'),
  paperHolder: text('paper_holder'),
  cover: text(),
  restricted: boolean().notNull().default(false),
  units: text().array().notNull(),
  people: text().array().notNull().default([]),
  term: text(),
  termBaseOn: text('term_base_on'),
  dueOn: text('due_on'),
  extended: boolean().notNull().default(false),
  dueBy: text('due_by').$type<'term' | 'urgent' | 'extension' | 'longest' | 'chosen'>().notNull().default('term'),
  dueUncertain: boolean('due_uncertain').notNull().default(false),
  papersAskedOn: text('papers_asked_on'),
  papersUntil: text('papers_until'),
  forwardedOn: text('forwarded_on'),
  service: text(),
  serviceVersion: integer('service_version'),
  fields: jsonb().$type<Record<string, string | number>>().notNull().default({}),
  checkValue: text('check_value').notNull(),
  filedIn: uuid('filed_in'),
  closedOn: text('closed_on'),
  version: integer().notNull().default(1),
})
export type Card = typeof card.$inferSelect

export const cardEvent = pgTable('card_event', { id: uuid().primaryKey(), card: uuid().notNull(), at: moment('at').notNull(), actor: text().notNull(), event: text().notNull(), details: jsonb().$type<Record<string, unknown>>().notNull().default({}) })

/** A stage that the citizen may see: no name, no content. */
export const cardStage = pgTable('card_stage', {
  id: uuid().primaryKey(),
  card: uuid().notNull(),
  stage: text().$type<Stage>().notNull(),
  onDay: text('on_day').notNull(),
  at: moment('at').notNull(),
  unit: text(),
  untilOn: text('until_on'),
  reason: text(),
  number: text(),
  /** In what order stages were entered, whatever the clock said. */
  place: bigint({ mode: 'number' }).generatedAlwaysAsIdentity(),
})

export const cardRelation = pgTable(
  'card_relation',
  { fromCard: uuid('from_card').notNull(), toCard: uuid('to_card').notNull(), relation: text().$type<Relation>().notNull(), madeBy: text('made_by').notNull(), madeAt: moment('made_at').notNull() },
  (table) => [primaryKey({ columns: [table.fromCard, table.toCard, table.relation] })],
)

/** A record of a card; one that was replaced stays. */
export const cardRecord = pgTable(
  'card_record',
  {
    card: uuid().notNull(),
    record: uuid().notNull(),
    role: text().$type<'document' | 'annex' | 'draft' | 'reply' | 'approval-sheet' | 'slip'>().notNull(),
    form: text().$type<'electronic-original' | 'scanned-copy'>().notNull(),
    name: text().notNull().default(''),
    paper: text(),
    version: integer().notNull().default(1),
    addedBy: text('added_by').notNull(),
    addedAt: moment('added_at').notNull(),
    replacedBy: uuid('replaced_by'),
  },
  (table) => [primaryKey({ columns: [table.card, table.record] })],
)
