import { z } from 'zod'
import { id, instant } from '#contract/common.ts'

const text = z.string().nullable()

/**
 * What the object in the store says of its record (`record.json`), so that the database can be rebuilt
 * from the store and a reader in fifty years needs nothing of ours. Later facts make a new version of
 * the file. Form 1 had neither the originals' media types nor measures nor events.
 */
export const recordForm = z.object({
  format: z.enum(['opis-record/1', 'opis-record/2']),
  id,
  title: z.string(),
  class: text,
  file: text,
  date: text,
  /** Name of the imported file. */
  source: text,
  cover: text,
  batch: id.nullable(),
  unit: text,
  wholeHouse: z.boolean(),
  createdAt: instant,
  /** Language of most pages, and when the last page was read; null until then. */
  language: text.default(null),
  readAt: instant.nullable().default(null),
  /** The files as they came, in order. */
  originals: z.array(z.object({ path: z.string(), mediaType: z.string() })).default([]),
  /** `path`: the file that pictures the page, null for a page of text; `image`: its number in the batch. */
  pages: z.array(
    z.object({
      page: z.int().min(1),
      path: text,
      image: z.int().nullable(),
      mediaType: text.default(null),
      widthPx: z.int().nullable().default(null),
      heightPx: z.int().nullable().default(null),
      dpi: z.number().nullable().default(null),
    }),
  ),
  events: z
    .array(z.object({ id, event: z.string(), date: z.string(), evidence: text, recordedBy: z.string(), recordedAt: instant, retractedAt: instant.nullable() }))
    .default([]),
})
export type RecordDescription = z.output<typeof recordForm>

export const descriptionPath = 'record.json'

/** The bytes of `record.json`; the same facts give the same bytes. */
export function descriptionFile(description: RecordDescription): Uint8Array {
  return Buffer.from(`${JSON.stringify(description, null, 2)}\n`)
}
