import { boolean, integer, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'
import type { FieldForm, Flow } from '#contract/registers.ts'
import type { RouteStep } from '#contract/kinds.ts'
import type { ServicePaper } from '#contract/services.ts'
import type { Suspension } from '#contract/terms.ts'

const moment = (name: string) => timestamp(name, { withTimezone: true })
type Names = Record<string, string>

/** Kinds of document with their routes; a document keeps the version under which it was registered. */
export const documentKind = pgTable(
  'document_kind',
  {
    code: text().notNull(),
    version: integer().notNull(),
    name: jsonb().$type<Names>().notNull(),
    flow: text().$type<Flow>().notNull(),
    term: text(),
    class: text(),
    route: jsonb().$type<RouteStep[]>().notNull().default([]),
    fields: jsonb().$type<FieldForm[]>().notNull().default([]),
    validFrom: text('valid_from').notNull(),
    retiredOn: text('retired_on'),
  },
  (table) => [primaryKey({ columns: [table.code, table.version] })],
)

/** Services of the one window. */
export const service = pgTable(
  'service',
  {
    code: text().notNull(),
    version: integer().notNull(),
    name: jsonb().$type<Names>().notNull(),
    description: jsonb().$type<Names>().notNull().default({}),
    unit: text().notNull(),
    register: text().notNull(),
    kind: text().notNull(),
    papers: jsonb().$type<ServicePaper[]>().notNull().default([]),
    fields: jsonb().$type<FieldForm[]>().notNull().default([]),
    term: text(),
    result: jsonb().$type<Names>().notNull().default({}),
    validFrom: text('valid_from').notNull(),
    retiredOn: text('retired_on'),
    online: boolean().notNull().default(false),
    savedBy: text('saved_by').notNull().default(''),
    savedAt: moment('saved_at'),
  },
  (table) => [primaryKey({ columns: [table.code, table.version] })],
)

export const workingCalendar = pgTable('working_calendar', {
  code: text().primaryKey(),
  name: jsonb().$type<Names>().notNull(),
  weekend: integer().array().notNull().default([6, 7]),
  roll: text().$type<'next-working-day' | 'none'>().notNull(),
  enteredUntil: text('entered_until'),
  suspended: jsonb().$type<Suspension[]>().notNull().default([]),
})

export const workingCalendarDay = pgTable(
  'working_calendar_day',
  { calendar: text().notNull(), day: text().notNull(), kind: text().$type<'off' | 'working'>().notNull(), note: text().notNull().default('') },
  (table) => [primaryKey({ columns: [table.calendar, table.day] })],
)

/** Rules of legal profiles as dated data. */
export const termRuleRow = pgTable(
  'term_rule',
  { id: text().notNull(), validFrom: text('valid_from').notNull(), profile: text().notNull(), definition: jsonb().notNull(), changedBy: text('changed_by').notNull(), changedAt: moment('changed_at').notNull() },
  (table) => [primaryKey({ columns: [table.id, table.validFrom] })],
)
