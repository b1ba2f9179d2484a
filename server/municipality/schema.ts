import { integer, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'

const moment = (name: string) => timestamp(name, { withTimezone: true })

/** A list with which papers go to a unit that does not work on the screen yet; signed for when `receivedBy` stands there. */
export const transmittal = pgTable('transmittal', {
  id: uuid().primaryKey(),
  number: integer().notNull(),
  unit: text().notNull(),
  day: text().notNull(),
  madeBy: text('made_by').notNull(),
  madeAt: moment('made_at').notNull(),
  receivedBy: text('received_by'),
  handedOverOn: text('handed_over_on'),
  markedBy: text('marked_by'),
  markedAt: moment('marked_at'),
})

export const transmittalLine = pgTable('transmittal_line', { transmittal: uuid().notNull(), line: integer().notNull(), card: uuid().notNull(), unit: text().notNull() }, (table) => [primaryKey({ columns: [table.transmittal, table.line] })])
