import { eq } from 'drizzle-orm'
import type { Db, Tx } from '#platform/database.ts'
import { correspondent } from '../schema.ts'
import { noSuchCorrespondent } from './see-correspondent.ts'

/** The id under which a correspondent stands now: of the one into which it went, or its own. Refuses with `no-such-correspondent`. */
export async function standingCorrespondent(db: Db | Tx, id: string): Promise<string> {
  const [found] = await db.select({ mergedInto: correspondent.mergedInto }).from(correspondent).where(eq(correspondent.id, id))
  if (!found) throw noSuchCorrespondent()
  return found.mergedInto ?? id
}
