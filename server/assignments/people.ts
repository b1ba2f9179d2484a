import { inArray } from 'drizzle-orm'
import type { Db, Tx } from '#platform/database.ts'
import { userAccount } from '#server/identity/schema.ts'
import { unit } from '#server/identity/units/schema.ts'

export type Person = { name: string; displayName: string }
/** Gives the person of an account; the account itself where it has no other name or is gone. */
export type NamePerson = (name: string) => Person

export async function namePeople(db: Db | Tx, names: readonly (string | null)[]): Promise<NamePerson> {
  const wanted = [...new Set(names.filter((name) => name !== null && name !== ''))] as string[]
  const rows = wanted.length === 0 ? [] : await db.select({ name: userAccount.name, displayName: userAccount.displayName }).from(userAccount).where(inArray(userAccount.name, wanted))
  const known = new Map(rows.map(({ name, displayName }) => [name, displayName]))
  return (name) => ({ name, displayName: known.get(name) || name })
}

/** Gives the name of a unit by language; its code where it is gone. */
export async function nameUnits(db: Db | Tx, codes: readonly string[]): Promise<(code: string) => Record<string, string>> {
  const wanted = [...new Set(codes)]
  const rows = wanted.length === 0 ? [] : await db.select({ code: unit.code, name: unit.name }).from(unit).where(inArray(unit.code, wanted))
  const known = new Map(rows.map(({ code, name }) => [code, name]))
  return (code) => known.get(code) ?? { en: code }
}
