import { bigint, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'

const moment = (name: string) => timestamp(name, { withTimezone: true })

/** A file that comes in pieces; how much is there says the file itself. `record`: what it became in the archive. */
export const upload = pgTable('upload', {
  id: uuid().primaryKey(),
  /** Account of whoever sends it; empty: the public page. */
  owner: text().notNull(),
  name: text().notNull(),
  mediaType: text('media_type').notNull(),
  bytes: bigint({ mode: 'number' }).notNull(),
  sha512: text().notNull(),
  state: text().$type<'open' | 'complete' | 'attached' | 'refused'>().notNull(),
  card: uuid(),
  /** For what it is kept beside a case: nothing takes it away meanwhile. */
  heldBy: uuid('held_by'),
  role: text().$type<'document' | 'annex' | 'slip'>().notNull().default('annex'),
  paper: text(),
  record: uuid(),
  refusal: text(),
  madeAt: moment('made_at').notNull(),
  touchedAt: moment('touched_at').notNull(),
})
export type Upload = typeof upload.$inferSelect
