import { sql } from 'drizzle-orm'
import type { Tx } from './database.ts'

/**
 * The next number of a series, from 1: given out once, without a gap, in the caller's transaction. Others who want a
 * number of the same series wait until that transaction ends.
 */
export async function nextInSeries(tx: Tx, series: string): Promise<number> {
  const { rows } = await tx.execute<{ last: number }>(sql`insert into number_series (series, last) values (${series}, 1) on conflict (series) do update set last = number_series.last + 1 returning last`)
  return rows[0]?.last ?? 1
}
