import { integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'

const moment = (name: string) => timestamp(name, { withTimezone: true })

/** A body whose papers are kept; its facts are those of the rule language under `org.`. */
export const body = pgTable('body', { code: text().primaryKey(), name: jsonb().$type<Record<string, string>>().notNull() })

/** The papers of one body, as the archive numbers them. */
export const fonds = pgTable('fonds', { number: text().primaryKey(), title: jsonb().$type<Record<string, string>>().notNull(), body: text().notNull() })

export const fileStates = ['open', 'closed', 'transferred', 'destroyed'] as const
export type FileState = (typeof fileStates)[number]

/** A file (справа, dosar, дело): what lies together on one matter, under one index of one class. */
export const file = pgTable('file', {
  id: uuid().primaryKey(),
  class: text().notNull(),
  number: text().notNull(),
  title: text(),
  state: text().$type<FileState>().notNull(),
  openedOn: text('opened_on').notNull(),
  closedOn: text('closed_on'),
  createdAt: moment('created_at').notNull(),
  createdBy: text('created_by').notNull(),
})

/** A volume of a file: closing it does not close the file. */
export const fileVolume = pgTable(
  'file_volume',
  { file: uuid().notNull(), volume: integer().notNull(), openedOn: text('opened_on').notNull(), closedOn: text('closed_on'), sheets: integer() },
  (table) => [primaryKey({ columns: [table.file, table.volume] })],
)

/** A record in a file; it may lie in several. An ended membership stays as the trace of what was. */
export const fileMember = pgTable(
  'file_member',
  {
    file: uuid().notNull(),
    record: uuid().notNull(),
    volume: integer(),
    addedAt: moment('added_at').notNull(),
    addedBy: text('added_by').notNull(),
    endedAt: moment('ended_at'),
    endedBy: text('ended_by'),
    endReason: text('end_reason'),
  },
  (table) => [primaryKey({ columns: [table.file, table.record] })],
)

export const fileChange = pgTable('file_change', {
  id: uuid().primaryKey(),
  file: uuid().notNull(),
  change: text().notNull(),
  details: jsonb().$type<Record<string, unknown>>().notNull(),
  changedBy: text('changed_by').notNull(),
  changedAt: moment('changed_at').notNull(),
})

/** A person whom records concern. */
export const person = pgTable('person', { id: uuid().primaryKey(), name: text().notNull(), createdAt: moment('created_at').notNull(), createdBy: text('created_by').notNull() })

export const personLink = pgTable(
  'person_link',
  { person: uuid().notNull(), subjectKind: text('subject_kind').$type<'record' | 'file'>().notNull(), subject: uuid().notNull(), linkedAt: moment('linked_at').notNull(), linkedBy: text('linked_by').notNull() },
  (table) => [primaryKey({ columns: [table.person, table.subjectKind, table.subject] })],
)

export const factSubjects = ['record', 'file', 'person', 'body'] as const
export type FactSubject = (typeof factSubjects)[number]

/** What is known of a subject: an event with its date, or a plain value. Taken back, never deleted. */
export const fact = pgTable('fact', {
  id: uuid().primaryKey(),
  subjectKind: text('subject_kind').$type<FactSubject>().notNull(),
  subject: text().notNull(),
  name: text().notNull(),
  date: text(),
  value: jsonb().$type<string | number | boolean>(),
  coversFrom: text('covers_from'),
  coversTo: text('covers_to'),
  evidence: text(),
  recordedBy: text('recorded_by').notNull(),
  recordedAt: moment('recorded_at').notNull(),
  retractedAt: moment('retracted_at'),
  retractedBy: text('retracted_by'),
  retractReason: text('retract_reason'),
})

/** The paper of a record or of a whole file, apart from its scan, and where it stands. */
export const paperCopy = pgTable('paper_copy', {
  id: uuid().primaryKey(),
  subjectKind: text('subject_kind').$type<'record' | 'file'>().notNull(),
  subject: uuid().notNull(),
  box: text(),
  shelf: text(),
  sheets: integer(),
  state: text().$type<'kept' | 'destroyed' | 'transferred' | 'missing'>().notNull(),
  changedAt: moment('changed_at').notNull(),
  changedBy: text('changed_by').notNull(),
})
