import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from '#platform/database.ts'
import { noteCard } from '#server/registry/cards/note-card.ts'
import { card } from '#server/registry/schema.ts'

/**
 * Brings the state of a card in line with its tasks: in work while one is open, executed when all have ended and one of
 * them was done, or a reply was sent, or the document itself was; a paper that came from another unit executes no document. The caller holds the lock of the card, so that of two last tasks one sees the other ended.
 */
export async function settleCard(tx: Tx, id: string, by: { actor: string; now: Date; today: string }): Promise<void> {
  const { rows } = await tx.execute<{ open: number; done: number }>(
    sql`select count(*) filter (where state in ('open', 'executed'))::int as open, count(*) filter (where state in ('off-control', 'closed') and not exists (select 1 from card_paper_request q where q.assignment = assignment.id))::int as done from assignment where card = ${id}`,
  )
  const { open = 0, done = 0 } = rows[0] ?? {}
  if (open > 0) {
    const begun = await tx.update(card).set({ state: 'in-work', closedOn: null }).where(and(eq(card.id, id), inArray(card.state, ['registered', 'executed']))).returning({ id: card.id })
    if (begun.length > 0) await noteCard(tx, id, { event: 'in-work' }, by)
  } else if (done > 0 || (await wasSent(tx, id))) {
    const ended = await tx.update(card).set({ state: 'executed', closedOn: by.today }).where(and(eq(card.id, id), inArray(card.state, ['registered', 'in-work']))).returning({ id: card.id })
    if (ended.length > 0) await noteCard(tx, id, { event: 'executed' }, by)
  }
}

/** Whether the document left the house as what a draft became, or a reply to it did. */
async function wasSent(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await tx.execute(sql`
    select 1 from draft d join card result on result.id = d.result_card and result.state <> 'annulled'
    where d.state = 'sent' and (d.result_card = ${id} or (d.card = ${id} and exists (select 1 from card_relation r where r.from_card = result.id and r.to_card = ${id} and r.relation = 'reply-to')))
    limit 1`)
  return rows.length > 0
}

/** Locks a card until the end of the transaction: whoever changes its tasks comes through here first. */
export async function lockCard(tx: Tx, id: string): Promise<void> {
  await tx.execute(sql`select 1 from card where id = ${id} for update`)
}
