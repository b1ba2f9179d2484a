import { asc, eq } from 'drizzle-orm'
import type { StaffMember } from '#contract/units.ts'
import { userAccount } from '../schema.ts'
import { readAbsences } from './absences.ts'
import type { UnitsContext } from './context.ts'
import { whoStandsInFor } from './deputy.ts'

/** Everybody who may sign in, with who stands in for them today. */
export async function listStaff(context: UnitsContext): Promise<StaffMember[]> {
  const today = context.today(context.clock.now())
  const absences = await readAbsences(context.db, context.today)
  const { name, displayName, position, units } = userAccount
  const people = await context.db.select({ name, displayName, position, units }).from(userAccount).where(eq(userAccount.active, true)).orderBy(asc(name))
  return people.map((person) => ({
    ...person,
    absentUntil: absences.find((one) => one.person === person.name && one.fromOn <= today && today <= one.toOn)?.toOn ?? null,
    deputy: whoStandsInFor(absences, person.name, today),
  }))
}
