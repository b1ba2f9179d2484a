import { z } from 'zod'
import { civilDate } from './common.ts'

const count = z.int()

/** What stays of a destroyed record, as far as a reader may know it. `title`: only where titles of its class name nobody. */
export const stubView = z.object({
  record: z.string(),
  kind: z.enum(['destroyed', 'transferred']),
  class: z.string().nullable(),
  file: z.string().nullable(),
  dateFirst: z.string().nullable(),
  dateLast: z.string().nullable(),
  title: z.string().nullable(),
  act: z.string(),
  rule: z.string().nullable(),
  cite: z.string().nullable(),
  schedule: z.string().nullable(),
  version: z.string().nullable(),
  endedOn: z.string(),
  backupsUntil: z.string().nullable(),
  /** `destroyed-backups-pending`: a backup may still hold it. */
  state: z.enum(['destroyed-backups-pending', 'destroyed', 'transferred']),
})
export type StubView = z.infer<typeof stubView>

/** What came of one line of an executed act. */
export const lineResult = z.object({
  id: z.string(),
  line: z.int(),
  subject: z.object({ kind: z.enum(['record', 'file']), id: z.string() }),
  carrier: z.enum(['digital', 'paper', 'both']),
  class: z.string().nullable(),
  file: z.string().nullable(),
  rule: z.string().nullable(),
  version: z.string().nullable(),
  state: z.string(),
  reason: z.string().nullable(),
  reasonOf: z.string().nullable(),
  /** Records whose content is gone for good; those decided and not yet gone everywhere; those that live on; those that a hold kept. */
  destroyed: count,
  underWay: count,
  contentStays: count,
  held: count,
  paper: z.object({ destroyedOn: z.string(), destroyedBy: z.string(), weightKg: z.number().nullable(), consignmentNote: z.string().nullable() }).nullable(),
})
export type LineResult = z.infer<typeof lineResult>

/** Result of an execution: the facts of its certificate. */
export const actResult = z.object({
  act: z.object({ id: z.string(), number: z.string(), title: z.string(), state: z.string(), listHash: z.string().nullable() }),
  /** `executing`; `destroyed-backups-pending` until the last backup is gone; then `destroyed`. */
  state: z.enum(['not-ordered', 'executing', 'destroyed-backups-pending', 'destroyed']),
  orderedBy: z.string().nullable(),
  orderedAt: z.string().nullable(),
  backupDays: z.int().nullable(),
  destroyedOn: z.string().nullable(),
  backupsUntil: z.string().nullable(),
  totals: z.object({ lines: count, destroyed: count, void: count, kept: count, underWay: count, open: count, paperPending: count, records: count, recordsDestroyed: count, contentStays: count, held: count }),
  /** Of each derivative, of how many records it was found gone. */
  derivatives: z.array(z.object({ part: z.string(), records: count })),
  lines: z.array(lineResult),
  /** Why it does not go on, if it waits for something. */
  waitsFor: z.string().nullable(),
})
export type ActResult = z.infer<typeof actResult>

/** Paper of a line that people destroyed. */
export const paperDestroyed = z.object({
  destroyedOn: civilDate,
  destroyedBy: z.string().trim().min(1).max(200),
  weightKg: z.number().positive().max(1_000_000).optional(),
  consignmentNote: z.string().trim().min(1).max(200).optional(),
})
export type PaperDestroyed = z.infer<typeof paperDestroyed>
