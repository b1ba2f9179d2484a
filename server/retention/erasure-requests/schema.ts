import { pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { ItemOutcome, RefusalGround, RequestState } from '#contract/erasure-requests.ts'

const moment = (name: string) => timestamp(name, { withTimezone: true })

/** Somebody asks that what is kept of them be erased. */
export const erasureRequest = pgTable('erasure_request', {
  id: uuid().primaryKey(),
  number: text().notNull(),
  person: uuid(),
  requester: text().notNull(),
  basis: text().notNull(),
  receivedOn: text('received_on').notNull(),
  receivedBy: text('received_by').notNull(),
  receivedAt: moment('received_at').notNull(),
  dueOn: text('due_on').notNull(),
  state: text().$type<RequestState>().notNull(),
  assessedOn: text('assessed_on'),
  assessedBy: text('assessed_by'),
})

/** What a request comes to for one record; nothing of it changes the record. */
export const erasureItem = pgTable(
  'erasure_item',
  {
    request: uuid().notNull(),
    record: uuid().notNull(),
    outcome: text().$type<ItemOutcome>(),
    reason: text().$type<RefusalGround>(),
    rule: text(),
    cite: text(),
    schedule: text(),
    version: text(),
    eligibleOn: text('eligible_on'),
    eraseBy: text('erase_by'),
    waitingFor: text('waiting_for').array().notNull().default([]),
    heldBy: text('held_by').array().notNull().default([]),
    actNumber: text('act_number'),
    /** Where the rule goes by files: the file that would be put on an act. */
    file: uuid(),
    decision: text().$type<'keep' | 'erase'>(),
    decisionReason: text('decision_reason'),
    decidedBy: text('decided_by'),
    decidedAt: moment('decided_at'),
  },
  (table) => [primaryKey({ columns: [table.request, table.record] })],
)
export type ItemRow = typeof erasureItem.$inferSelect
