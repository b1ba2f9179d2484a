import { refusal } from '#kernel/refusal.ts'
import type { Principal } from '#platform/http/access.ts'
import type { Card } from '../schema.ts'
import { refuseClosed } from './lock-open-card.ts'

/** Who registers documents and changes their cards. */
export const registrars = { roles: ['administrator', 'clerk', 'counter'] } as const

/** Whether somebody registers documents and may change cards at all. */
export function mayChangeCards(principal: Principal): boolean {
  return principal.kind === 'user' && principal.roles.some((role) => registrars.roles.some((one) => one === role))
}

/** Whether somebody may change a card that he sees: a clerk of the unit that registered it, who registered it, an administrator. */
export function mayChangeCard(principal: Principal, of: Pick<Card, 'unit' | 'registeredBy'>): boolean {
  if (principal.kind !== 'user' || !mayChangeCards(principal)) return false
  return principal.roles.includes('administrator') || principal.units.includes(of.unit) || principal.name === of.registeredBy
}

/** Refuses with `card-of-another-unit`, and with `card-closed` one whose work is over. */
export function refuseChange(principal: Principal, of: Card): void {
  if (!mayChangeCard(principal, of)) throw refusal('card-of-another-unit', {}, 'This document was registered by another unit, which alone changes its card.')
  refuseClosed(of)
}
