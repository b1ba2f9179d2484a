import { z } from 'zod'
import { cardStates, stages } from './cards.ts'
import { civilDate, id, instant, language, sha512 } from './common.ts'
import { intakeStates } from './intake.ts'
import { correspondentKinds } from './correspondents.ts'
import { dataCode } from './registers.ts'

const line = (max: number) => z.string().trim().min(1).max(max)
export const inboundScopes = ['applications:create', 'applications:read'] as const
export type InboundScope = (typeof inboundScopes)[number]

/** What an administrator says of a program. `register`: into which its applications without a service go. */
export const inboundClientForm = z.object({
  name: line(100),
  scopes: z.array(z.enum(inboundScopes)).min(1).default([...inboundScopes]),
  /** Applications are registered at once where nothing is missing; else a clerk decides. */
  autoAccept: z.boolean().default(false),
  register: dataCode.nullable().default(null),
  perMinute: z.int().min(1).max(6000).default(60),
})
export type InboundClientForm = z.infer<typeof inboundClientForm>
export const inboundClientView = z.object({
  ...{ id: z.string(), name: z.string(), scopes: z.array(z.enum(inboundScopes)), autoAccept: z.boolean(), register: z.string().nullable(), perMinute: z.int() },
  ...{ madeBy: z.string(), madeAt: z.string(), lastUsedAt: z.string().nullable(), revokedAt: z.string().nullable(), revokedBy: z.string().nullable() },
})
export type InboundClientView = z.infer<typeof inboundClientView>
export const inboundClients = z.object({ clients: z.array(inboundClientView) })
/** The key is shown once and never again. */
export const inboundClientMade = inboundClientView.extend({ key: z.string() })

/** `content`: base64; larger files are sent afterwards, each by a request of its own. `paper`: its code in the list of the service. */
const inboundFile = z.object({ name: line(255), content: z.base64().min(4).max(8_000_000), paper: dataCode.optional() })
/** Who applies, as the program says; nobody has proved it. */
const applicant = z.object({ kind: z.enum(correspondentKinds).default('person'), name: line(300), code: line(40).optional(), email: z.email().max(254).optional(), phone: line(60).optional(), address: line(500).optional() })

/** An application, for a service or as a kind of document. */
export const inboundApplication = z
  .object({
    service: dataCode.optional(),
    kind: dataCode.optional(),
    applicant,
    subject: line(2000).optional(),
    text: z.string().trim().min(1).max(20_000),
    language: language.optional(),
    /** Fields of the service by their codes. */
    fields: z.record(dataCode, z.union([z.string().max(2000), z.number()])).default({}),
    files: z.array(inboundFile).max(20).default([]),
    /** The number of the program itself. */
    reference: line(100).optional(),
  })
  .refine(({ service, kind }) => (service === undefined) !== (kind === undefined), 'Name either a service or a kind')
export type InboundApplication = z.infer<typeof inboundApplication>

const stageView = z.object({ stage: z.enum(stages), onDay: z.string(), untilOn: z.string().nullable(), reason: z.string().nullable(), number: z.string().nullable() })
/**
 * How an application stands. `number` and what follows it: once it is registered; `checkValue` opens the public status
 * together with the number. `reason`: why it was rejected, in words for the applicant.
 */
export const inboundStatus = z.object({
  ...{ id: z.string(), provisionalNumber: z.string(), reference: z.string().nullable(), receivedAt: instant, receivedOn: civilDate, changedAt: instant, test: z.boolean() },
  ...{ state: z.enum(intakeStates), reason: z.string().nullable() },
  ...{ number: z.string().nullable(), registeredOn: civilDate.nullable(), dueOn: civilDate.nullable(), checkValue: z.string().nullable(), cardState: z.enum(cardStates).nullable() },
  stages: z.array(stageView),
  files: z.array(z.object({ id: z.string(), name: z.string(), bytes: z.int(), sha512, state: z.enum(['complete', 'attached', 'refused', 'open']) })),
})
export type InboundStatus = z.infer<typeof inboundStatus>
/** `after`: `next` of the answer before; the oldest changes first. Asked again at the end, it brings what changed since. */
export const inboundQuery = z.object({ after: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) })
export const inboundList = z.object({ applications: z.array(inboundStatus), next: z.string().nullable() })
export const inboundFileQuery = z.object({ name: line(255), paper: dataCode.optional() })
export const inboundOne = z.object({ id })
