import { bigint, boolean, doublePrecision, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { RecordState } from '#contract/records.ts'

export type { RecordState }

const moment = (name: string) => timestamp(name, { withTimezone: true })

export const record = pgTable('record', {
  id: uuid().primaryKey(),
  title: text().notNull(),
  class: text(),
  file: text(),
  recordDate: text('record_date'),
  /** Name of the imported file. */
  source: text(),
  cover: text(),
  batch: uuid(),
  unit: text(),
  wholeHouse: boolean('whole_house').notNull().default(false),
  /** Units and people (`person:<name>`) who see it since they see a card that it belongs to; kept by the database. */
  sharedWith: text('shared_with').array().notNull().default([]),
  language: text(),
  state: text().$type<RecordState>().notNull(),
  createdAt: moment('created_at').notNull(),
  readAt: moment('read_at'),
  searchableAt: moment('searchable_at'),
  /** Since when its text awaits the holds by query; null: those in force have looked at it. */
  awaitsHoldsSince: moment('awaits_holds_since'),
})

/** Word as stored: text, box as fractions of the upright page, confidence, line. */
export type StoredWord = [text: string, x: number, y: number, width: number, height: number, confidence: number, line: number]

export type ReadBy = { engine: string; engineVersion: string; dataSha256: string; doubtful: boolean }

export const recordPage = pgTable('record_page', {
  id: uuid().primaryKey(),
  record: uuid().notNull(),
  page: integer().notNull(),
  batchImage: integer('batch_image'),
  /** Path in the record's object of the file that pictures the page; null: a page of text only. */
  contentPath: text('content_path'),
  sha512: text(),
  mediaType: text('media_type'),
  dpi: doublePrecision(),
  turn: integer().$type<0 | 90 | 180 | 270>().notNull().default(0),
  widthPx: integer('width_px'),
  heightPx: integer('height_px'),
  language: text(),
  confidence: doublePrecision(),
  text: text().notNull().default(''),
  words: jsonb().$type<StoredWord[]>().notNull().default([]),
  readBy: jsonb('read_by').$type<ReadBy>(),
})

export const recordRendition = pgTable(
  'record_rendition',
  {
    record: uuid().notNull(),
    name: text().$type<'original' | 'access'>().notNull(),
    path: text().notNull(),
    mediaType: text('media_type').notNull(),
    bytes: bigint({ mode: 'number' }).notNull(),
    sha512: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.record, table.name, table.path] })],
)

/** Bytes that are being imported, or were when the program was killed, and the id their record has or will have. */
export const importClaim = pgTable('import_claim', {
  sha512: text().primaryKey(),
  record: uuid().notNull(),
  claimedAt: moment('claimed_at').notNull(),
})
