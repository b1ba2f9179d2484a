import { integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'

const moment = (name: string) => timestamp(name, { withTimezone: true })

/** The queue of pages to be read. A lease that runs out falls back to the queue by itself. */
export const recognitionPage = pgTable('recognition_page', {
  page: uuid().primaryKey(),
  record: uuid().notNull(),
  state: text().$type<'waiting' | 'leased' | 'done' | 'failed'>().notNull(),
  station: uuid(),
  lease: uuid(),
  leaseUntil: moment('lease_until'),
  notBefore: moment('not_before').notNull().defaultNow(),
  attempts: integer().notNull().default(0),
  errorCode: text('error_code'),
  errorDetail: text('error_detail'),
})
