import { eq, sql } from 'drizzle-orm'
import type { Db, Tx } from '#platform/database.ts'
import { municipalitySetting } from './schema.ts'

/** Whether the house still tries things out: numbers of their own, a mark on every print, wiped when it goes live. */
export async function isTestMode(db: Db | Tx): Promise<boolean> {
  const { rows } = await db.execute<{ test: boolean }>(sql`select ${inTestMode} as test`)
  return rows[0]?.test === true
}

/** The same as an expression, for a statement that asks for more. */
export const inTestMode = sql<boolean>`exists (select from ${municipalitySetting} where ${municipalitySetting.name} = 'mode' and ${municipalitySetting.value} = '"test"'::jsonb)`

/** A setting of the municipality, null where nobody set it. */
export async function readSetting(db: Db | Tx, name: string): Promise<unknown> {
  const [found] = await db.select().from(municipalitySetting).where(eq(municipalitySetting.name, name))
  return found?.value ?? null
}
