import { and, count, eq, gte, inArray } from 'drizzle-orm'
import { newId } from '#kernel/ids.ts'
import type { Mailer } from '#platform/mail/mailer.ts'
import type { SenderMail, SenderMailState } from '#server/registry/intake/answers/sender-mail.ts'
import { mailOut } from '../schema.ts'

/** Answers of the intake to senders outside the house, by the outbox of everything that is mailed. `mailer` null: none goes out. */
export function senderMail(mailer: Pick<Mailer, 'from'> | null): SenderMail {
  return {
    from: mailer?.from ?? null,
    async queue(tx, { to, language, subject, text, inReplyTo }, now) {
      const id = newId(now.getTime())
      await tx.insert(mailOut).values({ id, purpose: 'rejection', person: '', address: to, language, subject, body: text, inReplyTo, state: 'queued', nextTryAt: now, madeAt: now })
      return id
    },
    async sentTo(db, addresses, since) {
      if (addresses.length === 0) return new Map()
      const rows = await db.select({ address: mailOut.address, mails: count() }).from(mailOut).where(and(eq(mailOut.purpose, 'rejection'), inArray(mailOut.address, [...addresses]), gte(mailOut.madeAt, since))).groupBy(mailOut.address)
      return new Map(rows.map(({ address, mails }) => [address, mails]))
    },
    async standing(db, ids) {
      if (ids.length === 0) return new Map()
      const rows = await db.select({ id: mailOut.id, state: mailOut.state, to: mailOut.address, sentAt: mailOut.sentAt }).from(mailOut).where(inArray(mailOut.id, [...ids]))
      return new Map(rows.map(({ id, state, to, sentAt }): [string, SenderMailState] => [id, { state, to, sentAt }]))
    },
  }
}
