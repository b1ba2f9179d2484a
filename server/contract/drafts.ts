import { z } from 'zod'
import { channel, newCard } from './cards.ts'
import { civilDate, classCode, fileName, id, language, sha512 } from './common.ts'
import { dataCode, fieldForm } from './registers.ts'
import { routeSteps } from './kinds.ts'
import { unitCode } from './units.ts'

const person = z.string().min(1).max(64)
/** Whole text of a draft: paragraphs between line breaks. */
export const draftText = z.string().max(200_000)

export const draftStates = ['drafting', 'in-visas', 'for-approval', 'approved', 'registered', 'sent', 'withdrawn'] as const
export type DraftState = (typeof draftStates)[number]
export const visaDecisions = ['agreed', 'agreed-with-remarks', 'not-agreed'] as const
export type VisaDecision = (typeof visaDecisions)[number]

/** What a template may say in braces; `number` and `date` are filled when the document is registered, the others at once. */
export const placeholders = ['number', 'date', 'correspondent', 'subject', 'card-number', 'card-date', 'author'] as const

export const draftTemplate = z.object({ code: dataCode, language, kind: dataCode, title: z.string().trim().min(1).max(200), subject: z.string().trim().min(1).max(500), body: draftText })
export type DraftTemplate = z.infer<typeof draftTemplate>
export const draftTemplates = z.object({ templates: z.array(draftTemplate) })

/** Begins a draft for a card: from a template, or with a text. */
export const newDraft = z.object({
  card: id,
  assignment: id.optional(),
  kind: dataCode,
  register: dataCode,
  language,
  template: dataCode.optional(),
  subject: z.string().trim().min(1).max(500).optional(),
  text: draftText.optional(),
})
export type NewDraft = z.infer<typeof newDraft>

/** Annexes of one draft: more than a reply has; and bytes of one of them. */
export const annexesMax = 15
export const annexBytesMax = 25 * 1024 * 1024
export const annexPagesMax = 300
/** What goes with a version: a PDF, by its upload. Name and checksum are part of the checksum of the version. */
const annex = z.object({ id: z.string(), name: z.string(), bytes: z.int(), sha512: z.string(), pages: z.int() })
export type Annex = z.infer<typeof annex>
/** Files that have arrived whole, as `POST /uploads` named them. `seen`: the version on which the writer worked. */
export const addAnnexes = z.object({ uploads: z.array(id).min(1).max(annexesMax), seen: z.int().min(1) })

/** `seen`: the version on which the writer worked; another one saved meanwhile is never overwritten. */
export const saveVersion = z.object({ text: draftText.min(1), seen: z.int().min(1) })
/** Whom to ask. What is not said comes from the route of the card. */
export const askVisas = z.object({ version: z.int().min(1), mode: z.enum(['parallel', 'serial']).optional(), people: z.array(person).max(30).optional(), approver: person.optional() })
export type AskVisas = z.infer<typeof askVisas>
/** On exactly the version with this checksum. `person`: for whom, where a deputy gives it. */
export const giveVisa = z.object({ sha512, decision: z.enum(visaDecisions), remarks: z.string().trim().max(2000).default(''), person: person.optional() })
export type GiveVisa = z.infer<typeof giveVisa>
/** Passes over a visa that does not agree. `person`: whose; `sha512`: of the version that he judged. */
export const overruleVisa = z.object({ sha512, person, reason: z.string().trim().min(1).max(1000) })
export type OverruleVisa = z.infer<typeof overruleVisa>
export const approveDraft = z.object({ sha512 })
export const withdrawDraft = z.object({ reason: z.string().trim().min(1).max(500) })
export const registerDraft = z.object({ sheets: z.int().min(0).max(100_000).optional(), annexSheets: z.int().min(0).max(100_000).optional(), correspondentIndex: z.string().trim().max(50).optional(), fileIndex: z.string().trim().max(50).optional(), fields: newCard.shape.fields.optional() })
export type RegisterDraft = z.infer<typeof registerDraft>
export const sendDraft = z.object({ channel, on: civilDate.optional(), address: z.string().trim().max(500).default(''), note: z.string().trim().max(500).default('') })
export type SendDraft = z.infer<typeof sendDraft>

const visaView = z.object({
  person: z.string(),
  version: z.int(),
  sha512: z.string(),
  position: z.int(),
  askedAt: z.string().nullable(),
  decidedAt: z.string().nullable(),
  decidedBy: z.string().nullable(),
  decision: z.enum(visaDecisions).nullable(),
  remarks: z.string(),
  voided: z.boolean(),
  /** Why who approves passes over this visa. */
  overruled: z.object({ by: z.string(), insteadOf: z.string().nullable(), at: z.string(), reason: z.string() }).nullable(),
})
export type VisaView = z.infer<typeof visaView>

/** What the person who looks may do with a draft now; `visaFor`: in whose name visas may be given; `overrule`: whose visas may be passed over. */
const moves = z.object({ edit: z.boolean(), ask: z.boolean(), visaFor: z.array(z.string()), overrule: z.array(z.string()), approve: z.boolean(), withdraw: z.boolean(), register: z.boolean(), send: z.boolean(), remind: z.boolean() })
export type DraftMoves = z.infer<typeof moves>

const draftLine = z.object({
  id: z.string(),
  card: z.object({ id: z.string(), number: z.string(), subject: z.string(), dueOn: z.string().nullable() }),
  kind: z.string(),
  subject: z.string(),
  author: z.string(),
  state: z.enum(draftStates),
  version: z.int(),
  createdAt: z.string(),
  approver: z.string().nullable(),
  waitingSince: z.string().nullable(),
  /** The absent person in whose name the reader is asked. */
  standingInFor: z.string().nullable(),
})
export type DraftLine = z.infer<typeof draftLine>
/** What people are called, by account; those without a name of their own are left out. */
const names = z.record(z.string(), z.string())
export const draftList = z.object({ drafts: z.array(draftLine), next: z.string().nullable(), names })

/** Who is proposed by the route of the card; `notes` say where the house changed in the middle of a route. */
const proposal = z.object({ mode: z.enum(['parallel', 'serial']), people: z.array(z.string()), approver: z.string().nullable(), notes: z.array(z.object({ unit: z.string(), successor: z.string().nullable() })) })
export type DraftProposal = z.infer<typeof proposal>

export const draftView = draftLine.omit({ waitingSince: true, standingInFor: true }).extend({
  register: z.string(),
  language: z.string(),
  assignment: z.string().nullable(),
  mode: z.enum(['parallel', 'serial']).nullable(),
  /** Each whole. `record`: what an annex became in the archive once the document was registered. */
  versions: z.array(z.object({ version: z.int(), text: z.string(), sha512: z.string(), savedBy: z.string(), savedAt: z.string(), annexes: z.array(annex.extend({ record: z.string().nullable() })) })),
  visas: z.array(visaView),
  /** `grade`: legal grade of the signature; on the screen it is none. */
  approval: z.object({ by: z.string(), insteadOf: z.string().nullable(), at: z.string(), version: z.int(), sha512: z.string(), grade: z.literal('none') }).nullable(),
  result: z.object({ card: z.string(), number: z.string(), registeredOn: z.string(), record: z.string().nullable(), sheet: z.string().nullable() }).nullable(),
  sending: z.object({ channel: z.string(), on: z.string(), by: z.string(), address: z.string(), note: z.string() }).nullable(),
  withdrawn: z.object({ at: z.string(), reason: z.string() }).nullable(),
  proposal,
  /** What kind and register ask for when the document is registered; empty once it is. */
  fields: z.array(fieldForm),
  may: moves,
  names,
  history: z.array(z.object({ at: z.string(), actor: z.string(), event: z.string(), details: z.record(z.string(), z.unknown()) })),
})
export type DraftView = z.infer<typeof draftView>

/** `mine`: I write; `visas`: mine to give, also for those for whom I stand in; `approvals`; `dispatch`: to be registered or sent. */
export const draftQuery = z.object({ list: z.enum(['mine', 'visas', 'approvals', 'dispatch', 'card']).default('mine'), card: id.optional(), after: z.string().max(100).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) })
export type DraftQuery = z.infer<typeof draftQuery>

/** How long each person kept what was asked of them, in hours; those still waiting count until now. */
export const waitingTimes = z.object({
  from: z.string(),
  to: z.string(),
  names,
  people: z.array(z.object({ person: z.string(), asked: z.int(), decided: z.int(), byDeputy: z.int(), waiting: z.int(), medianHours: z.number().nullable(), longestHours: z.number().nullable(), longestOpenHours: z.number().nullable() })),
})
export type WaitingTimes = z.infer<typeof waitingTimes>
export const waitingQuery = z.object({ from: civilDate.optional(), to: civilDate.optional() })

/** Files a card with the records of it and of its replies. Class and number as proposed unless they are said. */
export const fileCard = z.object({ class: classCode.optional(), number: fileName, title: fileName.optional() })
export type FileCard = z.infer<typeof fileCard>
export const reopenCard = z.object({ reason: z.string().trim().min(1).max(500) })
export const filingProposal = z.object({ class: z.string().nullable(), files: z.array(z.object({ id: z.string(), number: z.string(), title: z.string().nullable() })), records: z.int(), openTasks: z.int(), openDrafts: z.int() })

/** Where a card stands on its route. */
export const cardRoute = z.object({
  kind: z.string(),
  version: z.int(),
  steps: z.array(z.object({ step: z.enum(routeSteps), state: z.enum(['done', 'passed-over', 'now', 'to-come']), on: z.string().nullable(), unit: unitCode.nullable(), people: z.array(z.string()), closedUnit: z.string().nullable(), successor: z.string().nullable() })),
  names,
})
export type CardRoute = z.infer<typeof cardRoute>
