import { jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { Language } from '#kernel/language.ts'

/** The answer as last computed: a cache for lists and screens that never decides. */
export const retentionStatus = pgTable('retention_status', {
  record: uuid().primaryKey(),
  state: text().notNull(),
  eligibleOn: text('eligible_on'),
  rule: text(),
  schedule: text(),
  version: text(),
  /** The sentence in each language, as it was true on the day of computing. */
  answer: jsonb().$type<Record<Language, string>>().notNull(),
  computedAt: timestamp('computed_at', { withTimezone: true }).notNull(),
})
