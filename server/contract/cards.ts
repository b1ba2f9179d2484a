import { z } from 'zod'
import { civilDate, id, language } from './common.ts'
import { dataCode } from './registers.ts'

export const channels = ['counter', 'post', 'e-mail', 'portal', 'exchange', 'internal', 'scan', 'import'] as const
export const channel = z.enum(channels)
export const cardStates = ['registered', 'in-work', 'executed', 'filed', 'annulled'] as const
export type CardState = (typeof cardStates)[number]
export const stages = ['registered', 'under-examination', 'papers-awaited', 'extended', 'forwarded', 'replied', 'refused', 'ready', 'handed-out', 'closed', 'annulled'] as const
export type Stage = (typeof stages)[number]
export const relations = ['reply-to', 'repeat-of', 'joined-to', 'executes', 'annex-to', 'see-also'] as const
export type Relation = (typeof relations)[number]

/** What a clerk gives to register a document. The server gives number, day, deadline and check value. */
export const newCard = z.object({
  register: dataCode,
  kind: dataCode,
  subject: z.string().trim().min(1).max(2000),
  correspondent: id.optional(),
  theirNumber: z.string().trim().min(1).max(100).optional(),
  theirDate: civilDate.optional(),
  receivedOn: civilDate.optional(),
  channel: channel.default('counter'),
  sheets: z.int().min(0).max(100_000).optional(),
  annexSheets: z.int().min(0).max(100_000).optional(),
  language: language.optional(),
  paper: z.enum(['none', 'kept', 'returned']).default('none'),
  paperPlace: z.string().trim().max(200).optional(),
  restricted: z.boolean().default(false),
  /** Index of the file or of the unit and so on, for the tokens {file} and {corr}. */
  fileIndex: z.string().trim().max(50).optional(),
  correspondentIndex: z.string().trim().max(50).optional(),
  /** A repeated appeal keeps the number of the first one with a repeat number. */
  repeatOf: id.optional(),
  replyTo: id.optional(),
  service: dataCode.optional(),
  fields: z.record(z.string().max(64), z.union([z.string().max(2000), z.number()])).default({}),
})
export type NewCard = z.infer<typeof newCard>
/** Number, day and what the receipt says. */
export const cardRegistered = z.object({ id: z.string(), number: z.string(), registeredOn: z.string(), dueOn: z.string().nullable(), checkValue: z.string(), test: z.boolean() })
export type CardRegistered = z.infer<typeof cardRegistered>
