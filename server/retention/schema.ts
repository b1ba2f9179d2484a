import { boolean, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { Language } from '#kernel/language.ts'
import type { Answer } from './engine/answer.ts'

/** The answer as last computed for a record or a file: a cache for lists and screens that never decides. */
export const retentionStatus = pgTable(
  'retention_status',
  {
    subjectKind: text('subject_kind').$type<'record' | 'file'>().notNull(),
    subject: uuid().notNull(),
    class: text(),
    state: text().$type<Answer['state']>().notNull(),
    baseState: text('base_state').$type<Answer['baseState']>().notNull(),
    action: text().$type<Answer['action']>().notNull(),
    eligibleOn: text('eligible_on'),
    rule: text(),
    schedule: text(),
    version: text(),
    unit: text().$type<'file' | 'record'>(),
    marks: text().array().notNull(),
    waitingFor: text('waiting_for').array().notNull(),
    heldBy: text('held_by').array().notNull(),
    transferDue: text('transfer_due'),
    eraseBy: text('erase_by'),
    provisional: boolean().notNull(),
    /** The sentence in each language, as it was true on the day of computing. */
    sentences: jsonb().$type<Record<Language, string>>().notNull(),
    /** What an act line is bound to. */
    binding: text().notNull(),
    /** First day on which the answer changes by itself; null: never. */
    changesOn: text('changes_on'),
    computedOn: text('computed_on').notNull(),
    computedAt: timestamp('computed_at', { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.subjectKind, table.subject] })],
)
