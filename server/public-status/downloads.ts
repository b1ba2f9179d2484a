import type { Readable } from 'node:stream'
import type pg from 'pg'
import type { Question } from './look-up.ts'

/** A record for who knows number and check value: somebody of the house offered it, or it is the reply to what came through the portal. */
export type Offer = { record: string; name: string }
export type OfferedFile = { stream: Readable; mediaType: string; bytes: number; extension: string }

/** Where the bytes of records can be reached: within the server. A process of its own has none of it. */
export type Downloads = {
  offered(question: Question): Promise<Offer[]>
  open(record: string): Promise<OfferedFile | null>
}

/**
 * What may be downloaded with a number and check value on a day: what was offered, and a reply once it was sent, where the
 * document or the reply went through the portal. The code of an organisation, which is no secret, opens nothing.
 */
export async function findOffers(pool: Pick<pg.Pool, 'query'>, { key, check }: Question, today: string): Promise<Offer[]> {
  const { rows } = await pool.query<Offer>({
    name: 'offered-records',
    text: `with opened as (
        select d.card from public_status.document d where d.number_key = $1 and d.check_hash = encode(sha256(convert_to(d.card::text || '|' || $2, 'UTF8')), 'hex')
      ), may as (
        select p.record, p.name, p.offered_at as at from opened o join public_download p on p.card = o.card where p.withdrawn_at is null and (p.until_on is null or p.until_on >= $3)
        union all
        select r.record, r.name, r.added_at from opened o join card c on c.id = o.card join card_record r on r.card = o.card and r.role = 'reply' and r.replaced_by is null
        where not exists (select from public_download p where p.card = o.card and p.record = r.record and p.withdrawn_at is not null) and exists (
          select from card_relation l join card_record own on own.card = l.from_card and own.record = r.record join dispatch s on s.card = l.from_card
          where l.to_card = o.card and l.relation = 'reply-to' and 'portal' in (c.channel, s.channel))
      )
      select record, min(name) as name from may group by record order by min(at), record limit 20`,
    values: [key, check, today],
  })
  return rows
}
