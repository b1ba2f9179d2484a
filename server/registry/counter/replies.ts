import { and, eq, isNull, sql } from 'drizzle-orm'
import type { OfferReply, OfferedList, ReplyList } from '#contract/counter.ts'
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
    const offered = { name, untilOn, offeredBy: by.name, offeredAt: now, withdrawnAt: null, withdrawnBy: null }
    await tx.insert(publicDownload).values({ card: of.id, record, ...offered }).onConflictDoUpdate({ target: [publicDownload.card, publicDownload.record], set: offered })
    await appendAudit(tx, { actor: by.actor, action: 'registry.offer-reply', object: `card:${of.id}`, details: { record, until: untilOn } }, now)
  })
}

/**
 * Takes an offer back: from the next question on nobody downloads the record, also where it was offered by itself as the
 * sent reply. Refuses a record that is not offered with `no-such-record`, and an offer that is not his to take back (`mayWithdraw`)
 * with `card-of-another-unit`.
 */
export async function withdrawReply(context: RegistryContext, of: Card, record: string, today: string, by: { name: string; actor: string; may: (offer: Offer) => boolean }): Promise<void> {
  const now = context.clock.now()
  await context.db.transaction(async (tx) => {
    const offer = (await offersOf(tx, of.id, today)).find((one) => one.record === record)
    if (offer === undefined) throw refusal('no-such-record', {}, 'This paper is not offered for download, or not any more.')
    if (!by.may(offer)) throw refusal('card-of-another-unit', {}, 'Somebody else offered it: whoever did, a head or a clerk of the unit that registered the document takes it back.')
    const withdrawn = { withdrawnAt: now, withdrawnBy: by.name }
    await tx.insert(publicDownload).values({ card: of.id, record, name: offer.name, offeredBy: by.name, offeredAt: now, ...withdrawn }).onConflictDoUpdate({ target: [publicDownload.card, publicDownload.record], set: withdrawn })
    await appendAudit(tx, { actor: by.actor, action: 'registry.withdraw-reply', object: `card:${of.id}`, details: { record } }, now)
  })
}

export type Offer = Omit<OfferedList['offers'][number], 'mayWithdraw'>

/** Everything of a card that the public page offers on a day: what somebody offered, and a sent reply to what came through the portal. */
export async function offersOf(db: Pick<Db, 'execute'>, card: string, today: string): Promise<Offer[]> {
  const { rows } = await db.execute<Offer>(sql`
    select p.record, p.name, p.until_on as "untilOn", p.offered_by as "offeredBy" from public_download p
    where p.card = ${card} and p.withdrawn_at is null and (p.until_on is null or p.until_on >= ${today})
    union all
    select r.record, r.name, null, null from card c join card_record r on r.card = c.id and r.role = 'reply' and r.replaced_by is null
    where c.id = ${card} and not exists (select from public_download p where p.card = c.id and p.record = r.record and (p.withdrawn_at is not null or p.until_on is null or p.until_on >= ${today}))
      and exists (
        select from card_relation l join card_record own on own.card = l.from_card and own.record = r.record join dispatch s on s.card = l.from_card
        where l.to_card = c.id and l.relation = 'reply-to' and 'portal' in (c.channel, s.channel))
    order by record`)
  return rows
}

/** What may be downloaded of a card on a day. */
export async function repliesOf(db: Db, card: string, today: string): Promise<ReplyList['replies']> {
  return db
    .select({ record: publicDownload.record, name: publicDownload.name, untilOn: publicDownload.untilOn })
    .from(publicDownload)
    .where(and(eq(publicDownload.card, card), isNull(publicDownload.withdrawnAt), sql`coalesce(${publicDownload.untilOn}, '9999-12-31') >= ${today}`))
    .orderBy(publicDownload.offeredAt)
}

/** Whether something was offered with a card and is not any more. */
export async function wasOffered(db: Db, card: string): Promise<boolean> {
  return (await db.$count(publicDownload, eq(publicDownload.card, card))) > 0
}

/** The card of a number as people write it together with its check value; null for a wrong one and an unknown one alike. */
export async function cardByCheck(db: Db, number: string, check: string): Promise<string | null> {
  const { rows } = await db.execute<{ id: string }>(sql`select c.id from entry e join card c on c.id = e.card where e.number_key = ${numberKey(number)} and c.check_value = ${readCheckValue(check)} limit 1`)
  return rows[0]?.id ?? null
}
