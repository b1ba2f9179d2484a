import { z } from 'zod'
import { cardRegistered, newCard } from './cards.ts'
import { civilDate, id } from './common.ts'
import { dataCode } from './registers.ts'
import { unitCode } from './units.ts'

const names = z.record(z.string(), z.string())

/** Which papers of a service the house has of this applicant already. */
export const heldQuery = z.object({ service: dataCode, correspondent: id })
/** `unit`: which has it; `card`: with what it came, null for who may not see that document. */
export const heldPapers = z.object({ papers: z.array(z.object({ paper: z.string(), unit: z.string(), unitName: names, since: z.string(), card: z.object({ id: z.string(), number: z.string() }).nullable() })) })
export type HeldPapers = z.infer<typeof heldPapers>

/** A file that comes with the case, as `POST /uploads` named it; it may still be on its way. */
const attachedFile = z.object({ upload: id, paper: dataCode.optional() })
/**
 * What the clerk of the one window registers. `taken`: codes of the papers handed in. Required ones that are neither
 * taken nor in the house are awaited until `awaitUntil`; without that day the registration is refused by name.
 */
export const counterRegistration = newCard
  .pick({ subject: true, language: true, sheets: true, annexSheets: true, fields: true, receivedOn: true })
  .partial({ subject: true })
  .extend({
    service: dataCode,
    correspondent: id,
    taken: z.array(dataCode).max(50).default([]),
    awaitUntil: civilDate.optional(),
    files: z.array(attachedFile).max(50).default([]),
  })
export type CounterRegistration = z.infer<typeof counterRegistration>

export const paperStates = ['taken', 'in-house', 'awaited'] as const
export type PaperState = (typeof paperStates)[number]
export const casePaper = z.object({ code: z.string(), name: names, required: z.boolean(), state: z.enum([...paperStates, 'none']), dueOn: z.string().nullable() })
export type CasePaper = z.infer<typeof casePaper>
export const counterRegistered = cardRegistered.extend({ papers: z.array(casePaper), awaitUntil: z.string().nullable() })
export type CounterRegistered = z.infer<typeof counterRegistered>

/** A paper that another unit of the house is asked for. `state`: `open` while it is owed, `done`, or `cancelled`; `task`: the task of that unit. */
export const unitRequest = z.object({ paper: z.string(), unit: z.string(), unitName: names, task: z.string(), state: z.enum(['open', 'done', 'cancelled']), dueOn: z.string().nullable() })
/** Which unit is asked for which paper of the service; `dueOn` left out: the day of the case. */
export const askUnit = z.object({ paper: dataCode, unit: unitCode, note: z.string().trim().max(1000).default(''), dueOn: civilDate.optional() })
export type AskUnit = z.infer<typeof askUnit>

/** A case as the counter sees it. `stage`: the last one that the citizen was told. */
export const counterCase = z.object({
  ...{ id: z.string(), number: z.string(), registeredOn: z.string(), dueOn: z.string().nullable(), test: z.boolean(), cover: z.string().nullable() },
  ...{ service: z.string(), serviceVersion: z.int(), serviceName: names, applicant: z.string().nullable(), unitName: names, stage: z.string(), stageOn: z.string() },
  papers: z.array(casePaper),
  requests: z.array(unitRequest),
  handOut: z.object({ id: z.string(), onDay: z.string(), recipient: z.string() }).nullable(),
})
export type CounterCase = z.infer<typeof counterCase>
/** `stage` `ready` or `papers-awaited`, or any where a number is looked for, as people write it. */
export const caseQuery = z.object({ stage: z.enum(['ready', 'papers-awaited']).optional(), number: z.string().trim().min(1).max(100).optional(), after: id.optional(), limit: z.coerce.number().int().min(1).max(100).default(50) })
export type CaseQuery = z.infer<typeof caseQuery>
export const caseList = z.object({ cases: z.array(counterCase), next: z.string().nullable() })
export type CaseList = z.infer<typeof caseList>

export const takePapers = z.object({ papers: z.array(dataCode).min(1).max(50), files: z.array(attachedFile).max(50).default([]) })

export const identityDocuments = ['identity-card', 'passport', 'residence-permit', 'driving-licence', 'other'] as const
export type IdentityDocument = (typeof identityDocuments)[number]
/** `documentEnding`: its last four letters or digits, never more. `proxy`: number and date of the power of attorney. */
export const newHandOut = z
  .object({
    card: id,
    recipient: z.string().trim().min(1).max(300),
    documentKind: z.enum(identityDocuments),
    documentEnding: z.string().trim().regex(/^[\p{L}\d]{4}$/u, 'takes the last four letters or digits of the document, no more'),
    byProxy: z.boolean().default(false),
    proxy: z.string().trim().min(1).max(200).optional(),
  })
  .refine(({ byProxy, proxy }) => !byProxy || proxy !== undefined, { path: ['proxy'], message: 'needs number and date of the power of attorney' })
export type NewHandOut = z.infer<typeof newHandOut>
export const handOutView = z.object({ id: z.string(), card: z.string(), number: z.string(), onDay: z.string(), unit: z.string(), recipient: z.string(), documentKind: z.enum(identityDocuments), documentEnding: z.string(), byProxy: z.boolean(), proxy: z.string().nullable(), handedBy: z.string(), undone: z.object({ by: z.string(), reason: z.string() }).nullable() })
export type HandOutView = z.infer<typeof handOutView>
export const undoHandOut = z.object({ reason: z.string().trim().min(1).max(500) })

/** Media types of files that come with a case. */
export const uploadMediaTypes = ['application/pdf', 'image/jpeg', 'image/png', 'image/tiff', 'image/webp'] as const
/** A file of a case, bytes. */
export const uploadBytesMax = 64 * 1024 * 1024
/** One piece of it: short enough that a cut costs little on a slow line. */
export const uploadPieceBytes = 256 * 1024
/** Announces a file. Who announces the same bytes again gets the same upload and goes on where it stopped. */
export const newUpload = z.object({
  name: z.string().trim().min(1).max(255),
  mediaType: z.enum(uploadMediaTypes),
  bytes: z.int().min(1).max(uploadBytesMax),
  sha512: z.string().regex(/^[0-9a-f]{128}$/),
})
export type NewUpload = z.infer<typeof newUpload>
/** `offset`: how many bytes are durable. `attached`: its record is in the archive, or on its way there. */
export const uploadView = z.object({ id: z.string(), name: z.string(), bytes: z.int(), offset: z.int(), state: z.enum(['open', 'complete', 'attached', 'refused']), refusal: z.string().nullable() })
export type UploadView = z.infer<typeof uploadView>
export const uploadPiece = z.object({ offset: z.coerce.number().int().min(0).max(uploadBytesMax) })
/** What a file already up is for, on a case that is registered: a scanned slip, a paper that came later. */
export const linkUpload = z.object({ card: id, role: z.enum(['document', 'annex', 'slip']).default('annex'), paper: dataCode.optional() })

/** A record that whoever knows number and check value may download; `untilOn`: the last day. */
export const offerReply = z.object({ record: id, name: z.string().trim().min(1).max(200), untilOn: civilDate.optional() })
export type OfferReply = z.infer<typeof offerReply>
export const replyList = z.object({ replies: z.array(z.object({ record: z.string(), name: z.string(), untilOn: z.string().nullable() })) })
export type ReplyList = z.infer<typeof replyList>
/** What the public page offers of a document now. `offeredBy` null: it is the sent reply to what came through the portal, offered by itself. `mayWithdraw`: whether who asks may take it back. */
export const offeredList = z.object({ offers: z.array(z.object({ record: z.string(), name: z.string(), untilOn: z.string().nullable(), offeredBy: z.string().nullable(), mayWithdraw: z.boolean() })) })
export type OfferedList = z.infer<typeof offeredList>
export const withdrawReply = z.object({ record: id })
