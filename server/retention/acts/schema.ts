import { boolean, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'

const moment = (name: string) => timestamp(name, { withTimezone: true })

export const commission = pgTable('commission', { id: uuid().primaryKey(), title: text().notNull(), quorum: integer().notNull(), createdAt: moment('created_at').notNull(), closedOn: text('closed_on') })

export const commissionMember = pgTable(
  'commission_member',
  { commission: uuid().notNull(), userName: text('user_name').notNull(), chair: boolean().notNull().default(false), since: text().notNull(), until: text() },
  (table) => [primaryKey({ columns: [table.commission, table.userName, table.since] })],
)

export const actStates = ['draft', 'examined', 'approved', 'executing', 'executed', 'executed-in-part', 'filed', 'rejected', 'withdrawn'] as const
export type ActState = (typeof actStates)[number]

/** A list of records or files that goes one way together, and how far it has come. */
export const act = pgTable('act', {
  id: uuid().primaryKey(),
  kind: text().$type<'destruction' | 'transfer'>().notNull(),
  number: text().notNull(),
  fonds: text().notNull(),
  title: text().notNull(),
  state: text().$type<ActState>().notNull(),
  schedule: text(),
  drawnOn: text('drawn_on').notNull(),
  drawnBy: text('drawn_by').notNull(),
  drawnAt: moment('drawn_at').notNull(),
  listHash: text('list_hash'),
  notBefore: moment('not_before'),
  executedBy: text('executed_by'),
  executedAt: moment('executed_at'),
  filedAs: uuid('filed_as'),
})

export const lineStates = ['proposed', 'agreed', 'kept', 'void', 'executing', 'destroyed', 'transferred', 'paper-pending'] as const
export type LineState = (typeof lineStates)[number]

/** One record or file on an act, as it stood when it was proposed. */
export const actLine = pgTable('act_line', {
  id: uuid().primaryKey(),
  act: uuid().notNull(),
  line: integer().notNull(),
  subjectKind: text('subject_kind').$type<'record' | 'file'>().notNull(),
  subject: uuid().notNull(),
  carrier: text().$type<'digital' | 'paper' | 'both'>().notNull(),
  class: text(),
  fileNumber: text('file_number'),
  title: text().notNull(),
  dateFirst: text('date_first'),
  dateLast: text('date_last'),
  volumes: integer().notNull().default(1),
  sheets: integer(),
  rule: text(),
  cite: text(),
  schedule: text(),
  version: text(),
  eligibleOn: text('eligible_on'),
  marks: text().array().notNull().default([]),
  binding: text().notNull(),
  /** Hash of where a record lies, or of what lies in a file. */
  membership: text().notNull().default(''),
  /** What the rules say at the end; null on acts of transfer. */
  action: text().$type<'destroy' | 'review'>(),
  /** Who put it on the act: that person approves nothing of it. */
  proposedBy: text('proposed_by'),
  state: text().$type<LineState>().notNull(),
  reason: text(),
  reasonOf: text('reason_of'),
  decidedAt: moment('decided_at'),
})

export const sitting = pgTable('sitting', {
  id: uuid().primaryKey(),
  commission: uuid().notNull(),
  act: uuid().notNull(),
  protocol: text().notNull(),
  heldOn: text('held_on').notNull(),
  present: text().array().notNull(),
  openedBy: text('opened_by').notNull(),
  closedAt: moment('closed_at'),
  closedBy: text('closed_by'),
})

export const vote = pgTable(
  'vote',
  {
    sitting: uuid().notNull(),
    line: uuid().notNull(),
    userName: text('user_name').notNull(),
    vote: text().$type<'agree' | 'keep' | 'extend' | 'abstain'>().notNull(),
    until: text(),
    reason: text(),
    /** The line was singled out; otherwise the vote was on all at once. */
    single: boolean().notNull().default(false),
    votedAt: moment('voted_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.sitting, table.line, table.userName] })],
)

export const actApproval = pgTable(
  'act_approval',
  { act: uuid().notNull(), role: text().notNull(), userName: text('user_name').notNull(), listHash: text('list_hash').notNull(), document: text(), approvedAt: moment('approved_at').notNull() },
  (table) => [primaryKey({ columns: [table.act, table.role] })],
)

/** A decision of people to keep something longer, or for good (`until` null). */
export const keepDecision = pgTable('keep_decision', {
  id: uuid().primaryKey(),
  subjectKind: text('subject_kind').$type<'record' | 'file'>().notNull(),
  subject: uuid().notNull(),
  until: text(),
  basis: text().notNull(),
  protocol: text(),
  rule: text(),
  decidedBy: text('decided_by').notNull(),
  decidedAt: moment('decided_at').notNull(),
  retractedAt: moment('retracted_at'),
  retractedBy: text('retracted_by'),
})

export type OriginalHash = { path: string; sha512: string; bytes: number }

/** What was erased of one record: begun before the first byte goes, complete after the last derivative is gone. */
export const destruction = pgTable('destruction', {
  id: uuid().primaryKey(),
  act: uuid().notNull(),
  line: uuid().notNull(),
  record: uuid().notNull(),
  hashes: jsonb().$type<OriginalHash[]>().notNull(),
  begunAt: moment('begun_at').notNull(),
  gone: jsonb().$type<Record<string, string>>().notNull().default({}),
  erasedAt: moment('erased_at'),
  backupsUntil: text('backups_until'),
})

/** What stays of a record that was destroyed or handed over. */
export const stub = pgTable('stub', {
  record: uuid().primaryKey(),
  kind: text().$type<'destroyed' | 'transferred'>().notNull(),
  class: text(),
  unit: text(),
  wholeHouse: boolean('whole_house').notNull().default(false),
  fileNumber: text('file_number'),
  dateFirst: text('date_first'),
  dateLast: text('date_last'),
  title: text(),
  hashes: jsonb().$type<OriginalHash[]>().notNull(),
  act: uuid().notNull(),
  actNumber: text('act_number').notNull(),
  rule: text(),
  cite: text(),
  schedule: text(),
  version: text(),
  endedOn: text('ended_on').notNull(),
  backupsUntil: text('backups_until'),
})

/** What a schedule wants done before destruction, met for a fonds and a year. */
export const preconditionMet = pgTable('precondition_met', {
  id: uuid().primaryKey(),
  fonds: text().notNull(),
  year: integer().notNull(),
  what: text().notNull(),
  document: text().notNull(),
  recordedBy: text('recorded_by').notNull(),
  recordedAt: moment('recorded_at').notNull(),
})
