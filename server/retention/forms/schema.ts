import { customType, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { Language } from '#kernel/language.ts'

const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' })

/** A printed form on its way to being a record; the bytes go when it is one. */
export const actFiling = pgTable(
  'act_filing',
  {
    act: uuid().notNull(),
    part: text().$type<'form' | 'certificate'>().notNull(),
    language: text().$type<Language>().notNull(),
    sha512: text().notNull(),
    content: bytea(),
    pages: jsonb().$type<string[]>(),
    record: uuid(),
  },
  (table) => [primaryKey({ columns: [table.act, table.part] })],
)
