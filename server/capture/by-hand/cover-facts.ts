import { inArray } from 'drizzle-orm'
import type { CoverFacts } from '#contract/by-hand.ts'
import type { Db } from '#platform/database.ts'
import { cover } from '../schema.ts'

/** What a cover says, as screens and stations show it. */
export function factsOf(row: Pick<typeof cover.$inferSelect, 'id' | 'class' | 'file' | 'recordDate' | 'sheets'>): CoverFacts {
  return { id: row.id, class: row.class, file: row.file, date: row.recordDate, sheets: row.sheets }
}

/** The facts of several covers by their ids; null ids are passed over. */
export async function readCoverFacts(db: Pick<Db, 'select'>, ids: readonly (string | null)[]): Promise<Map<string, CoverFacts>> {
  const wanted = ids.filter((id) => id !== null)
  if (wanted.length === 0) return new Map()
  const rows = await db.select().from(cover).where(inArray(cover.id, wanted))
  return new Map(rows.map((row) => [row.id, factsOf(row)]))
}
