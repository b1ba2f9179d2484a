import { eq } from 'drizzle-orm'
import { refusal } from '#kernel/refusal.ts'
import { addAccountIn, updateAccountIn } from '#server/identity/accounts.ts'
import { userAccount } from '#server/identity/schema.ts'
import { readSetting } from '#server/identity/units/mode.ts'
import { staffPosition } from '#server/identity/units/schema.ts'
import { readUnit } from '#server/identity/units/units.ts'
import { over, same, type Change, type Run } from './run.ts'
import type { PersonRow } from './setup.ts'

/** Somebody of the staff. Their post is a code of the staff list, kept in the language of the house; units must be there. */
export async function bringPerson(run: Run, given: PersonRow): Promise<Change> {
  const { tx, by, now } = run
  for (const code of given.units) await readUnit(tx, code)
  const position = await nameOfPosition(run, given.position)
  const [known] = await tx.select().from(userAccount).where(eq(userAccount.name, given.name))
  const { name, displayName, roles, units, email = null, language = null } = given
  if (known === undefined) {
    await addAccountIn(tx, { name, displayName, roles, units, email, language, position: position ?? '' }, run.passwords.get(name)?.hash ?? '', { actor: by.actor, now })
    return 'added'
  }
  const before = { displayName: known.displayName, roles: known.roles, units: known.units, email: known.email, language: known.language, position: known.position }
  // Units that somebody got since (by a reorganisation, say) stay.
  const after = over(before, { displayName, roles, email, language, ...(position === null ? {} : { position }), units: [...new Set([...units, ...known.units])] })
  if (same(sorted(before), sorted(after))) return 'same'
  await updateAccountIn(tx, known.id, { ...after, roles: same([...before.roles].sort(), [...roles].sort()) ? undefined : roles, units: same([...before.units].sort(), [...after.units].sort()) ? undefined : after.units }, undefined, { actor: by.actor, now })
  return 'changed'
}

const sorted = <T extends { roles: readonly string[]; units: readonly string[] }>(row: T) => ({ ...row, roles: [...row.roles].sort(), units: [...row.units].sort() })

async function nameOfPosition({ tx }: Run, code: string | undefined): Promise<string | null> {
  if (code === undefined) return null
  const [found] = await tx.select().from(staffPosition).where(eq(staffPosition.code, code))
  if (!found) throw refusal('no-such-position', { position: code }, `There is no post ${code} in the staff list.`)
  const language = await readSetting(tx, 'language')
  return (typeof language === 'string' ? found.name[language] : undefined) ?? Object.values(found.name)[0] ?? code
}
