import { randomBytes } from 'node:crypto'
import { asc, count, desc, eq, inArray } from 'drizzle-orm'
import type { z } from 'zod'
import type { webhookCalls, WebhookForm, WebhookView } from '#contract/notices.ts'
import { newId } from '#kernel/ids.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Db } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { webhook, webhookCall } from '../schema.ts'

type By = { actor: string; name: string; now: Date }
const callsShown = 100

const noSuchWebhook = () => refusal('no-such-webhook', {}, 'There is no such subscription.')

/** The programs that are told of events, by name, with how many calls wait and how many were given up. */
export async function listWebhooks(db: Db): Promise<WebhookView[]> {
  const rows = await db.select().from(webhook).orderBy(asc(webhook.name), asc(webhook.id))
  const counted = await db.select({ webhook: webhookCall.webhook, state: webhookCall.state, calls: count() }).from(webhookCall).where(inArray(webhookCall.state, ['queued', 'failed'])).groupBy(webhookCall.webhook, webhookCall.state)
  const of = (id: string, state: string) => counted.find((one) => one.webhook === id && one.state === state)?.calls ?? 0
  return rows.map(({ id, name, url, events, active, madeBy, madeAt }) => ({ id, name, url, events, active, madeBy, madeAt: madeAt.toISOString(), waiting: of(id, 'queued'), failed: of(id, 'failed') }))
}

/** A name and a password in the address would stand in every log on the way. */
function refuseCredentials({ url }: WebhookForm): void {
  const { username, password, hash } = new URL(url)
  if (username !== '' || password !== '' || hash !== '') throw refusal('webhook-address', { address: new URL(url).host }, 'Leave out names, passwords and #parts in the address; calls are signed with the secret.')
}

/** Subscribes a program; gives the secret with which its calls are signed. */
export async function addWebhook(db: Db, form: WebhookForm, by: By): Promise<{ id: string; secret: string }> {
  refuseCredentials(form)
  const made = { id: newId(by.now.getTime()), secret: randomBytes(32).toString('base64url') }
  await db.transaction(async (tx) => {
    await tx.insert(webhook).values({ ...form, ...made, madeBy: by.name === '' ? by.actor : by.name, madeAt: by.now })
    await appendAudit(tx, { actor: by.actor, action: 'assignments.add-webhook', object: `webhook:${made.id}`, details: { ...form } }, by.now)
  })
  return made
}

export async function changeWebhook(db: Db, id: string, form: WebhookForm, by: By): Promise<void> {
  refuseCredentials(form)
  await db.transaction(async (tx) => {
    const changed = await tx.update(webhook).set(form).where(eq(webhook.id, id)).returning({ id: webhook.id })
    if (changed.length === 0) throw noSuchWebhook()
    await appendAudit(tx, { actor: by.actor, action: 'assignments.change-webhook', object: `webhook:${id}`, details: { ...form } }, by.now)
  })
}

/** Ends a subscription; calls that still wait are dropped with it. */
export async function removeWebhook(db: Db, id: string, by: By): Promise<void> {
  await db.transaction(async (tx) => {
    const gone = await tx.delete(webhook).where(eq(webhook.id, id)).returning({ id: webhook.id, url: webhook.url })
    if (gone.length === 0) throw noSuchWebhook()
    await appendAudit(tx, { actor: by.actor, action: 'assignments.remove-webhook', object: `webhook:${id}`, details: { url: gone[0]?.url ?? '' } }, by.now)
  })
}

/** The last calls of a subscription. */
export async function listCalls(db: Db, id: string): Promise<z.input<typeof webhookCalls>> {
  const rows = await db.select().from(webhookCall).where(eq(webhookCall.webhook, id)).orderBy(desc(webhookCall.madeAt), desc(webhookCall.id)).limit(callsShown)
  return { calls: rows.map(({ id: call, event, state, attempts, madeAt, doneAt, answer }) => ({ id: call, event, state, attempts, madeAt: madeAt.toISOString(), doneAt: doneAt?.toISOString() ?? null, answer })) }
}

/** Queues a call that only says that it is a trial. */
export async function callForTrial(db: Db, id: string, now: Date): Promise<void> {
  const [found] = await db.select({ id: webhook.id }).from(webhook).where(eq(webhook.id, id))
  if (!found) throw noSuchWebhook()
  await db.insert(webhookCall).values({ id: newId(now.getTime()), webhook: id, event: 'trial', body: {}, state: 'queued', nextTryAt: now, madeAt: now })
}
