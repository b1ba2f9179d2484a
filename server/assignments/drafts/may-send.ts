import { refusal } from '#kernel/refusal.ts'
import type { Principal } from '#platform/http/access.ts'
import { mayChangeCard } from '#server/registry/cards/may-change.ts'
import type { Card } from '#server/registry/schema.ts'
import type { DraftOfCard } from './lock-draft.ts'

/**
 * Who sends a draft and reminds of it: its author, whoever approves it, both also through a deputy, and the registry desk
 * of the unit whose document it answers or into whose register it went (`result`).
 */
export function maySend(principal: Principal, { draft, card, names }: DraftOfCard, result: Pick<Card, 'unit' | 'registeredBy'> | null): boolean {
  if (names.includes(draft.author) || (draft.approver !== null && names.includes(draft.approver))) return true
  return mayChangeCard(principal, card) || (result !== null && mayChangeCard(principal, result))
}

/** Refuses everybody else with `draft-not-yours-to-send`. */
export function refuseUnlessSender(principal: Principal, of: DraftOfCard, result: Pick<Card, 'unit' | 'registeredBy'> | null = null): void {
  if (!maySend(principal, of, result)) throw refusal('draft-not-yours-to-send', {}, 'A draft is sent and reminded of by its author, by who approves it, and by the registry of the unit.')
}
