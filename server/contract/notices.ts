import { z } from 'zod'
import { id } from './common.ts'

/**
 * What a person can be told. Of tasks: given, helping, changed, extended, executed (to the controller), returned, ended,
 * cancelled; a contribution or report came; a document to acknowledge, a visa wanted, a remark, an approval, a document came
 * back; a deadline comes, is here, has passed; it has passed for somebody one leads or controls; papers that were awaited
 * did not come; a calendar is missing.
 */
export const noticeKinds = [
  'task-given', 'task-helping', 'task-changed', 'task-extended', 'task-executed', 'task-returned', 'task-ended', 'task-cancelled',
  'contribution-given', 'document-came', 'acknowledge', 'visa-wanted', 'visa-remark', 'visa-overruled', 'draft-approved', 'draft-returned', 'sent',
  'due-soon', 'due-today', 'overdue', 'overdue-unit', 'overdue-control', 'card-due-soon', 'card-overdue', 'papers-not-come', 'mail-bounced',
] as const
export type NoticeKind = (typeof noticeKinds)[number]

/** `facts`: number of the document, due day and alike; never a subject or a name of a citizen. `for`: the absent person for whom the deputy is told. */
export const noticeView = z.object({
  id: z.string(),
  kind: z.enum(noticeKinds),
  card: z.string().nullable(),
  assignment: z.string().nullable(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  madeAt: z.string(),
  seenAt: z.string().nullable(),
})
export type NoticeView = z.infer<typeof noticeView>
/** The newest first; `next`: for `before` of the next page, null at the end. */
export const noticeList = z.object({ notices: z.array(noticeView), unseen: z.number(), next: z.string().nullable() })
export const noticeQuery = z.object({ unseen: z.enum(['true', 'false']).default('false'), before: id.optional(), limit: z.coerce.number().int().min(1).max(200).default(50) })
export const noticeCount = z.object({ unseen: z.number() })
/** Those of the list, or all of the person's own. */
export const noticesSeen = z.union([z.object({ ids: z.array(id).min(1).max(500) }), z.object({ all: z.literal(true) })])

/** `remindDays` before; `headDays`, `controllerDays` after the due day the head of the unit and the controller are told; `mail`: also by mail. */
export const noticeSettings = z.object({
  remindDays: z.int().min(0).max(60).default(3),
  headDays: z.int().min(1).max(60).default(1),
  controllerDays: z.int().min(1).max(60).default(3),
  mail: z.boolean().default(true),
})
export type NoticeSettings = z.infer<typeof noticeSettings>
export const deadlineRunView = z.object({ day: z.string(), told: z.number(), startedAt: z.string(), finishedAt: z.string().nullable() })
export const noticeSettingsView = z.object({ settings: noticeSettings, mailConfigured: z.boolean(), lastRun: deadlineRunView.nullable() })

export const mailStates = ['queued', 'sent', 'failed', 'bounced'] as const
const mailView = z.object({
  id: z.string(),
  /** `rejection`: the answer to somebody outside the house; `person` is then empty. */
  purpose: z.enum(['notices', 'rejection']),
  person: z.string(),
  address: z.string(),
  subject: z.string(),
  state: z.enum(mailStates),
  attempts: z.int(),
  madeAt: z.string(),
  sentAt: z.string().nullable(),
  nextTryAt: z.string().nullable(),
  answer: z.string().nullable(),
})
export type MailView = z.infer<typeof mailView>
/** What went out by mail, the newest first. `configured`: whether the box may send at all. */
export const mailList = z.object({ configured: z.boolean(), from: z.string().nullable(), counts: z.record(z.enum(mailStates), z.number()), mails: z.array(mailView), next: z.string().nullable() })
export const mailQuery = z.object({ state: z.enum(mailStates).optional(), before: id.optional(), limit: z.coerce.number().int().min(1).max(200).default(50) })

/**
 * What another program can be told, and the `data` of the call; `card`, `number` and `test` in each that is about a document.
 * Ids, numbers, codes of the house, states and days: no subject, no content, no name of a person.
 *
 * | Event | When | Further data |
 * |---|---|---|
 * | `card.registered` | a document has its number | `flow`, `unit`, `on`, `due`, `at` |
 * | `card.stage` | a stage that the citizen sees | `stage`, `on`, `until`, `at` |
 * | `card.deadline` | the day by which an answer is due has moved | `from`, `to` (null: no deadline, or stopped), `extended`, `at` |
 * | `card.sent` | a document of ours left the house | `on`, `channel`, `answers` (`card` and `number` of each document that it answers), `at` |
 * | `card.closed` | a document is executed, filed or annulled | `state`, `on`, `at` |
 * | `card.reopened` | it is worked on again | `state`, `at` |
 * | `assignment.changed` | whatever happens to a task | `assignment`, `event`, `state`, `due`, `at` |
 * | `assignment.overdue` | the run of the day finds a task late; once for each due day | `assignment`, `unit`, `due`, `at` |
 * | `application.changed` | what a program submitted moves on | `application`, `client`, `provisionalNumber`, `state`, `number`, `stage`, `test`, `at`; no `card` |
 */
export const webhookEvents = ['card.registered', 'card.stage', 'card.deadline', 'card.sent', 'card.closed', 'card.reopened', 'assignment.changed', 'assignment.overdue', 'application.changed'] as const
export type WebhookEvent = (typeof webhookEvents)[number]
const webhookAddress = z.url({ protocol: /^https?$/ }).max(1000)
/** Another program that is told of events: where, and of what. */
export const webhookForm = z.object({ name: z.string().trim().min(1).max(100), url: webhookAddress, events: z.array(z.enum(webhookEvents)).min(1), active: z.boolean().default(true) })
export type WebhookForm = z.infer<typeof webhookForm>
export const webhookView = z.object({ id: z.string(), name: z.string(), url: z.string(), events: z.array(z.enum(webhookEvents)), active: z.boolean(), madeBy: z.string(), madeAt: z.string(), waiting: z.number(), failed: z.number() })
export type WebhookView = z.infer<typeof webhookView>
export const webhookList = z.object({ webhooks: z.array(webhookView) })
/** The secret for checking signatures; shown once and never again. */
export const webhookMade = webhookView.extend({ secret: z.string() })
/** So long are calls kept that were delivered or given up, to be looked at. */
export const webhookCallsKeptDays = 90
export const webhookCallView = z.object({ id: z.string(), event: z.string(), state: z.enum(['queued', 'delivered', 'failed']), attempts: z.int(), madeAt: z.string(), doneAt: z.string().nullable(), answer: z.string().nullable() })
export const webhookCalls = z.object({ calls: z.array(webhookCallView) })
