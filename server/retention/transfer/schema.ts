import { bigint, integer, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { TransferState } from '#contract/transfer.ts'

const moment = (name: string) => timestamp(name, { withTimezone: true })

/** The way of an act of transfer after its inventory. */
export const transfer = pgTable('transfer', {
  act: uuid().primaryKey(),
  archive: text().notNull(),
  yearFrom: integer('year_from').notNull(),
  yearTo: integer('year_to').notNull(),
  state: text().$type<TransferState>().notNull(),
  agreedOn: text('agreed_on'),
  agreedDocument: text('agreed_document'),
  approvedOn: text('approved_on'),
  approvedDocument: text('approved_document'),
  packagedAt: moment('packaged_at'),
  handedOverOn: text('handed_over_on'),
  handedOverDocument: text('handed_over_document'),
  receiptAt: moment('receipt_at'),
  receiptDocument: text('receipt_document'),
  receiptUnknown: integer('receipt_unknown').notNull().default(0),
  notBefore: moment('not_before'),
})
export type Transfer = typeof transfer.$inferSelect

/** A file of the package by its path in the bag, and what the receipt says of it. */
export const transferFile = pgTable(
  'transfer_file',
  {
    act: uuid().notNull(),
    path: text().notNull(),
    record: uuid(),
    sha512: text().notNull(),
    bytes: bigint({ mode: 'number' }).notNull(),
    receivedSha512: text('received_sha512'),
    fault: text().$type<'missing' | 'differs'>(),
  },
  (table) => [primaryKey({ columns: [table.act, table.path] })],
)
