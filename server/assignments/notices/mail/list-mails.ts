import { and, count, desc, eq, sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { mailList, mailQuery } from '#contract/notices.ts'
import type { Db } from '#platform/database.ts'
import { mailOut } from '../schema.ts'

/** The letters of the house, the newest first. `from`: null where mail is not set up. */
export async function listMails(db: Db, from: string | null, { state, before, limit }: z.output<typeof mailQuery>): Promise<z.input<typeof mailList>> {
  const older = before === undefined ? undefined : sql`(${mailOut.madeAt}, ${mailOut.id}) < (select made_at, id from mail_out where id = ${before})`
  const rows = await db
    .select()
    .from(mailOut)
    .where(and(state === undefined ? undefined : eq(mailOut.state, state), older))
    .orderBy(desc(mailOut.madeAt), desc(mailOut.id))
    .limit(limit + 1)
  const counted = await db.select({ state: mailOut.state, mails: count() }).from(mailOut).groupBy(mailOut.state)
  const of = (wanted: (typeof counted)[number]['state']) => counted.find((one) => one.state === wanted)?.mails ?? 0
  const page = rows.slice(0, limit)
  return {
    configured: from !== null,
    from,
    counts: { queued: of('queued'), sent: of('sent'), failed: of('failed'), bounced: of('bounced') },
    mails: page.map((mail) => ({
      ...{ id: mail.id, purpose: mail.purpose, person: mail.person, address: mail.address, subject: mail.subject, state: mail.state, attempts: mail.attempts, answer: mail.answer },
      ...{ madeAt: mail.madeAt.toISOString(), sentAt: mail.sentAt?.toISOString() ?? null, nextTryAt: mail.state === 'queued' ? mail.nextTryAt.toISOString() : null },
    })),
    next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  }
}
