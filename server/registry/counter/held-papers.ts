import { sql } from 'drizzle-orm'
import type { HeldPapers } from '#contract/counter.ts'
import type { Db, Tx } from '#platform/database.ts'
import { isTestMode } from '#server/identity/units/mode.ts'
import { visibleCards, type CardFilter } from '../cards/visible-cards.ts'

export type Held = { paper: string; unit: string; unitName: Record<string, string>; since: string; card: string; number: string; seen: boolean }

/**
 * Which of these papers the house has of an applicant: attached to a case of theirs, by whatever unit, and not replaced.
 * The citizen is not asked for them again. Restricted cases do not count: not even that they exist is told.
 */
export async function heldPapers(db: Db | Tx, codes: readonly string[], correspondent: string | null, filter: CardFilter): Promise<Held[]> {
  if (codes.length === 0 || correspondent === null) return []
  const test = await isTestMode(db)
  const { rows } = await db.execute<Held>(
    sql`select distinct on (r.paper) r.paper, u.code as unit, u.name as "unitName", to_char(r.added_at, 'YYYY-MM-DD') as since, card.id as card, card.number, (${visibleCards(filter)}) as seen
          from card join card_record r on r.card = card.id and r.replaced_by is null and r.paper = any(${sql.param([...codes])}::text[])
          left join service s on s.code = card.service and s.version = card.service_version
          join unit u on u.code = coalesce(s.unit, card.unit)
         where card.correspondent = ${correspondent} and not card.restricted and card.state <> 'annulled' and card.test = ${test}
         order by r.paper, r.added_at desc`,
  )
  return rows
}

/** As the API tells it: where it is, and the document only to who may see it. */
export function presentHeld(held: readonly Held[]): HeldPapers {
  return { papers: held.map(({ paper, unit, unitName, since, card, number, seen }) => ({ paper, unit, unitName, since, card: seen ? { id: card, number } : null })) }
}
