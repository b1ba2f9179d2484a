import { refusal } from '#kernel/refusal.ts'
import type { Card } from '#server/registry/schema.ts'

/** A document that was filed or annulled takes no more tasks. */
export function refuseDoneCard(card: Pick<Card, 'state'>): void {
  if (card.state === 'filed' || card.state === 'annulled') throw refusal('card-is-done', {}, 'The document was filed or annulled; it takes no more tasks.')
}
