import { boolean, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'

const moment = (name: string) => timestamp(name, { withTimezone: true })

export const userAccount = pgTable('user_account', {
  id: uuid().primaryKey(),
  name: text().notNull(),
  passwordHash: text('password_hash').notNull(),
  mustChangePassword: boolean('must_change_password').notNull().default(false),
  roles: text().array().notNull(),
  units: text().array().notNull(),
  active: boolean().notNull().default(true),
  createdAt: moment('created_at').notNull().defaultNow(),
  /** As people know them; empty where nobody said. */
  displayName: text('display_name').notNull().default(''),
  position: text().notNull().default(''),
  email: text(),
  language: text(),
})

export const session = pgTable('session', {
  tokenHash: text('token_hash').primaryKey(),
  userId: uuid('user_id').notNull(),
  createdAt: moment('created_at').notNull(),
  lastSeenAt: moment('last_seen_at').notNull(),
})

export const apiToken = pgTable('api_token', {
  id: uuid().primaryKey(),
  tokenHash: text('token_hash').notNull(),
  userId: uuid('user_id').notNull(),
  createdAt: moment('created_at').notNull(),
  /** What people call it; empty where it was made without a name. */
  name: text().notNull().default(''),
  /** Actor who made it; null for those older than this column. */
  madeBy: text('made_by'),
  expiresAt: moment('expires_at'),
  lastUsedAt: moment('last_used_at'),
})

export const agentCode = pgTable('agent_code', {
  codeHash: text('code_hash').primaryKey(),
  expiresAt: moment('expires_at').notNull(),
  usedAt: moment('used_at'),
  issuedBy: text('issued_by').notNull(),
})

export const agent = pgTable('agent', {
  id: uuid().primaryKey(),
  name: text().notNull(),
  role: text().$type<'station' | 'recogniser'>().notNull(),
  publicKey: text('public_key').notNull(),
  active: boolean().notNull().default(true),
  enrolledAt: moment('enrolled_at').notNull(),
  lastSeenAt: moment('last_seen_at'),
})
