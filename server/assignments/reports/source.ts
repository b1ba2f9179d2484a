import { sql, type SQL } from 'drizzle-orm'
import type { Tx } from '#platform/database.ts'
import type { Facts } from './facts.ts'
import type { MonthSpan } from './span.ts'
import { countLive, type SumKind } from './sums.ts'

/** Where the figures of a request come from: `asOf` null: counted now. `sums`: a table expression with the columns of sums.ts. */
export type Source = { asOf: string | null; sums(kind: SumKind): SQL }

/**
 * A period with few documents is counted as it is now; one with many is read from the sums of the last hour. Where there
 * are none yet everything is counted, however long it takes.
 */
export async function openSource(tx: Tx, facts: Facts, span: MonthSpan, liveLimit: number): Promise<Source> {
  const live: Source = { asOf: null, sums: (kind) => sql`(${countLive[kind](facts, span)}) sums` }
  const { rows } = await tx.execute<{ as_of: string | null; many: boolean }>(sql`
    select (select computed_at from report_refresh) as as_of,
      (select count(*) from (select 1 from card where registered_on between ${span.firstDay} and ${span.lastDay} limit ${liveLimit + 1}) few) > ${liveLimit}
      or (select count(*) from (select 1 from card_stage where on_day between ${span.firstDay} and ${span.lastDay} limit ${2 * liveLimit + 1}) few) > ${2 * liveLimit} as many`)
  const found = rows[0]
  if (found === undefined || !found.many || found.as_of === null) return live
  return {
    asOf: new Date(found.as_of).toISOString(),
    sums: (kind) => sql`(select * from ${sql.identifier(`report_${kind}_sum`)} where month between ${span.from} and ${span.to}) sums`,
  }
}
