import { bigint, doublePrecision, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { z } from 'zod'
import type { batchException, DecideException } from '#contract/capture.ts'
import type { PageMarks } from '#contract/page-marks.ts'

const moment = (name: string) => timestamp(name, { withTimezone: true })

export const cover = pgTable('cover', {
  id: text().primaryKey(),
  class: text(),
  file: text(),
  sheets: integer(),
  recordDate: text('record_date'),
  language: text(),
  issuedAt: moment('issued_at').notNull(),
  issuedBy: text('issued_by').notNull(),
  /** The batch in which it came back, null while it is on paper only. */
  usedBy: uuid('used_by'),
})

export type RejectedSheet = { image?: number | undefined; name: string; code: string; detail: string }
export type BatchException = z.infer<typeof batchException>

export const batch = pgTable('batch', {
  id: uuid().primaryKey(),
  station: uuid(),
  state: text().$type<'open' | 'closing' | 'exceptions' | 'closed'>().notNull(),
  source: text(),
  openedAt: moment('opened_at').notNull(),
  receivedAt: moment('received_at'),
  closedAt: moment('closed_at'),
  fed: integer(),
  feedSeconds: doublePrecision('feed_seconds').notNull().default(0),
  rejected: jsonb().$type<RejectedSheet[]>().notNull().default([]),
  exceptions: jsonb().$type<BatchException[]>().notNull().default([]),
  /** The cover for which a person opened it by hand: pages with no cover before them belong to its record. */
  openedFor: text('opened_for'),
  /** Of a batch opened by hand: when the station began to feed it. */
  takenAt: moment('taken_at'),
})

/** The last code that the reader of a station gave and that opens nothing. */
export const refusedCode = pgTable('refused_code', {
  station: uuid().primaryKey(),
  code: text().notNull(),
  reason: text().notNull(),
  detail: text().notNull(),
  refusedAt: moment('refused_at').notNull(),
})

/** `destroyed`: a page whose record was destroyed under an act. */
export type Fate = 'received' | 'page' | 'cover' | 'separator' | 'blank' | 'rejected' | 'rescanned' | 'exception' | 'destroyed'

export const batchImage = pgTable(
  'batch_image',
  {
    batch: uuid().notNull(),
    image: integer().notNull(),
    sha512: text().notNull(),
    bytes: bigint({ mode: 'number' }).notNull(),
    mediaType: text('media_type').notNull(),
    name: text().notNull(),
    widthPx: integer('width_px').notNull(),
    heightPx: integer('height_px').notNull(),
    dpi: doublePrecision(),
    marks: jsonb().$type<PageMarks>().notNull(),
    fate: text().$type<Fate>().notNull().default('received'),
    /** The record it belongs to: pages and the cover before them. */
    record: uuid(),
    receivedAt: moment('received_at').notNull(),
    /** When the copy in the intake area went, after the store had it. */
    releasedAt: moment('released_at'),
  },
  (table) => [primaryKey({ columns: [table.batch, table.image] })],
)

/** What the split decided about a record, before the record itself exists. */
export const plannedRecordTable = pgTable('planned_record', {
  id: uuid().primaryKey(),
  batch: uuid().notNull(),
  /** The image that begins it: its cover, or its first page where there is no cover. */
  firstImage: integer('first_image').notNull(),
  cover: text(),
  class: text(),
  file: text(),
  recordDate: text('record_date'),
  plannedAt: moment('planned_at').notNull(),
  /** When its record was destroyed: then only numbers are left of the plan. */
  destroyedAt: moment('destroyed_at'),
})

export const batchDecision = pgTable('batch_decision', {
  id: uuid().primaryKey(),
  batch: uuid().notNull(),
  decision: jsonb().$type<DecideException>().notNull(),
  decidedBy: text('decided_by').notNull(),
  decidedAt: moment('decided_at').notNull(),
})
