import { z } from 'zod'
import { civilDate, id, language } from './common.ts'

export const requestNumber = z.string().regex(/^E-[1-9]\d{0,8}$/)
export const requestStates = ['received', 'assessed', 'refused', 'partly', 'done-with-proof'] as const
export type RequestState = (typeof requestStates)[number]

/** What a request comes to for one record. `to-act`: nothing stands against it, an act decides; `erased`: an act has. */
export const itemOutcomes = ['refused', 'to-act', 'needs-decision', 'erased'] as const
export type ItemOutcome = (typeof itemOutcomes)[number]
/** Why a record is not erased. `floor`: a rule keeps it until a day; `decided`: a person decided between floor and ceiling. */
export const refusalGrounds = ['floor', 'hold', 'waiting', 'unscheduled', 'permanent', 'transfer', 'decided'] as const
export type RefusalGround = (typeof refusalGrounds)[number]

/**
 * A request to erase, about a person (id, or whole name) or about the records that it names. `requester`: how the answer addresses
 * who asks; `basis`: what the request rests on; `dueOn`: one month after it was received unless it is said.
 */
export const newErasureRequest = z.object({
  person: z.string().trim().min(1).max(300).optional(),
  records: z.array(id).max(1000).optional(),
  requester: z.string().trim().min(1).max(300),
  basis: z.string().trim().min(1).max(500),
  receivedOn: civilDate.optional(),
  dueOn: civilDate.optional(),
})
export type NewErasureRequest = z.infer<typeof newErasureRequest>

export const erasureItem = z.object({
  record: z.string(),
  /** Null when the record is gone, as far as its class lets a title stay. */
  title: z.string().nullable(),
  outcome: z.enum(itemOutcomes).nullable(),
  ground: z.enum(refusalGrounds).nullable(),
  rule: z.string().nullable(),
  cite: z.string().nullable(),
  schedule: z.string().nullable(),
  version: z.string().nullable(),
  eligibleOn: z.string().nullable(),
  eraseBy: z.string().nullable(),
  waitingFor: z.array(z.string()),
  heldBy: z.array(z.string()),
  act: z.string().nullable(),
  /** What would be put on an act: the record, or its file where the rule goes by files. */
  subject: z.object({ kind: z.enum(['record', 'file']), id: z.string() }).nullable(),
  decision: z.object({ keep: z.boolean(), reason: z.string(), by: z.string() }).nullable(),
})
export type ErasureItem = z.infer<typeof erasureItem>

const summary = z.object({
  number: requestNumber,
  person: z.object({ id: z.string(), name: z.string() }).nullable(),
  requester: z.string(),
  basis: z.string(),
  receivedOn: z.string(),
  receivedBy: z.string(),
  dueOn: z.string(),
  overdue: z.boolean(),
  state: z.enum(requestStates),
  assessedOn: z.string().nullable(),
  records: z.int(),
})
export type ErasureSummary = z.infer<typeof summary>
export const erasureRequestView = summary.extend({ items: z.array(erasureItem) })
export type ErasureRequestView = z.infer<typeof erasureRequestView>
export const erasureRequestList = z.object({ total: z.int(), requests: z.array(summary) })

/** `keep`: the floor of the law goes before; `erase`: as soon as the schedule has been put right. */
export const decideErasure = z.object({ record: id, keep: z.boolean(), reason: z.string().trim().min(1).max(1000) })
export const letterQuery = z.object({ language: language.default('en') })
export const erasureLetter = z.object({ language, text: z.string() })

/** Records of personal classes that nobody put on an act `days` after they might have been, and those past `erase_by`. */
export const keptLongerQuery = z.object({ days: z.coerce.number().int().min(0).max(36_500).default(30), limit: z.coerce.number().int().min(1).max(500).default(100), offset: z.coerce.number().int().min(0).max(1_000_000).default(0) })
export const keptLonger = z.object({
  total: z.int(),
  classes: z.array(z.object({ class: z.string(), overdue: z.int(), pastEraseBy: z.int() })),
  records: z.array(z.object({ id: z.string(), title: z.string(), class: z.string(), eligibleOn: z.string().nullable(), eraseBy: z.string().nullable(), rule: z.string().nullable(), state: z.string() })),
})
export type KeptLonger = z.infer<typeof keptLonger>
