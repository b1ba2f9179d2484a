import { z } from 'zod'
import { box, classCode, impreciseDate, sha512 } from './common.ts'

export const rendition = z.object({ name: z.string(), mediaType: z.string(), bytes: z.int(), sha512 })

/** How long a record is kept, in a word. `computing`: the answer is not there yet. */
export const retentionStates = ['retained', 'eligible', 'waiting', 'permanent', 'unscheduled', 'conflict', 'held', 'computing'] as const
export type RetentionState = (typeof retentionStates)[number]

export const retentionStatus = z.object({
  /** One of `retentionStates`. */
  state: z.string(),
  eligibleOn: z.string().nullable(),
  rule: z.string().nullable(),
  /** One sentence in the language asked for. */
  explanation: z.string(),
  /** The deciding rule was compared with the act by nobody yet: it reaches no act of destruction. */
  unconfirmed: z.boolean().optional(),
})

/** `reading`: pages wait for recognition; `rendering`: the access rendition is made; then `indexing`, then `searchable`. */
export const recordStates = ['reading', 'rendering', 'indexing', 'searchable'] as const
export type RecordState = (typeof recordStates)[number]

export const recordView = z.object({
  id: z.string(),
  title: z.string(),
  class: z.string().nullable(),
  file: z.string().optional(),
  date: z.string().optional(),
  source: z.string().optional(),
  cover: z.string().optional(),
  unit: z.string().nullable(),
  language: z.string().nullable(),
  state: z.enum(recordStates),
  pages: z.int(),
  renditions: z.array(rendition),
  retention: retentionStatus,
  events: z.int(),
})
export type RecordView = z.infer<typeof recordView>

/** Facts by which retention counts: `record.date`, `file.closed`, `contract.ended` … */
export const eventName = z.string().regex(/^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)*$/).max(64)
export const newEvent = z.object({ event: eventName, date: impreciseDate, evidence: z.string().max(500).optional() })
export const eventView = z.object({
  id: z.string(),
  event: z.string(),
  date: z.string(),
  evidence: z.string().nullable(),
  recordedBy: z.string(),
  recordedAt: z.string(),
  retracted: z.boolean(),
})
export const eventList = z.object({ events: z.array(eventView) })

/** `action` is one of `server/kernel/audit-actions.ts`; `details` are the facts of the entry, `detail` the same as text. */
export const historyEntry = z.object({ at: z.string(), actor: z.string(), action: z.string(), detail: z.string(), details: z.record(z.string(), z.unknown()) })
export const history = z.object({ entries: z.array(historyEntry) })

export const pageText = z.object({
  page: z.int(),
  language: z.string().nullable(),
  confidence: z.number().nullable(),
  text: z.string(),
  widthPx: z.int().nullable(),
  heightPx: z.int().nullable(),
  hasPicture: z.boolean(),
  words: z.array(z.object({ text: z.string(), box: box.nullable(), confidence: z.number().nullable() })),
})
export const recordText = z.object({ id: z.string(), pages: z.array(pageText) })

export const classView = z.object({ code: classCode, title: z.record(z.string(), z.string()), unit: z.string().nullable() })
export const filePlan = z.object({ classes: z.array(classView), files: z.array(z.object({ class: z.string().nullable(), name: z.string(), records: z.int() })) })

/** `record` is set when the file was taken in, `duplicateOf` when its bytes are already archived. */
export const importAnswer = z.object({ record: z.string().nullable(), duplicateOf: z.string().nullable(), pages: z.int() })
