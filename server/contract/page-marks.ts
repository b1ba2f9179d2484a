import { z } from 'zod'
import { box } from './common.ts'

/** The database has no character NUL. */
export const withoutNul = /^[^\u0000]*$/

/** A bar code found on an image. */
export const pageCode = z.object({
  format: z.enum(['code128', 'qr']),
  /** What it says, without control characters. */
  text: z.string().max(200).regex(withoutNul),
  /** `cover`: a valid id of ours; `damaged`: begins like ours, check fails; `foreign`: anybody's. */
  kind: z.enum(['cover', 'damaged', 'foreign']),
  /** How far its ink stands out from the paper, 0..1; a code seen through the paper is faint. */
  contrast: z.number().min(0).max(1),
  /** Seen from behind, as through paper; null where one code alone does not tell. */
  mirrored: z.boolean().nullable(),
  /** On the image as it lies, not turned upright. */
  box,
})
export type PageCode = z.infer<typeof pageCode>

/** What the station saw on an image; the server decides from it where records begin. */
export const pageMarks = z.object({
  widthPx: z.int().min(1),
  heightPx: z.int().min(1),
  codes: z.array(pageCode).max(50),
  /** Whether the marks of the printed form of our covers are there, and from which side of the paper. */
  coverForm: z.enum(['front', 'back', 'none']),
  /** Nothing written or printed on it but specks, edges and punch holes. */
  blank: z.boolean(),
  /** Share of the page that is ink, 0..1, edges left out. */
  inkShare: z.number().min(0).max(1),
  /** Connected pieces of ink that are too large to be specks. */
  components: z.int().min(0),
})
export type PageMarks = z.infer<typeof pageMarks>
