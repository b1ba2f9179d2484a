import { createHmac } from 'node:crypto'
import { and, asc, eq, lte, notInArray } from 'drizzle-orm'
import type { Clock } from '#kernel/clock.ts'
import { flushed } from '#platform/commit-then-flush.ts'
import type { Db } from '#platform/database.ts'
import { callOut } from '#platform/http/call-out.ts'
import { nextTry } from '../back-off.ts'
import { webhook, webhookCall } from '../schema.ts'

/** `t=<seconds>,v1=<hex>`: HMAC-SHA256 over `<seconds>.<body>` with the secret of the subscription; the time keeps old calls from being played again. */
export function signatureOf(secret: string, body: string, seconds: number): string {
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`
}

/**
 * Delivers the calls that are due, each under its lock, at least once: `opis-delivery` is the same at every try. Any answer
 * of 200 to 299 is a delivery; a redirect is none, for only addresses that an administrator gave are called. A program that
 * does not take a call is left alone until the next round, so that it holds up nobody. Returns how many calls were tried.
 */
export async function deliverCalls(db: Db, clock: Clock, goesOn: () => boolean = () => true): Promise<number> {
  const silent: string[] = []
  for (let tried = 0; ; tried += 1) {
    const done = goesOn() ? await deliverOne(db, clock, silent) : null
    if (done === null) return tried
    if (!done.delivered) silent.push(done.hook)
  }
}

function deliverOne(db: Db, clock: Clock, silent: readonly string[]): Promise<{ hook: string; delivered: boolean } | null> {
  return db.transaction(async (tx) => {
    const [found] = await tx
      .select({ call: webhookCall, hook: webhook })
      .from(webhookCall)
      .innerJoin(webhook, eq(webhook.id, webhookCall.webhook))
      .where(and(eq(webhookCall.state, 'queued'), eq(webhook.active, true), silent.length === 0 ? undefined : notInArray(webhook.id, [...silent]), lte(webhookCall.nextTryAt, clock.now())))
      .orderBy(asc(webhookCall.nextTryAt), asc(webhookCall.madeAt))
      .limit(1)
      .for('update', { of: webhookCall, skipLocked: true })
    if (!found) return null
    const { call, hook } = found
    const body = JSON.stringify({ id: call.id, event: call.event, madeAt: call.madeAt.toISOString(), data: call.body })
    const seconds = Math.floor(clock.now().getTime() / 1000)
    // A registration is seen a moment before it is on the disk: no program hears of a number that a power cut could take back.
    await flushed(db)
    const answer = await callOut(hook.url, body, { 'opis-event': call.event, 'opis-delivery': call.id, 'opis-signature': signatureOf(hook.secret, body, seconds) })
    const now = clock.now()
    const attempts = call.attempts + 1
    const delivered = answer.status !== null && answer.status >= 200 && answer.status < 300
    const again = delivered ? null : nextTry(attempts, now)
    const state = delivered ? 'delivered' : again === null ? 'failed' : 'queued'
    await tx.update(webhookCall).set({ state, attempts, answer: answer.said, doneAt: state === 'queued' ? null : now, nextTryAt: again ?? call.nextTryAt }).where(eq(webhookCall.id, call.id))
    return { hook: hook.id, delivered }
  })
}
