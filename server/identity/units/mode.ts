import { eq } from 'drizzle-orm'
import type { Db, Tx } from '#platform/database.ts'
import { municipalitySetting } from './schema.ts'

/** Whether the house still tries things out: numbers of their own, a mark on every print, wiped when it goes live. */
export async function isTestMode(db: Db | Tx): Promise<boolean> {
  return (await readSetting(db, 'mode')) === 'test'
}

/** A setting of the municipality, null where nobody set it. */
export async function readSetting(db: Db | Tx, name: string): Promise<unknown> {
  const [found] = await db.select().from(municipalitySetting).where(eq(municipalitySetting.name, name))
  return found?.value ?? null
}
