import { boolean, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { IdentityDocument, PaperState } from '#contract/counter.ts'

const moment = (name: string) => timestamp(name, { withTimezone: true })

/** What came of each paper in the list of a service. `heldIn`: the card with which the house has it already. */
export const cardPaper = pgTable(
  'card_paper',
  {
    card: uuid().notNull(),
    paper: text().notNull(),
    state: text().$type<PaperState>().notNull(),
    heldIn: uuid('held_in'),
    dueOn: text('due_on'),
    notedBy: text('noted_by').notNull(),
    notedAt: moment('noted_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.card, table.paper] })],
)

/** A paper that another unit is asked for, with the task by which it was asked. */
export const cardPaperRequest = pgTable(
  'card_paper_request',
  { card: uuid().notNull(), paper: text().notNull(), unit: text().notNull(), assignment: uuid().notNull(), askedBy: text('asked_by').notNull(), askedAt: moment('asked_at').notNull() },
  (table) => [primaryKey({ columns: [table.card, table.paper] })],
)

/** Who took a result. One that was undone stays. */
export const handOut = pgTable('hand_out', {
  id: uuid().primaryKey(),
  card: uuid().notNull(),
  onDay: text('on_day').notNull(),
  at: moment('at').notNull(),
  unit: text().notNull(),
  recipient: text().notNull(),
  documentKind: text('document_kind').$type<IdentityDocument>().notNull(),
  documentEnding: text('document_ending').notNull(),
  byProxy: boolean('by_proxy').notNull().default(false),
  proxy: text(),
  handedBy: text('handed_by').notNull(),
  undoneAt: moment('undone_at'),
  undoneBy: text('undone_by'),
  undoReason: text('undo_reason'),
})
export type HandOut = typeof handOut.$inferSelect
