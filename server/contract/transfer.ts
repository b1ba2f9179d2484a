import { z } from 'zod'
import { civilDate, id, instant } from './common.ts'

const words = z.string().trim().min(1).max(300)
const year = z.coerce.number().int().min(1).max(9999)

/** How far a handing over has come; until the inventory is approved the state of its act says more. */
export const transferStates = ['inventory', 'packaged', 'transfer-pending', 'confirmed', 'ending', 'ended'] as const
export type TransferState = (typeof transferStates)[number]

/** Permanent files of a fonds that were closed in these years and are on no other act. */
export const candidateQuery = z.object({ fonds: z.string().max(50).optional(), from: year.optional(), to: year.optional() })
export const candidateList = z.object({ total: z.int(), years: z.array(z.object({ fonds: z.string(), year: z.int(), files: z.int() })) })
export type CandidateList = z.infer<typeof candidateList>

export const newTransfer = z.object({ title: words, archive: words, fonds: z.string().min(1).max(50), from: year, to: year })
export const transferDrawn = z.object({ id, number: z.string(), lines: z.int() })
export type TransferDrawn = z.infer<typeof transferDrawn>

/** An agreement or approval with the number of its paper. `completeYears`: with this inventory every permanent file of them is listed. */
export const transferPaper = z.object({ document: words, on: civilDate, completeYears: z.array(year).max(100).default([]) })
export const handedOver = z.object({ on: civilDate, document: words.optional() })
/** What the archive sent back: its checksums as JSON or as lines of a manifest. */
export const receiptQuery = z.object({ document: words })

export const transferFault = z.object({ path: z.string(), record: id.nullable(), fault: z.enum(['missing', 'differs']) })

export const transferView = z.object({
  id,
  number: z.string(),
  title: z.string(),
  fonds: z.string(),
  archive: z.string(),
  years: z.object({ from: z.int(), to: z.int() }),
  /** Of the act: draft, examined (agreed by the commission), approved (by the archive) … */
  actState: z.string(),
  state: z.enum(transferStates),
  drawnBy: z.string(),
  drawnOn: z.string(),
  lines: z.int(),
  agreed: z.object({ document: z.string(), on: z.string() }).nullable(),
  approved: z.object({ document: z.string(), on: z.string() }).nullable(),
  packagedAt: instant.nullable(),
  handedOverOn: z.string().nullable(),
  receipt: z.object({ document: z.string(), at: instant, unknownFiles: z.int() }).nullable(),
  notBefore: instant.nullable(),
  files: z.object({ total: z.int(), bytes: z.number(), faults: z.int() }),
  /** The first hundred files that do not agree. */
  faults: z.array(transferFault),
})
export type TransferView = z.infer<typeof transferView>
export const transferList = z.object({ transfers: z.array(transferView.omit({ faults: true })) })
export type TransferList = z.infer<typeof transferList>
