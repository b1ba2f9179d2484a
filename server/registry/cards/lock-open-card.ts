import { and, eq, type SQL } from 'drizzle-orm'
import type { OpisError } from '#kernel/errors.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Tx } from '#platform/database.ts'
import { card, type Card } from '../schema.ts'
import { noSuchCard } from './visible-cards.ts'

type Standing = Pick<Card, 'state' | 'number'>

/** Whether the work on a card is over for good, unless it is taken up again. */
export const isClosed = ({ state }: Pick<Card, 'state'>): boolean => state === 'filed' || state === 'annulled'

/** Refuses with `card-closed` a document that is filed or annulled. */
export function refuseClosed(of: Standing): void {
  if (isClosed(of)) throw cardClosed(of)
}

/** The same for what may still be done with a filed one. */
export function refuseAnnulled(of: Standing): void {
  if (of.state === 'annulled') throw cardClosed(of)
}

/**
 * The card under lock to the end of the transaction, as long as it is neither filed nor annulled. `seen`: by which condition on the
 * table `card` the person sees it, unless that was asked before. Refuses with `no-such-card` and `card-closed`.
 */
export async function lockOpenCard(tx: Tx, id: string, seen?: SQL, strength: 'update' | 'share' = 'update'): Promise<Card> {
  const [found] = await tx.select().from(card).where(and(eq(card.id, id), seen)).for(strength)
  if (!found) throw noSuchCard()
  refuseClosed(found)
  return found
}

export const cardClosed = ({ number, state }: Standing): OpisError => refusal('card-closed', {}, `The document ${number} is ${state}; it stays as it is.`)
