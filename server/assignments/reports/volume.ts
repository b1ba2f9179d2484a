import { sql } from 'drizzle-orm'
import { addUp, shareOf, type Build, type Line } from './build.ts'
import { amongUnits } from './scope.ts'

/** The three streams of paper and the appeals first; acts and contracts of the house after them. */
export const flows = ['incoming', 'outgoing', 'internal', 'appeals', 'contracts', 'decisions', 'orders'] as const
const counts = ['documents', ...flows] as const

/** Volume of documents by month and unit that registered them; annulled ones are left out. */
export const volume: Build = async ({ tx, source, units, words }) => {
  const { rows } = await tx.execute<Record<(typeof counts)[number], number> & { month: string; unit: string }>(sql`
    select month, unit, sum(documents)::int as documents, ${sql.join(flows.map((flow) => sql`coalesce(sum(documents) filter (where flow = ${flow}), 0)::int as ${sql.identifier(flow)}`), sql`, `)}
    from ${source.sums('card')} where ${amongUnits(sql`unit`, units)} group by month, unit having sum(documents) > 0 order by month desc, unit`)
  return {
    keys: [words.key('month'), words.key('unit')],
    columns: counts.map((key) => words.column(key, 'count', true)),
    lines: [...rows.map((row): Line => ({ level: 'line', month: row.month, unit: row.unit, values: addUp([row], counts) })), { level: 'total', values: addUp(rows, counts) }],
    register: null,
  }
}

const electronicCounts = ['documents', 'electronic'] as const

/** Share of documents that went the whole way without paper, by month and unit. */
export const electronic: Build = async ({ tx, source, units, words }) => {
  const { rows } = await tx.execute<Record<(typeof electronicCounts)[number], number> & { month: string; unit: string }>(sql`
    select month, unit, sum(documents)::int as documents, sum(electronic)::int as electronic from ${source.sums('card')} where ${amongUnits(sql`unit`, units)}
    group by month, unit having sum(documents) > 0 order by month desc, unit`)
  const valuesOf = (lines: typeof rows) => {
    const sum = addUp(lines, electronicCounts)
    return { ...sum, 'share-electronic': shareOf(sum.electronic, sum.documents) }
  }
  return {
    keys: [words.key('month'), words.key('unit')],
    columns: [words.column('documents', 'count', true), words.column('electronic', 'count', true), words.column('share-electronic', 'share')],
    lines: [...rows.map((row): Line => ({ level: 'line', month: row.month, unit: row.unit, values: valuesOf([row]) })), { level: 'total', values: valuesOf(rows) }],
    register: null,
  }
}
