import { z } from 'zod'
import { id, instant } from '#contract/common.ts'

const text = z.string().nullable()

/** A fact of the record, a file or a person: an event with its date, or a value. Form 2 had dated events only, and no reasons. */
const knownFact = z.object({
  id,
  event: z.string(),
  date: text,
  value: z.union([z.string(), z.number(), z.boolean()]).nullable().default(null),
  coversFrom: text.default(null),
  coversTo: text.default(null),
  evidence: text,
  recordedBy: z.string(),
  recordedAt: instant,
  retractedAt: instant.nullable(),
  retractedBy: text.default(null),
  retractReason: text.default(null),
})
export type DescribedFact = z.output<typeof knownFact>

const membership = z.object({
  file: id,
  class: z.string(),
  number: z.string(),
  title: text,
  state: z.enum(['open', 'closed', 'transferred', 'destroyed']),
  openedOn: z.string(),
  closedOn: text,
  volume: z.int().nullable(),
  addedAt: instant,
  addedBy: z.string(),
  volumes: z.array(z.object({ volume: z.int(), openedOn: z.string(), closedOn: text, sheets: z.int().nullable() })),
  facts: z.array(knownFact),
})

/**
 * What the object in the store says of its record (`record.json`), so that the database can be rebuilt
 * from the store and a reader in fifty years needs nothing of ours. Later facts make a new version of
 * the file. Form 1 had neither the originals' media types nor measures nor events; form 2 neither the files in which the
 * record lies nor people nor paper, and of facts only dated ones.
 */
export const recordForm = z.object({
  format: z.enum(['opis-record/1', 'opis-record/2', 'opis-record/3']),
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
  events: z.array(knownFact).default([]),
  /** The files in which it lies now, with what is known of each; null: those of `class` and `file`. */
  memberships: z.array(membership).nullable().default(null),
  /** `through`: the file by which it concerns a person; null: by itself. */
  people: z.array(z.object({ id, name: z.string(), through: id.nullable(), facts: z.array(knownFact) })).default([]),
  /** Its paper, apart from its scan; null: as its batch tells. */
  paper: z.array(z.object({ id, box: text, shelf: text, sheets: z.int().nullable(), state: z.enum(['kept', 'destroyed', 'transferred', 'missing']), changedAt: instant, changedBy: z.string() })).nullable().default(null),
})
export type RecordDescription = z.output<typeof recordForm>

export const descriptionPath = 'record.json'

/** The bytes of `record.json`; the same facts give the same bytes. */
export function descriptionFile(description: RecordDescription): Uint8Array {
  return Buffer.from(`${JSON.stringify(description, null, 2)}\n`)
}
