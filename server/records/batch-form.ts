import { z } from 'zod'
import { rejectedSheet } from '#contract/capture.ts'
import { id, instant, sha512 } from '#contract/common.ts'
import { pageMarks } from '#contract/page-marks.ts'
import type { batch, batchImage } from '#server/capture/schema.ts'

export const batchPath = 'batch.json'

/** What is not known of an image that only its record names. */
export const unknownMarks = { widthPx: 1, heightPx: 1, codes: [], coverForm: 'none', blank: false, inkShare: 0, components: 0 } as const

/**
 * What the object of a closed batch says of it (`batch.json`): every image with its fate, so that the
 * sum of its sheets can be told again from the store. Form 1 had neither moments nor measures.
 */
export const batchForm = z.object({
  format: z.enum(['opis-batch/1', 'opis-batch/2']),
  batch: id,
  fed: z.int(),
  rejected: z.array(rejectedSheet),
  /** The agent that fed it; a rebuilt database does not know it any more. */
  station: id.nullable().default(null),
  source: z.string().nullable().default(null),
  openedAt: instant.nullable().default(null),
  receivedAt: instant.nullable().default(null),
  closedAt: instant.nullable().default(null),
  feedSeconds: z.number().default(0),
  images: z.array(
    z.object({
      image: z.int().min(1),
      name: z.string(),
      sha512,
      fate: z.enum(['page', 'cover', 'separator', 'blank', 'rejected', 'rescanned']),
      record: id.nullable(),
      bytes: z.int().default(0),
      mediaType: z.string().default('image/png'),
      widthPx: z.int().default(1),
      heightPx: z.int().default(1),
      dpi: z.number().nullable().default(null),
      marks: pageMarks.default({ ...unknownMarks, codes: [] }),
    }),
  ),
})
export type BatchDescription = z.output<typeof batchForm>

/**
 * The bytes of `batch.json`; the same batch gives the same bytes. Of a page it keeps neither name nor codes: the object of its
 * batch outlives a record that is destroyed.
 */
export function batchFile(found: typeof batch.$inferSelect, images: readonly (typeof batchImage.$inferSelect)[]): Uint8Array {
  const { id: batchId, rejected, station, source, openedAt, receivedAt, closedAt, feedSeconds } = found
  const list = images.map(({ image, name, sha512: digest, fate, record, bytes, mediaType, widthPx, heightPx, dpi, marks }) => {
    const seen = fate === 'page' || fate === 'destroyed' ? { name: '', marks: { ...unknownMarks, codes: [] } } : { name, marks }
    return { image, ...seen, sha512: digest, fate: fate === 'destroyed' ? 'page' : fate, record, bytes, mediaType, widthPx, heightPx, dpi }
  })
  return Buffer.from(`${JSON.stringify({ format: 'opis-batch/2', batch: batchId, fed: images.length, rejected, station, source, openedAt, receivedAt, closedAt, feedSeconds, images: list }, null, 2)}\n`)
}
