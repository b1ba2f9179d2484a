import { z } from 'zod'
import { civilDate, classCode, id, instant } from './common.ts'
import { userName } from './identity.ts'

const subjectKind = z.enum(['record', 'file'])
const carrier = z.enum(['digital', 'paper', 'both'])
const words = z.string().trim().min(1).max(500)
/** A number as the register gives it: `3/2026`. */
const registerNumber = z.string()

/** What of the archive may be put on an act: its class, the year in which it fell due, its rule. */
export const dueFilter = z.object({
  class: classCode.optional(),
  fonds: z.string().max(50).optional(),
  year: z.coerce.number().int().min(1).max(9999).optional(),
  schedule: z.string().max(200).optional(),
  rule: z.string().max(200).optional(),
})
export type DueFilter = z.infer<typeof dueFilter>
export const dueQuery = dueFilter.extend({ limit: z.coerce.number().int().min(1).max(500).default(100), offset: z.coerce.number().int().min(0).max(1_000_000).default(0) })

export const dueItem = z.object({
  kind: subjectKind,
  id,
  title: z.string(),
  class: z.string().nullable(),
  fonds: z.string(),
  fileNumber: z.string().nullable(),
  eligibleOn: z.string().nullable(),
  action: z.string(),
  schedule: z.string().nullable(),
  version: z.string().nullable(),
  rule: z.string().nullable(),
  marks: z.array(z.string()),
  paper: z.boolean(),
})
export type DueItem = z.infer<typeof dueItem>
/** `groups`: how many fall under each class and rule, of all that the filter gives. */
export const dueList = z.object({
  total: z.int(),
  items: z.array(dueItem),
  groups: z.array(z.object({ class: z.string().nullable(), schedule: z.string().nullable(), rule: z.string().nullable(), count: z.int() })),
})
export type DueList = z.infer<typeof dueList>

/** Records and files by id, or all that a filter of the due list gives. `scanOnly`: the paper stays. */
const chosen = { subjects: z.array(z.object({ kind: subjectKind, id })).max(10_000).optional(), due: dueFilter.optional(), scanOnly: z.boolean().default(false) }
export const newAct = z.object({ title: words, ...chosen })
export const moreLines = z.object(chosen)

/**
 * Why a line of an act is void, as a closed list; what it refers to stands beside it: the number of the hold, the version of
 * the schedule or the rule, the new date, the new state, the protocol.
 */
export const voidReasons = ['held', 'rule-changed', 'rule-unconfirmed', 'date-moved', 'membership-changed', 'no-longer-eligible', 'gone', 'decided-to-keep', 'withdrawn'] as const
export type VoidReason = (typeof voidReasons)[number]
/** Reasons that come from judging the subject again. */
export type CheckReason = Exclude<VoidReason, 'withdrawn'>
/** Why a line is kept: for good, or until a day; both refer to the protocol. */
export const keepReasons = ['kept-permanently', 'kept-until'] as const
export type KeepReason = (typeof keepReasons)[number]
/** Why something cannot be put on an act. */
export const proposalReasons = ['gone', 'held', 'not-eligible', 'other-action', 'unit-is-file', 'unit-is-record', 'decided-to-keep', 'rule-unconfirmed', 'on-another-act', 'other-fonds'] as const
export type ProposalReason = (typeof proposalReasons)[number]

/** Why something could not be put on an act; `of`: the hold, state, protocol, rule or number of the other act. */
export const notProposed = z.object({ kind: subjectKind, id, reason: z.enum(proposalReasons), of: z.string().nullable() })
export type NotProposed = z.infer<typeof notProposed>
export const actDrawn = z.object({ id, number: registerNumber, lines: z.int(), refused: z.array(notProposed) })
export type ActDrawn = z.infer<typeof actDrawn>

/** Who must agree. `kind`: how it is given. `met`: by whom, when and with which paper; null while it is missing. */
export const requirement = z.object({
  role: z.string(),
  kind: z.enum(['commission', 'head', 'records-manager', 'external']),
  quorum: z.int().nullable(),
  document: z.string().nullable(),
  met: z.object({ by: z.string(), at: instant, document: z.string().nullable() }).nullable(),
})
export type Requirement = z.infer<typeof requirement>

/** What comes next and whose task it is, by role; `missing` names what stands in the way, as `what year`. */
export const nextStep = z.object({
  step: z.enum(['hold-sitting', 'vote', 'close-sitting', 'approve', 'record-approval', 'meet-preconditions', 'withdraw', 'wait', 'execute', 'none']),
  who: z.array(z.string()),
  missing: z.array(z.string()),
})
export type NextStep = z.infer<typeof nextStep>

export const sittingView = z.object({
  id,
  commission: z.string(),
  commissionTitle: z.string(),
  protocol: registerNumber,
  heldOn: z.string(),
  present: z.array(z.string()),
  chair: z.string().nullable(),
  quorum: z.int(),
  voted: z.array(z.string()),
  closedAt: instant.nullable(),
})
export type SittingView = z.infer<typeof sittingView>

export const actSummary = z.object({
  id,
  kind: z.enum(['destruction', 'transfer']),
  number: registerNumber,
  title: z.string(),
  state: z.string(),
  fonds: z.string(),
  drawnOn: z.string(),
  drawnBy: z.string(),
  /** Number of lines in each state. */
  lines: z.record(z.string(), z.int()),
})
export type ActSummary = z.infer<typeof actSummary>
export const actList = z.object({ acts: z.array(actSummary) })
export const actView = actSummary.extend({
  schedule: z.string().nullable(),
  /** Hash of the list as it is now; an approval is given for it. */
  listHash: z.string(),
  notBefore: instant.nullable(),
  requirements: z.array(requirement),
  preconditions: z.array(z.object({ what: z.string(), years: z.array(z.int()), missing: z.array(z.int()) })),
  sittings: z.array(sittingView),
  next: nextStep,
})
export type ActView = z.infer<typeof actView>

export const lineView = z.object({
  id,
  line: z.int(),
  kind: subjectKind,
  subject: id,
  title: z.string(),
  class: z.string().nullable(),
  fileNumber: z.string().nullable(),
  dateFirst: z.string().nullable(),
  dateLast: z.string().nullable(),
  volumes: z.int(),
  sheets: z.int().nullable(),
  carrier,
  schedule: z.string().nullable(),
  version: z.string().nullable(),
  rule: z.string().nullable(),
  cite: z.string().nullable(),
  eligibleOn: z.string().nullable(),
  marks: z.array(z.string()),
  action: z.string().nullable(),
  state: z.string(),
  reason: z.string().nullable(),
  reasonOf: z.string().nullable(),
  /** Votes of the latest sitting, by name. */
  votes: z.record(z.string(), z.string()),
})
export type LineView = z.infer<typeof lineView>
export const lineQuery = z.object({ after: z.coerce.number().int().min(0).default(0), limit: z.coerce.number().int().min(1).max(500).default(200) })
export const lineList = z.object({ total: z.int(), lines: z.array(lineView) })
export type LineList = z.infer<typeof lineList>

export const newSitting = z.object({ commission: id, present: z.array(userName).min(1).max(100), heldOn: civilDate.optional() })
export const voteKinds = ['agree', 'keep', 'extend', 'abstain'] as const
/** Without `lines`: for every line that this member did not single out. `until`: the day to which it is kept, for `extend`. */
export const newVote = z.object({ vote: z.enum(voteKinds), lines: z.array(id).min(1).max(10_000).optional(), until: civilDate.optional(), reason: z.string().trim().max(500).optional() })

/** `listHash` as it was read: an approval never covers a list that has changed since. */
export const newApproval = z.object({ role: z.string().min(1).max(100), document: z.string().trim().min(1).max(300).optional(), listHash: z.string().regex(/^[0-9a-f]{64}$/) })

const member = z.object({ name: userName, chair: z.boolean().default(false) })
export const newCommission = z.object({ title: words, quorum: z.int().min(1).max(100), members: z.array(member).min(1).max(100) })
export const memberView = z.object({ name: z.string(), chair: z.boolean(), since: z.string(), until: z.string().nullable() })
export const commissionView = z.object({ id, title: z.string(), quorum: z.int(), closedOn: z.string().nullable(), members: z.array(memberView) })
export type CommissionView = z.infer<typeof commissionView>
export const commissionList = z.object({ commissions: z.array(commissionView) })
/** Who sits from today; whoever is not named any more has sat until today. */
export const updateCommission = z.object({ quorum: z.int().min(1).max(100).optional(), members: z.array(member).min(1).max(100).optional() })

export const preconditions = ['permanent-inventories-approved', 'personnel-inventories-agreed', 'no-open-dispute'] as const
export const metPrecondition = z.object({ fonds: z.string().max(50), year: z.int(), what: z.string(), document: z.string(), recordedBy: z.string(), recordedAt: instant })
export const newMetPrecondition = z
  .object({ fonds: z.string().min(1).max(50).default('1'), from: z.int().min(1).max(9999), to: z.int().min(1).max(9999), what: z.enum(preconditions), document: z.string().trim().min(1).max(300) })
  .refine(({ from, to }) => to >= from && to - from < 200, { path: ['to'], message: 'The last year lies before the first, or more than 200 years on' })
export const preconditionList = z.object({ met: z.array(metPrecondition) })
export type PreconditionList = z.infer<typeof preconditionList>
