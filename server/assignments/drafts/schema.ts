import { integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { Annex, DraftState, VisaDecision } from '#contract/drafts.ts'

const moment = (name: string) => timestamp(name, { withTimezone: true })

/** How a draft may begin, by kind and language; `body` has placeholders in braces. */
export const draftTemplateRow = pgTable(
  'draft_template',
  {
    code: text().notNull(),
    language: text().notNull(),
    kind: text().notNull(),
    title: text().notNull(),
    subject: text().notNull(),
    body: text().notNull(),
    changedBy: text('changed_by').notNull(),
    changedAt: moment('changed_at').notNull(),
    retiredAt: moment('retired_at'),
  },
  (table) => [primaryKey({ columns: [table.code, table.language] })],
)

/** A reply, decision or order on its way from the first word to the post. What was approved is kept by the database. */
export const draft = pgTable('draft', {
  id: uuid().primaryKey(),
  card: uuid().notNull(),
  assignment: uuid(),
  kind: text().notNull(),
  register: text().notNull(),
  subject: text().notNull(),
  language: text().notNull(),
  author: text().notNull(),
  createdAt: moment('created_at').notNull(),
  state: text().$type<DraftState>().notNull(),
  lastVersion: integer('last_version').notNull(),
  visaMode: text('visa_mode').$type<'parallel' | 'serial'>(),
  approver: text(),
  askedAt: moment('asked_at'),
  forApprovalAt: moment('for_approval_at'),
  approvedAt: moment('approved_at'),
  approvedBy: text('approved_by'),
  approvedFor: text('approved_for'),
  approvedVersion: integer('approved_version'),
  approvedSha512: text('approved_sha512'),
  resultCard: uuid('result_card'),
  registeredAt: moment('registered_at'),
  resultRecord: uuid('result_record'),
  sheetRecord: uuid('sheet_record'),
  sentAt: moment('sent_at'),
  withdrawnAt: moment('withdrawn_at'),
  withdrawReason: text('withdraw_reason'),
})
export type Draft = typeof draft.$inferSelect

/** One whole version; never changed. */
export const draftVersion = pgTable(
  'draft_version',
  { draft: uuid().notNull(), version: integer().notNull(), text: text().notNull(), annexes: jsonb().$type<Annex[]>().notNull().default([]), sha512: text().notNull(), savedBy: text('saved_by').notNull(), savedAt: moment('saved_at').notNull() },
  (table) => [primaryKey({ columns: [table.draft, table.version] })],
)
export type DraftVersion = typeof draftVersion.$inferSelect

/** What one person says of exactly one version. `askedAt` null: not yet this person's turn. */
export const visa = pgTable('visa', {
  id: uuid().primaryKey(),
  draft: uuid().notNull(),
  version: integer().notNull(),
  sha512: text().notNull(),
  position: integer().notNull(),
  person: text().notNull(),
  askedAt: moment('asked_at'),
  decidedAt: moment('decided_at'),
  decidedBy: text('decided_by'),
  decision: text().$type<VisaDecision>(),
  remarks: text().notNull().default(''),
  voidedAt: moment('voided_at'),
  remindedAt: moment('reminded_at'),
  overruledAt: moment('overruled_at'),
  overruledBy: text('overruled_by'),
  overruledFor: text('overruled_for'),
  overruleReason: text('overrule_reason'),
})
export type Visa = typeof visa.$inferSelect

export const draftEvent = pgTable('draft_event', { id: uuid().primaryKey(), draft: uuid().notNull(), at: moment('at').notNull(), actor: text().notNull(), event: text().notNull(), details: jsonb().$type<Record<string, unknown>>().notNull().default({}) })

/** How a registered document left the house. */
export const dispatch = pgTable('dispatch', {
  id: uuid().primaryKey(),
  card: uuid().notNull(),
  draft: uuid(),
  channel: text().notNull(),
  sentOn: text('sent_on').notNull(),
  sentBy: text('sent_by').notNull(),
  notedAt: moment('noted_at').notNull(),
  address: text().notNull().default(''),
  note: text().notNull().default(''),
})
