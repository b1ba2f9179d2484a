import { z } from 'zod'
import { cardRegistered, newCard } from './cards.ts'
import { civilDate, id, language } from './common.ts'
import { mailStates } from './notices.ts'
import { unitCode } from './units.ts'

export const intakeSources = ['online', 'mail', 'folder', 'api'] as const
export type IntakeSource = (typeof intakeSources)[number]
export const intakeStates = ['waiting', 'registered', 'rejected'] as const
export type IntakeState = (typeof intakeStates)[number]

/** Why something of an item is not as it was sent; what came is kept beside it wherever it is. */
export const intakeNotes = ['too-large', 'unreadable', 'too-many-files', 'not-a-document'] as const
export type IntakeNote = (typeof intakeNotes)[number]

/** `original`: the whole message as it came, which stays with the item. */
const file = z.object({ upload: id, name: z.string(), paper: z.string().optional(), original: z.boolean().optional() })
export type IntakeFile = z.infer<typeof file>
/** Why a sender is not answered: no address, mail not set up, a list or program wrote, nobody reads there, answered often enough today. */
export const replyRefusals = ['no-address', 'no-mail', 'automatic', 'no-reply', 'often'] as const
/** Whether the sender can be answered by mail, and whether that is usual. */
const reply = z.object({ refused: z.enum(replyRefusals).nullable(), usual: z.boolean() })
export type IntakeReply = z.infer<typeof reply>
/** The mail by which the sender was told. */
const answer = z.object({ to: z.string(), state: z.enum(mailStates), sentAt: z.string().nullable() })

/** What came and is not registered yet. `payload`: what the sender filled in, by name; nobody has proved it. */
export const intakeItemView = z.object({
  ...{ id: z.string(), source: z.enum(intakeSources), state: z.enum(intakeStates), receivedAt: z.string(), receivedOn: z.string(), test: z.boolean() },
  ...{ title: z.string(), sender: z.string(), senderEmail: z.string().nullable(), language: z.string().nullable(), payload: z.record(z.string(), z.unknown()), files: z.array(file) },
  proposed: z.object({ register: z.string().nullable(), kind: z.string().nullable(), unit: z.string().nullable(), service: z.string().nullable(), rule: z.string().nullable() }),
  note: z.enum(intakeNotes).nullable(),
  provisionalNumber: z.string().nullable(),
  /** While it waits. */
  reply: reply.nullable(),
  decided: z.object({ at: z.string(), by: z.string(), reason: z.string().nullable(), answer: answer.nullable() }).nullable(),
  card: z.object({ id: z.string(), number: z.string() }).nullable(),
})
export type IntakeItemView = z.infer<typeof intakeItemView>
export const intakeQuery = z.object({ state: z.enum(intakeStates).default('waiting'), after: id.optional(), limit: z.coerce.number().int().min(1).max(200).default(50) })
export const intakeList = z.object({ items: z.array(intakeItemView), next: z.string().nullable() })
export type IntakeList = z.infer<typeof intakeList>

/** What the clerk registers it as; what is left out is as it was proposed. The day of receipt is that on which it came. */
export const acceptItem = newCard.pick({ subject: true, correspondent: true, restricted: true }).partial().extend({
  register: newCard.shape.register.optional(),
  kind: newCard.shape.kind.optional(),
  /** The unit that works on it, where it is another than the one proposed. */
  unit: unitCode.optional(),
  /** Extra fields of register, kind or service, beside what the sender filled in. */
  fields: newCard.shape.fields.optional(),
  /** Until when required papers that are missing are awaited. */
  awaitUntil: civilDate.optional(),
})
export type AcceptItem = z.infer<typeof acceptItem>
export const itemAccepted = cardRegistered
/** `reason`: in words that the sender reads. `answer`: whether he is told by mail; left out, where it is usual. `language`: of that mail, else his own. */
export const rejectItem = z.object({ reason: z.string().trim().min(1).max(1000), answer: z.boolean().optional(), language: language.optional() })
export type RejectItem = z.infer<typeof rejectItem>

const sourceState = z.object({ configured: z.boolean(), lookedAt: z.string().nullable(), /** The last look at which nothing failed. */ wellAt: z.string().nullable(), taken: z.int(), fault: z.string().nullable() })
/** How the mail box and the folder were found when they were last looked into; `taken` since the server started. */
export const intakeSourcesView = z.object({ mail: sourceState, folder: sourceState })
export type IntakeSourcesView = z.infer<typeof intakeSourcesView>
