import type { WebhookEvent } from '#contract/notices.ts'
import { boolean, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'

const moment = (name: string) => timestamp(name, { withTimezone: true })

/** A day on which the deadlines were gone through. */
export const deadlineRun = pgTable('deadline_run', { day: text().primaryKey(), startedAt: moment('started_at').notNull(), finishedAt: moment('finished_at'), told: integer().notNull().default(0) })

/** What goes out by mail: a digest of notices for one person, or the answer to a sender, who is no person of the house. */
export const mailOut = pgTable('mail_out', {
  id: uuid().primaryKey(),
  person: text().notNull(),
  address: text().notNull(),
  language: text().notNull(),
  subject: text().notNull(),
  body: text().notNull(),
  state: text().$type<'queued' | 'sent' | 'failed' | 'bounced'>().notNull(),
  attempts: integer().notNull().default(0),
  nextTryAt: moment('next_try_at').notNull(),
  madeAt: moment('made_at').notNull(),
  sentAt: moment('sent_at'),
  answer: text(),
  purpose: text().$type<'notices' | 'rejection'>().notNull().default('notices'),
  /** Message-ID of the letter that it answers. */
  inReplyTo: text('in_reply_to'),
})

/** Another program that is told of events. */
export const webhook = pgTable('webhook', {
  id: uuid().primaryKey(),
  name: text().notNull(),
  url: text().notNull(),
  events: text().array().$type<WebhookEvent[]>().notNull(),
  secret: text().notNull(),
  active: boolean().notNull().default(true),
  madeBy: text('made_by').notNull(),
  madeAt: moment('made_at').notNull(),
})

/** One call of it, made in the transaction of the fact. */
export const webhookCall = pgTable('webhook_call', {
  id: uuid().primaryKey(),
  webhook: uuid().notNull(),
  event: text().notNull(),
  body: jsonb().$type<Record<string, unknown>>().notNull(),
  state: text().$type<'queued' | 'delivered' | 'failed'>().notNull(),
  attempts: integer().notNull().default(0),
  nextTryAt: moment('next_try_at').notNull(),
  madeAt: moment('made_at').notNull(),
  doneAt: moment('done_at'),
  answer: text(),
  /** What makes it the same news, told once to each program; null: told where it happens. */
  key: text(),
})
