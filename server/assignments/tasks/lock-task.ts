import { and, eq, sql } from 'drizzle-orm'
import { refusal } from '#kernel/refusal.ts'
import type { Db, Tx } from '#platform/database.ts'
import { card } from '#server/registry/schema.ts'
import { cardsOf, type Reader } from '../reader.ts'
import { assignment, type Assignment } from '../schema.ts'
import { lockCard } from './settle-card.ts'

/** A task of a card that the reader may see; `no-such-assignment` alike for one that does not exist. */
export async function findTask(db: Db | Tx, reader: Reader, id: string): Promise<Assignment> {
  const [found] = await db.select({ assignment }).from(assignment).innerJoin(card, eq(card.id, assignment.card)).where(and(eq(assignment.id, id), cardsOf(reader)))
  if (!found) throw refusal('no-such-assignment', {}, 'There is no such task, or you may not see it.')
  return found.assignment
}

/** The same, with its card and itself locked to the end of the transaction: first the card, so that two never wait for each other. */
export async function lockTask(tx: Tx, reader: Reader, id: string): Promise<Assignment> {
  const { card: of } = await findTask(tx, reader, id)
  await lockCard(tx, of)
  await tx.execute(sql`select 1 from assignment where id = ${id} for update`)
  return findTask(tx, reader, id)
}
