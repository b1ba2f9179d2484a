import { z } from 'zod'
import { coverFacts } from './by-hand.ts'
import { civilDate, classCode, fileName, id, imageMediaTypes, impreciseDate, language, sha512 } from './common.ts'
import { pageMarks, withoutNul } from './page-marks.ts'

/** A cover sheet is ordered with what it says about the record behind it. */
export const coverOrder = z.object({
  count: z.int().min(1).max(500),
  class: classCode.optional(),
  file: fileName.optional(),
  sheets: z.int().min(1).max(2000).optional(),
  date: impreciseDate.optional(),
  language: language.optional(),
})
export type CoverOrder = z.infer<typeof coverOrder>

export const issuedCover = z.object({
  id: z.string(),
  page: z.int(),
  class: z.string().optional(),
  file: z.string().optional(),
  sheets: z.int().optional(),
})
/** The PDF comes back as base64 beside the list, so that both are of one issue. */
export const issuedCovers = z.object({ covers: z.array(issuedCover), pdfBase64: z.string() })
export type IssuedCovers = z.infer<typeof issuedCovers>

export const openBatch = z.object({
  /** Chosen by the station, so that opening twice is opening once. */
  id,
  profile: z.string().max(64).optional(),
  source: z.string().max(200).optional(),
})

/** What the station says about an image before it sends the bytes; kept in the journal at the station. */
export const imageAnnouncement = z.object({
  sha512,
  bytes: z.int().min(0),
  mediaType: z.enum(imageMediaTypes),
  /** Name of the file at the feeder, if there was one; data only, never a path. */
  name: z.string().max(255).regex(withoutNul),
  marks: pageMarks,
})
export type ImageAnnouncement = z.infer<typeof imageAnnouncement>

/** Given only after the image lies in durable storage. */
export const imageReceipt = z.object({ image: z.int(), sha512 })

/** A sheet that the feeder could not turn into an image: it is an exception of the batch, not a gap. */
export const rejectedSheet = z.object({
  /** Number of the image that the server refused for good; absent where the file never became an image. */
  image: z.int().min(1).optional(),
  name: z.string().max(255),
  code: z.string().max(64),
  detail: z.string().max(500),
})

export const closeBatch = z.object({
  /** Images fed according to the station. The batch does not close on any other number. */
  fed: z.int().min(0),
  rejected: z.array(rejectedSheet).max(1000).default([]),
  feedSeconds: z.number().min(0).default(0),
})

export const setAsideReason = z.enum(['cover', 'separator', 'blank', 'rejected', 'rescanned'])

/** What a person must decide about a batch. Codes never change their meaning; each has a text on the screens. */
export const exceptionCodes = [
  'no-cover',
  'cover-unreadable',
  'cover-from-behind',
  'cover-codes-disagree',
  'cover-unknown',
  'cover-used',
  'cover-repeated',
  'cover-empty',
  'cover-back-written',
  'sheet-count',
] as const

/** What the sentence of an exception tells of the case; which of them are there depends on the code. */
export const exceptionFacts = z.object({
  cover: z.string().optional(),
  otherImages: z.array(z.int()).optional(),
  otherCovers: z.array(z.string()).optional(),
  expectedSheets: z.int().optional(),
  pages: z.int().optional(),
  blanks: z.int().optional(),
})

export const batchException = z.object({
  code: z.string(),
  image: z.int(),
  /** Further images held back with it. */
  images: z.array(z.int()).default([]),
  detail: z.string(),
  facts: exceptionFacts.optional(),
  /** What a person may answer; see `decideException`. */
  actions: z.array(z.string()).default([]),
})

/** Where a batch stands, finer than its state. */
export const batchSteps = ['waiting-for-pages', 'receiving', 'splitting', 'publishing', 'recognising', 'rendering', 'indexing', 'waiting-for-decision', 'done'] as const
export type BatchStep = (typeof batchSteps)[number]

/** The batch report (command-line contract). `image` counts in feed order from 1. */
export const batchReport = z.object({
  batch: z.string(),
  state: z.enum(['open', 'exceptions', 'closed']),
  step: z.enum(batchSteps),
  /** The cover for which it was opened by hand. */
  openedFor: coverFacts.optional(),
  openedAt: z.string(),
  /** What people call the station that fed it. */
  stationName: z.string().nullable(),
  fed: z.int(),
  archived: z.int(),
  /** Of the archived images those whose records were destroyed under an act since. */
  destroyed: z.int().optional(),
  setAside: z.array(z.object({ image: z.int(), reason: setAsideReason })),
  records: z.array(
    z.object({
      id: z.string(),
      cover: z.string().nullable(),
      class: z.string().nullable(),
      pages: z.array(z.int()),
      language: z.string().nullable(),
      title: z.string(),
      state: z.string(),
    }),
  ),
  exceptions: z.array(batchException),
  /** Files that never became an image. */
  rejected: z.array(rejectedSheet),
  searchable: z.boolean(),
  seconds: z.object({
    feed: z.number(),
    upload: z.number(),
    recognise: z.number(),
    index: z.number(),
    total: z.number(),
  }),
})
export type BatchReport = z.infer<typeof batchReport>

export const batchSummary = z.object({
  id: z.string(),
  state: z.enum(['open', 'exceptions', 'closed']),
  step: z.enum(batchSteps),
  openedAt: z.string(),
  station: z.string().nullable(),
  /** What people call the station. */
  stationName: z.string().nullable(),
  openedFor: coverFacts.optional(),
  fed: z.int(),
  archived: z.int(),
  exceptions: z.int(),
})
export type BatchSummary = z.infer<typeof batchSummary>
export const batchList = z.object({ batches: z.array(batchSummary) })

/** A live picture of a batch for the capture screen. */
export const batchImages = z.object({
  images: z.array(
    z.object({
      image: z.int(),
      name: z.string(),
      fate: z.enum(['received', 'page', 'cover', 'separator', 'blank', 'rejected', 'rescanned', 'exception', 'destroyed']),
      record: z.string().nullable(),
    }),
  ),
})

/**
 * A person's answer to an exception. `assign`: the images become pages of the record of that cover.
 * `make-record`: they become a record without a cover. `set-aside`: they are no pages.
 * `accept-count`: the number of sheets is right as it is. `take-as-page`: the images are pages where
 * they lie. `replace`: `by` is a better scan of `image`.
 */
export const decideException = z.discriminatedUnion('action', [
  z.object({ action: z.literal('assign'), images: z.array(z.int()).min(1), cover: z.string() }),
  z.object({ action: z.literal('make-record'), images: z.array(z.int()).min(1), class: classCode.optional(), date: civilDate.optional() }),
  z.object({ action: z.literal('set-aside'), images: z.array(z.int()).min(1), reason: setAsideReason }),
  z.object({ action: z.literal('accept-count'), cover: z.string() }),
  z.object({ action: z.literal('take-as-page'), images: z.array(z.int()).min(1) }),
  z.object({ action: z.literal('replace'), image: z.int(), by: z.int() }),
])
export type DecideException = z.infer<typeof decideException>
