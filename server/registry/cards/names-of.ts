import { inArray, sql } from 'drizzle-orm'
import type { Db, Tx } from '#platform/database.ts'
import { userAccount } from '#server/identity/schema.ts'
import { unit } from '#server/identity/units/schema.ts'
import { documentKind } from '../data-schema.ts'

type Names = Record<string, Record<string, string>>

/** Names of units by code, in their languages. */
export async function unitNames(db: Db | Tx, codes: readonly string[]): Promise<Names> {
  const wanted = [...new Set(codes)]
  if (wanted.length === 0) return {}
  const rows = await db.select({ code: unit.code, name: unit.name }).from(unit).where(inArray(unit.code, wanted))
  return Object.fromEntries(rows.map(({ code, name }) => [code, name]))
}

/** Names of kinds of document by code, of their newest version. */
export async function kindNames(db: Db | Tx, codes: readonly string[]): Promise<Names> {
  const wanted = [...new Set(codes)]
  if (wanted.length === 0) return {}
  const rows = await db.selectDistinctOn([documentKind.code], { code: documentKind.code, name: documentKind.name }).from(documentKind).where(inArray(documentKind.code, wanted)).orderBy(documentKind.code, sql`${documentKind.version} desc`)
  return Object.fromEntries(rows.map(({ code, name }) => [code, name]))
}

/** What people are called, by account; those without a name of their own are left out. */
export async function personNames(db: Db | Tx, accounts: readonly string[]): Promise<Record<string, string>> {
  const wanted = [...new Set(accounts)]
  if (wanted.length === 0) return {}
  const rows = await db.select({ name: userAccount.name, displayName: userAccount.displayName }).from(userAccount).where(inArray(userAccount.name, wanted))
  return Object.fromEntries(rows.flatMap(({ name, displayName }) => (displayName === '' ? [] : [[name, displayName]])))
}
