import { z } from 'zod'
import { id, impreciseDate } from './common.ts'
import { withoutNul } from './page-marks.ts'

/** What a cover sheet says of the record behind it. */
export const coverFacts = z.object({
  id: z.string(),
  class: z.string().nullable(),
  file: z.string().nullable(),
  date: impreciseDate.nullable(),
  sheets: z.int().nullable(),
})
export type CoverFacts = z.infer<typeof coverFacts>

/** Longest text of a bar code that is looked at. */
export const codeChars = 200

/**
 * A code that somebody scanned by hand. `station`: where the pages will be fed; a station speaks for
 * itself, and a person may leave it out where there is only one.
 */
export const openByHand = z.object({ code: z.string().max(codeChars).regex(withoutNul), station: id.optional() })
export type OpenByHand = z.infer<typeof openByHand>

/** A batch that waits for the pages of its cover; the next pile of the station goes into it. */
export const batchByHand = z.object({ batch: id, cover: coverFacts, openedAt: z.string() })
export type BatchByHand = z.infer<typeof batchByHand>

export const openedByHand = batchByHand.extend({ station: z.object({ id, name: z.string() }) })
export type OpenedByHand = z.infer<typeof openedByHand>

/** The last code that a reader gave and that opens nothing. `reason` is of the list in `kernel/refusal.ts`. */
export const refusedCode = z.object({ code: z.string(), reason: z.string(), detail: z.string(), at: z.string() })
export type RefusedCode = z.infer<typeof refusedCode>

export const stationByHand = z.object({ id, name: z.string(), waiting: batchByHand.nullable(), refused: refusedCode.nullable() })
export type StationByHand = z.infer<typeof stationByHand>
export const stationsByHand = z.object({ stations: z.array(stationByHand) })
export type StationsByHand = z.infer<typeof stationsByHand>
