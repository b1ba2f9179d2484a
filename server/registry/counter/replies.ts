import { and, eq, sql } from 'drizzle-orm'
import type { OfferReply, ReplyList } from '#contract/counter.ts'
import { numberKey } from '#kernel/number-key.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Db } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { readCheckValue } from '../cards/check-value.ts'
import type { RegistryContext } from '../context.ts'
import { publicDownload } from '../intake/schema.ts'
import type { Card } from '../schema.ts'

/**
 * Lets whoever knows number and check value of a card download a record of it, or of a document that replies to it, until
 * a day where one is given. Refuses a record of any other document with `no-such-record`.
 */
export async function offerReply(context: RegistryContext, of: Card, form: OfferReply, by: { name: string; actor: string }): Promise<void> {
  const now = context.clock.now()
  const { record, name, untilOn = null } = form
  await context.db.transaction(async (tx) => {
    const { rows } = await tx.execute(
      sql`select 1 from card_record where record = ${record} and replaced_by is null
            and (card = ${of.id} or card in (select from_card from card_relation where to_card = ${of.id} and relation = 'reply-to'))`,
    )
    if (rows.length === 0) throw refusal('no-such-record', {}, 'Neither this document nor a reply to it has such a paper.')
    const offered = { name, untilOn, offeredBy: by.name, offeredAt: now }
    await tx.insert(publicDownload).values({ card: of.id, record, ...offered }).onConflictDoUpdate({ target: [publicDownload.card, publicDownload.record], set: offered })
    await appendAudit(tx, { actor: by.actor, action: 'registry.offer-reply', object: `card:${of.id}`, details: { record, until: untilOn } }, now)
  })
}

/** What may be downloaded of a card on a day. */
export async function repliesOf(db: Db, card: string, today: string): Promise<ReplyList['replies']> {
  return db
    .select({ record: publicDownload.record, name: publicDownload.name, untilOn: publicDownload.untilOn })
    .from(publicDownload)
    .where(and(eq(publicDownload.card, card), sql`coalesce(${publicDownload.untilOn}, '9999-12-31') >= ${today}`))
    .orderBy(publicDownload.offeredAt)
}

/** The card of a number as people write it together with its check value; null for a wrong one and an unknown one alike. */
export async function cardByCheck(db: Db, number: string, check: string): Promise<string | null> {
  const { rows } = await db.execute<{ id: string }>(sql`select c.id from entry e join card c on c.id = e.card where e.number_key = ${numberKey(number)} and c.check_value = ${readCheckValue(check)} limit 1`)
  return rows[0]?.id ?? null
}
