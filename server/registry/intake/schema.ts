import { boolean, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { IntakeFile, IntakeNote, IntakeSource, IntakeState } from '#contract/intake.ts'

const moment = (name: string) => timestamp(name, { withTimezone: true })

/** What came and waits to be registered, by whatever way it came. */
export const intakeItem = pgTable('intake_item', {
  id: uuid().primaryKey(),
  source: text().$type<IntakeSource>().notNull(),
  state: text().$type<IntakeState>().notNull(),
  receivedAt: moment('received_at').notNull(),
  /** The day of receipt, which begins the term where the law counts from it. */
  receivedOn: text('received_on').notNull(),
  title: text().notNull(),
  sender: text().notNull().default(''),
  senderEmail: text('sender_email'),
  language: text(),
  payload: jsonb().$type<Record<string, unknown>>().notNull().default({}),
  files: jsonb().$type<IntakeFile[]>().notNull().default([]),
  proposedRegister: text('proposed_register'),
  proposedKind: text('proposed_kind'),
  proposedUnit: text('proposed_unit'),
  proposedService: text('proposed_service'),
  /** SHA-256 of the code of the provisional receipt. */
  codeHash: text('code_hash'),
  test: boolean().notNull().default(false),
  decidedAt: moment('decided_at'),
  decidedBy: text('decided_by'),
  reason: text(),
  card: uuid(),
  /** What came twice by the same way is there once; null where the way has a key of its own. */
  sourceKey: text('source_key'),
  /** Why something of it is not as it was sent. */
  note: text().$type<IntakeNote>(),
  /** Name of the rule that proposed the unit; null: the service, the sender, or nobody did. */
  proposedRule: text('proposed_rule'),
  /** The program that submitted it. */
  client: uuid(),
  provisionalNumber: text('provisional_number'),
  changedAt: moment('changed_at').notNull().defaultNow(),
  /** Message-ID of a letter, with its brackets. */
  messageId: text('message_id'),
  /** A mailing list or a program sent it: nobody is answered. */
  automatic: boolean().notNull().default(false),
  /** The mail by which the sender was told that it was rejected. */
  answer: uuid(),
})
export type IntakeItem = typeof intakeItem.$inferSelect

/** Records of a card that whoever knows number and check value may download from the public page, and what was taken back. */
export const publicDownload = pgTable(
  'public_download',
  { card: uuid().notNull(), record: uuid().notNull(), name: text().notNull(), offeredBy: text('offered_by').notNull(), offeredAt: moment('offered_at').notNull(), untilOn: text('until_on'), withdrawnAt: moment('withdrawn_at'), withdrawnBy: text('withdrawn_by') },
  (table) => [primaryKey({ columns: [table.card, table.record] })],
)
