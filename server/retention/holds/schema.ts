import { pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'

const moment = (name: string) => timestamp(name, { withTimezone: true })

/** A hold blocks every disposition of what it covers and moves no date. */
export const hold = pgTable('hold', {
  id: uuid().primaryKey(),
  number: text().notNull(),
  reason: text().notNull(),
  authority: text().notNull(),
  fromOn: text('from_on').notNull(),
  reviewOn: text('review_on').notNull(),
  placedBy: text('placed_by').notNull(),
  placedAt: moment('placed_at').notNull(),
  releasedOn: text('released_on'),
  releasedBy: text('released_by'),
  releasedAt: moment('released_at'),
  releaseReason: text('release_reason'),
  /** When a hold by query had also caught what was indexed while it was being placed; null: not yet. */
  caughtUpAt: moment('caught_up_at'),
})

export const holdScopes = ['record', 'file', 'class', 'query', 'person'] as const
export type HoldScope = (typeof holdScopes)[number]

export const holdScope = pgTable(
  'hold_scope',
  { hold: uuid().notNull(), kind: text().$type<HoldScope>().notNull(), target: text().notNull() },
  (table) => [primaryKey({ columns: [table.hold, table.kind, table.target] })],
)

/** Records that stay under a hold while it is in force: a search found them, or they were taken out of what it covers. */
export const holdMatch = pgTable(
  'hold_match',
  { hold: uuid().notNull(), record: uuid().notNull(), matchedAt: moment('matched_at').notNull() },
  (table) => [primaryKey({ columns: [table.hold, table.record] })],
)
