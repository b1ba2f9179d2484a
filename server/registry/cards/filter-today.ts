import { asc, inArray } from 'drizzle-orm'
import type { Db, Tx } from '#platform/database.ts'
import type { Principal } from '#platform/http/access.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { userAccount } from '#server/identity/schema.ts'
import { absencesOn } from '#server/identity/units/absences.ts'
import { standsInFor } from '#server/identity/units/deputy.ts'
import type { RegistryContext } from '../context.ts'
import { cardFilter, type CardFilter } from './visible-cards.ts'

/** Somebody absent with the cards that he sees: of a restricted one, those that name him. */
export type Absent = { name: string; roles: readonly string[]; filter: CardFilter }

/** Those for whom somebody stands in on a day: absences that count on it, followed through deputies who are away themselves. */
export async function absentBehind(db: Db | Tx, principal: Principal, today: string): Promise<Absent[]> {
  if (principal.kind !== 'user') return []
  const standsFor = standsInFor(await absencesOn(db, today), principal.name, today)
  if (standsFor.length === 0) return []
  const people = await db.select({ name: userAccount.name, roles: userAccount.roles, units: userAccount.units }).from(userAccount).where(inArray(userAccount.name, standsFor)).orderBy(asc(userAccount.name))
  return people.map(({ name, roles, units }) => ({ name, roles, filter: cardFilter({ kind: 'user', id: '', name, roles, units, via: 'session', mustChangePassword: false }) }))
}

/** What somebody may open today: his own cards, and those of the people for whom he stands in, also from another unit. For one card, not for lists. */
export async function filterToday({ db, clock, timeZone }: Pick<RegistryContext, 'db' | 'clock' | 'timeZone'>, principal: Principal): Promise<CardFilter> {
  const absent = await absentBehind(db, principal, dayIn(timeZone, clock.now()))
  return { ...cardFilter(principal), absent: absent.map(({ filter }) => filter) }
}
