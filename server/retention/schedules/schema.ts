import { jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { KeptSimulation } from '#contract/schedules.ts'

const moment = (name: string) => timestamp(name, { withTimezone: true })

/** A version of a schedule with its full text, from a rule file or made here. */
export const scheduleVersion = pgTable('schedule_version', {
  id: uuid().primaryKey(),
  schedule: text().notNull(),
  version: text().notNull(),
  origin: text().$type<'file' | 'made'>().notNull(),
  state: text().$type<'draft' | 'proposed' | 'approved' | 'withdrawn'>().notNull(),
  file: text(),
  yaml: text().notNull(),
  /** Of the text, in hexadecimal. */
  sha256: text().notNull(),
  effectiveFrom: text('effective_from'),
  basis: text().notNull(),
  author: text().notNull(),
  /** Everybody who changed the text. */
  editors: text().array().notNull().default([]),
  createdAt: moment('created_at').notNull(),
  changedAt: moment('changed_at').notNull(),
  proposedBy: text('proposed_by'),
  proposedAt: moment('proposed_at'),
  approvedBy: text('approved_by'),
  approvedAt: moment('approved_at'),
  approvalNote: text('approval_note'),
  simulation: jsonb().$type<KeptSimulation>(),
  reevaluatedAt: moment('reevaluated_at'),
})

/** A records manager compared a rule with the act. */
export const ruleConfirmation = pgTable('rule_confirmation', {
  id: uuid().primaryKey(),
  schedule: text().notNull(),
  version: text().notNull(),
  rule: text().notNull(),
  confirmedBy: text('confirmed_by').notNull(),
  confirmedAt: moment('confirmed_at').notNull(),
  note: text().notNull(),
  document: text(),
  retractedAt: moment('retracted_at'),
  retractedBy: text('retracted_by'),
})
