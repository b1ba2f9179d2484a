import { z } from 'zod'
import { sha512 } from '#contract/common.ts'
import { imageAnnouncement, rejectedSheet } from '#contract/capture.ts'
import { pageMarks } from '#contract/page-marks.ts'

const origin = { item: z.string(), page: z.int().min(1), lastOfItem: z.boolean() }

/** Where the pages of a batch come from; a batch of a folder also keeps which files were the pile. */
export const batchSource = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('folder'),
    folder: z.string(),
    pile: z.array(z.object({ key: z.string(), bytes: z.int(), mtimeMs: z.int() })),
  }),
  z.object({ kind: z.literal('device'), device: z.string() }),
])
export type BatchSource = z.output<typeof batchSource>

/** An image that lies in the spool, numbered from 1 in feed order. `file` is its name in the batch's folder of images. */
export const spooledImage = imageAnnouncement.omit({ marks: true }).extend({ image: z.int().min(1), file: z.string(), ...origin })
export type SpooledImage = z.output<typeof spooledImage>

/**
 * What the journal of a batch says, one line each, in this order at the earliest:
 * `opened`, then for each sheet `spooled` (durable here) → `marked` (looked at) → `acknowledged` (durable
 * at the server) or `refused`, or else `rejected` (no image); `fed` (no further sheet; the count is
 * final), `closed` (the server agreed to the count), `reported` (the person was told).
 */
export const journalEntry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('opened'), version: z.literal(1), batch: z.uuid(), at: z.string(), source: batchSource, profile: z.string().nullable() }),
  spooledImage.extend({ type: z.literal('spooled') }),
  z.object({ type: z.literal('marked'), image: z.int(), marks: pageMarks }),
  z.object({ type: z.literal('acknowledged'), image: z.int(), sha512 }),
  z.object({ type: z.literal('refused'), image: z.int(), code: z.string(), detail: z.string() }),
  rejectedSheet.extend({ type: z.literal('rejected'), ...origin }),
  z.object({ type: z.literal('fed'), images: z.int(), feedSeconds: z.number(), reason: z.string() }),
  z.object({ type: z.literal('closed') }),
  z.object({ type: z.literal('reported') }),
])
export type JournalEntry = z.output<typeof journalEntry>
