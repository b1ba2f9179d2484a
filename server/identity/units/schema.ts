import { jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { UnitKind } from '#contract/units.ts'

const moment = (name: string) => timestamp(name, { withTimezone: true })

/** A body, a unit under it, or an intake point that takes papers for others. */
export const unit = pgTable('unit', {
  code: text().primaryKey(),
  name: jsonb().$type<Record<string, string>>().notNull(),
  kind: text().$type<UnitKind>().notNull(),
  parent: text(),
  head: text(),
  openedOn: text('opened_on').notNull(),
  closedOn: text('closed_on'),
  electronicSince: text('electronic_since'),
})

/** The work of one unit goes over to another from a day on. */
export const unitSuccession = pgTable('unit_succession', {
  id: uuid().primaryKey(),
  fromUnit: text('from_unit').notNull(),
  toUnit: text('to_unit').notNull(),
  fromOn: text('from_on').notNull(),
  orderedBy: text('ordered_by').notNull(),
  orderedAt: moment('ordered_at').notNull(),
  doneAt: moment('done_at'),
  reason: text().notNull().default(''),
  moved: jsonb().$type<Record<string, number>>(),
  withdrawnBy: text('withdrawn_by'),
  withdrawnAt: moment('withdrawn_at'),
})

/** A post of the staff list. */
export const staffPosition = pgTable('staff_position', { code: text().primaryKey(), name: jsonb().$type<Record<string, string>>().notNull(), unit: text() })

/** Who stands in for whom; both days included. */
export const absence = pgTable('absence', {
  id: uuid().primaryKey(),
  person: text().notNull(),
  deputy: text().notNull(),
  fromOn: text('from_on').notNull(),
  toOn: text('to_on').notNull(),
  reason: text().notNull().default(''),
  notedBy: text('noted_by').notNull(),
  notedAt: moment('noted_at').notNull(),
  endedAt: moment('ended_at'),
})

/** Settings of the municipality kept as data: `mode`, `jurisdiction` … */
export const municipalitySetting = pgTable('municipality_setting', {
  name: text().primaryKey(),
  value: jsonb().notNull(),
  changedBy: text('changed_by').notNull(),
  changedAt: moment('changed_at').notNull(),
})
