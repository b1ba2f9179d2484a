import { z } from 'zod'
import { id, language, sha512, turn } from './common.ts'
import { limits } from '../kernel/limits.ts'

export const leaseRequest = z.object({
  count: z.int().min(1).max(16),
  recogniser: z.string().max(64),
  /** The station on the same machine: its pages come first. */
  station: id.optional(),
})

export const leasedPage = z.object({
  page: id,
  lease: id,
  /** Path below the server's address. */
  imagePath: z.string(),
  sha512,
  dpi: z.number().nullable(),
  languageHint: language.nullable(),
})
export type LeasedPage = z.infer<typeof leasedPage>
export const leaseAnswer = z.object({ pages: z.array(leasedPage), leaseSeconds: z.int() })

/** A share of a side of the page. */
const share = z.number().min(0).max(1)

export const recognisedWord = z.object({
  text: z.string().min(1).max(200),
  /** As `box`, within the page. */
  box: z.tuple([share, share, share, share]),
  confidence: z.number().min(0).max(100),
  line: z.int().min(0).max(limits.wordsPerPage),
})
export type RecognisedWord = z.infer<typeof recognisedWord>

/** What a recogniser read on one page; boxes relate to the upright page. */
export const pageReading = z.object({
  engine: z.string().max(64),
  engineVersion: z.string().max(64),
  dataSha256: z.string().regex(/^[0-9a-f]{64}$/),
  language: language.nullable(),
  confidence: z.number().min(0).max(100),
  turn,
  widthPx: z.int().positive().max(limits.imageSidePx),
  heightPx: z.int().positive().max(limits.imageSidePx),
  text: z.string().max(limits.textPerPageChars),
  words: z.array(recognisedWord).max(limits.wordsPerPage),
  doubtful: z.boolean(),
})
export type PageReading = z.infer<typeof pageReading>

export const finishPage = z.object({ lease: id, reading: pageReading })
export const renewLease = z.object({ lease: id })
export const failPage = z.object({
  lease: id,
  code: z.string().max(64),
  detail: z.string().max(500),
  retry: z.boolean(),
})
