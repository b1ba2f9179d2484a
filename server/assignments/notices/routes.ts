import { desc, eq } from 'drizzle-orm'
import { z } from 'zod'
import { id } from '#contract/common.ts'
import { deadlineRunView, mailList, mailQuery, noticeCount, noticeList, noticeQuery, noticeSettings, noticeSettingsView, noticesSeen, webhookCalls, webhookForm, webhookList, webhookMade, webhookView } from '#contract/notices.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Api } from '#platform/http/api.ts'
import type { Principal } from '#platform/http/access.ts'
import { appendAudit } from '#server/audit/append.ts'
import { actorOf } from '#server/identity/permissions.ts'
import { countUnseen, listNotices, markSeen } from './list-notices.ts'
import { listMails } from './mail/list-mails.ts'
import { queueAgain } from './mail/queue-mails.ts'
import type { NoticeContext } from './post-timer.ts'
import { runDeadlines } from './run-deadlines.ts'
import { deadlineRun, mailOut } from './schema.ts'
import { readNoticeSettings, saveNoticeSettings } from './settings.ts'
import { addWebhook, callForTrial, changeWebhook, listCalls, listWebhooks, removeWebhook } from './webhooks/keep-webhooks.ts'

const keepers = { roles: ['administrator'] } as const
const one = z.object({ id })
const nameOf = (principal: Principal): string => (principal.kind === 'user' ? principal.name : '')

/** What people are told: their list, when they are reminded, mails that went out, programs that are called. */
export function noticeRoutes(api: Api, context: NoticeContext): void {
  api.route({ method: 'get', path: '/notices', summary: 'What I was told, the newest first', access: 'any-user', query: noticeQuery, answer: noticeList }, ({ principal, query }) => listNotices(context.db, nameOf(principal), query))
  api.route({ method: 'get', path: '/notices/count', summary: 'How many of them I have not seen', access: 'any-user', answer: noticeCount }, async ({ principal }) => ({ unseen: await countUnseen(context.db, nameOf(principal)) }))
  api.route({ method: 'post', path: '/notices/seen', summary: 'I have seen these, or all', access: 'any-user', body: noticesSeen, answer: noticeCount }, async ({ principal, body }) => {
    await markSeen(context.db, nameOf(principal), body, context.clock.now())
    return { unseen: await countUnseen(context.db, nameOf(principal)) }
  })
  settingRoutes(api, context)
  mailRoutes(api, context)
  webhookRoutes(api, context)
}

function settingRoutes(api: Api, context: NoticeContext): void {
  const lastRun = async (): Promise<z.input<typeof deadlineRunView> | null> => {
    const [run] = await context.db.select().from(deadlineRun).orderBy(desc(deadlineRun.day)).limit(1)
    return run === undefined ? null : { day: run.day, told: run.told, startedAt: run.startedAt.toISOString(), finishedAt: run.finishedAt?.toISOString() ?? null }
  }
  const show = async () => ({ settings: await readNoticeSettings(context.db), mailConfigured: context.mailer !== null, lastRun: await lastRun() })
  api.route({ method: 'get', path: '/notices/settings', summary: 'When people are reminded, and the last run over the deadlines', access: { roles: ['administrator', 'controller'] }, answer: noticeSettingsView }, show)
  api.route({ method: 'put', path: '/notices/settings', summary: 'Say when people are reminded', access: keepers, body: noticeSettings, answer: noticeSettingsView }, async ({ principal, body }) => {
    await saveNoticeSettings(context.db, body, { actor: actorOf(principal), name: nameOf(principal), now: context.clock.now() })
    return show()
  })
  api.route({ method: 'post', path: '/notices/run', summary: 'Go through the deadlines of today now', access: keepers, answer: z.object({ told: z.int() }) }, async () => ({ told: (await runDeadlines(context, true)).told }))
}

function mailRoutes(api: Api, context: NoticeContext): void {
  api.route({ method: 'get', path: '/mails', summary: 'Mails that went out or wait, the newest first', access: keepers, query: mailQuery, answer: mailList }, ({ query }) => listMails(context.db, context.mailer?.from ?? null, query))
  api.route({ method: 'post', path: '/mails/{id}/send-again', summary: 'Send a mail again', access: keepers, params: one, problems: ['not-in-this-state'] }, async ({ principal, params }) => {
    if (context.mailer === null) throw refusal('mail-not-set-up', {}, 'Mail is not set up: OPIS_SMTP_URL and OPIS_MAIL_FROM.')
    const known = await context.db.$count(mailOut, eq(mailOut.id, params.id))
    if (known === 0) throw refusal('no-such-mail', {}, 'There is no such mail.')
    const now = context.clock.now()
    if (!(await queueAgain(context.db, params.id, now))) throw refusal('mail-on-its-way', {}, 'It waits to be sent already.')
    await context.db.transaction((tx) => appendAudit(tx, { actor: actorOf(principal), action: 'assignments.send-mail-again', object: `mail:${params.id}` }, now))
  })
}

function webhookRoutes(api: Api, context: NoticeContext): void {
  const by = (principal: Principal) => ({ actor: actorOf(principal), name: nameOf(principal), now: context.clock.now() })
  const show = async (wanted: string) => {
    const found = (await listWebhooks(context.db)).find((hook) => hook.id === wanted)
    if (found === undefined) throw refusal('no-such-webhook', {}, 'There is no such subscription.')
    return found
  }
  api.route({ method: 'get', path: '/webhooks', summary: 'Programs that are told of events', access: keepers, answer: webhookList }, async () => ({ webhooks: await listWebhooks(context.db) }))
  api.route({ method: 'post', path: '/webhooks', summary: 'Tell a program of events; the secret is shown once', access: keepers, body: webhookForm, answer: webhookMade, status: 201 }, async ({ principal, body }) => {
    const made = await addWebhook(context.db, body, by(principal))
    return { ...(await show(made.id)), secret: made.secret }
  })
  api.route({ method: 'put', path: '/webhooks/{id}', summary: 'Change a subscription', access: keepers, params: one, body: webhookForm, answer: webhookView }, async ({ principal, params, body }) => {
    await changeWebhook(context.db, params.id, body, by(principal))
    return show(params.id)
  })
  api.route({ method: 'delete', path: '/webhooks/{id}', summary: 'End a subscription', access: keepers, params: one }, ({ principal, params }) => removeWebhook(context.db, params.id, by(principal)))
  api.route({ method: 'get', path: '/webhooks/{id}/calls', summary: 'The last calls of a subscription', access: keepers, params: one, answer: webhookCalls }, ({ params }) => listCalls(context.db, params.id))
  api.route({ method: 'post', path: '/webhooks/{id}/trial', summary: 'Call it once for trial', access: keepers, params: one }, ({ params }) => callForTrial(context.db, params.id, context.clock.now()))
}
