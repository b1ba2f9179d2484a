import { and, asc, eq, lte } from 'drizzle-orm'
import type { Clock } from '#kernel/clock.ts'
import type { Db } from '#platform/database.ts'
import type { Mailer } from '#platform/mail/mailer.ts'
import { nextTry } from '../back-off.ts'
import { mailOut } from '../schema.ts'

/**
 * Sends the letters that are due, one after the other, each under its lock until the other side has taken it: a process
 * that dies in between sends it once more with the same Message-ID, never less than once. What is refused for good (5xx)
 * or too often is `failed` and waits for a person. A server that takes nothing is left alone until the next round. Returns
 * how many were tried.
 */
export async function sendMails(db: Db, mailer: Mailer, clock: Clock, goesOn: () => boolean = () => true): Promise<number> {
  let delayed = 0
  for (let tried = 0; ; tried += 1) {
    const state = goesOn() && delayed < delayedAtMost ? await sendOne(db, mailer, clock) : null
    if (state === null) return tried
    delayed = state === 'queued' ? delayed + 1 : 0
  }
}

/** So many letters in a row that were refused for now mean the server, not the letters. */
const delayedAtMost = 5

function sendOne(db: Db, mailer: Mailer, clock: Clock): Promise<'sent' | 'failed' | 'queued' | null> {
  return db.transaction(async (tx) => {
    const [mail] = await tx
      .select()
      .from(mailOut)
      .where(and(eq(mailOut.state, 'queued'), lte(mailOut.nextTryAt, clock.now())))
      .orderBy(asc(mailOut.nextTryAt))
      .limit(1)
      .for('update', { skipLocked: true })
    if (!mail) return null
    const done = await mailer.send({ id: mail.id, to: mail.address, subject: mail.subject, text: mail.body, inReplyTo: mail.inReplyTo, isAnswer: mail.purpose === 'rejection' })
    const now = clock.now()
    const attempts = mail.attempts + 1
    const again = done.sent || done.permanent ? null : nextTry(attempts, now)
    const state = done.sent ? 'sent' : again === null ? 'failed' : 'queued'
    await tx
      .update(mailOut)
      .set({ state, attempts, answer: done.answer, sentAt: done.sent ? now : mail.sentAt, nextTryAt: again ?? mail.nextTryAt })
      .where(eq(mailOut.id, mail.id))
    return state
  })
}
