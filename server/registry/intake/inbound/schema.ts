import { boolean, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { InboundScope, InboundStatus } from '#contract/inbound.ts'

const moment = (name: string) => timestamp(name, { withTimezone: true })

/** Another program that submits applications; of its key the hash alone. */
export const inboundClient = pgTable('inbound_client', {
  id: uuid().primaryKey(),
  name: text().notNull(),
  keyHash: text('key_hash').notNull(),
  scopes: text().array().$type<InboundScope[]>().notNull(),
  autoAccept: boolean('auto_accept').notNull().default(false),
  register: text(),
  perMinute: integer('per_minute').notNull(),
  madeBy: text('made_by').notNull(),
  madeAt: moment('made_at').notNull(),
  lastUsedAt: moment('last_used_at'),
  revokedAt: moment('revoked_at'),
  revokedBy: text('revoked_by'),
})
export type InboundClient = typeof inboundClient.$inferSelect

/** What was answered under a key of the program. */
export const inboundRequest = pgTable(
  'inbound_request',
  { client: uuid().notNull(), key: text().notNull(), body: text().notNull(), answer: jsonb().$type<InboundStatus>(), madeAt: moment('made_at').notNull() },
  (table) => [primaryKey({ columns: [table.client, table.key] })],
)
