import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '#platform/database.ts'
import { readBounce } from '#platform/mail/read-bounce.ts'
import { tellPeople } from '../tell.ts'
import { mailOut } from '../schema.ts'

/** `not-ours`: no report of non-delivery, or of a letter that we did not send: let a person look at it. */
export type Bounced = { kind: 'noted'; mail: string } | { kind: 'not-ours' }

/**
 * Takes a message that came in and, when it reports that a letter of ours could not be delivered, marks that letter as
 * bounced and tells the administrators. For whoever fetches mail: call it first; what is `noted` needs nobody else.
 */
export async function noteBounce(db: Db, raw: Uint8Array, at: { now: Date; today: string }): Promise<Bounced> {
  const bounce = await readBounce(raw)
  if (bounce === null) return { kind: 'not-ours' }
  return db.transaction(async (tx) => {
    const [mail] = await tx.update(mailOut).set({ state: 'bounced', answer: bounce.reason }).where(and(eq(mailOut.id, bounce.id))).returning({ id: mailOut.id, person: mailOut.person })
    if (!mail) return { kind: 'not-ours' }
    const { rows } = await tx.execute<{ name: string }>(sql`select name from user_account where active and 'administrator' = any (roles)`)
    await tellPeople(tx, { kind: 'mail-bounced', people: rows.map(({ name }) => name), about: mail.id, facts: { person: mail.person } }, at)
    return { kind: 'noted', mail: mail.id }
  })
}
