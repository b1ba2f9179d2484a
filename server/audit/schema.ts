import { bigint, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import type { Json } from '#kernel/canonical-json.ts'

export const auditEvent = pgTable('audit_event', {
  seq: bigint({ mode: 'number' }).primaryKey(),
  at: timestamp({ withTimezone: true }).notNull(),
  actor: text().notNull(),
  action: text().notNull(),
  object: text().notNull(),
  details: jsonb().$type<Json>().notNull(),
  detailsSalt: text('details_salt').notNull(),
  detailsHash: text('details_hash').notNull(),
  prevHash: text('prev_hash').notNull(),
  leafHash: text('leaf_hash').notNull(),
})

export const auditCheckpoint = pgTable('audit_checkpoint', {
  /** Entries that it covers, from the first on. */
  size: bigint({ mode: 'number' }).primaryKey(),
  at: timestamp({ withTimezone: true }).notNull(),
  note: text().notNull(),
  peaks: text().array().notNull(),
})
