import { boolean, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'

/** A rule that proposes the unit for what comes; null and empty conditions hold for anything. */
export const routingRule = pgTable('routing_rule', {
  id: uuid().primaryKey(),
  position: integer().notNull(),
  name: text().notNull(),
  active: boolean().notNull().default(true),
  kind: text(),
  words: text().array().notNull().default([]),
  correspondent: uuid(),
  sender: text(),
  unit: text().notNull(),
  register: text(),
  setKind: text('set_kind'),
  savedBy: text('saved_by').notNull(),
  savedAt: timestamp('saved_at', { withTimezone: true }).notNull(),
})
export type RoutingRule = typeof routingRule.$inferSelect
