import { eq } from 'drizzle-orm'
import type { Tx } from '#platform/database.ts'
import { batch } from '#server/capture/schema.ts'
import { record } from './schema.ts'

/** The station that fed the pages of a record; null for one that was imported. */
export async function stationOfRecord(tx: Tx, id: string): Promise<string | null> {
  const [found] = await tx.select({ station: batch.station }).from(record).innerJoin(batch, eq(batch.id, record.batch)).where(eq(record.id, id))
  return found?.station ?? null
}
