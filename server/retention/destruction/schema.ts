import { bigint, integer, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'

const moment = (name: string) => timestamp(name, { withTimezone: true })

/** The order to execute an act, and how far it came. */
export const actExecution = pgTable('act_execution', {
  act: uuid().primaryKey(),
  orderedBy: text('ordered_by').notNull(),
  orderedAt: moment('ordered_at').notNull(),
  /** Days for which backups are kept, as set when the execution was ordered. */
  backupDays: integer('backup_days').notNull(),
  /** By the clock of the database: when the last of its records was decided. */
  decidedAt: moment('decided_at'),
  destroyedOn: text('destroyed_on'),
  backupsUntil: text('backups_until'),
})

/** A record of a line on a file whose content did not go. */
export const lineRemainder = pgTable(
  'line_remainder',
  { line: uuid().notNull(), record: uuid().notNull(), outcome: text().$type<'content-stays' | 'held'>().notNull(), reason: text(), notedAt: moment('noted_at').notNull() },
  (table) => [primaryKey({ columns: [table.line, table.record] })],
)

/** The paper of a line, destroyed by people: on which day, by whom, how heavy, under which consignment note. */
export const paperDestruction = pgTable('paper_destruction', {
  line: uuid().primaryKey(),
  destroyedOn: text('destroyed_on').notNull(),
  destroyedBy: text('destroyed_by').notNull(),
  weightGrams: bigint('weight_grams', { mode: 'number' }),
  consignmentNote: text('consignment_note'),
  confirmedBy: text('confirmed_by').notNull(),
  confirmedAt: moment('confirmed_at').notNull(),
})
