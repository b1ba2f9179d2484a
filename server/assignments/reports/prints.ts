import { sql } from 'drizzle-orm'
import { addUp, shareOf, type Build, type Line } from './build.ts'

const counts = ['prints', 'pages-printed', 'pages-electronic'] as const

/** Pages that the server gave out to be printed against pages of records laid to documents, by month, of the whole house. */
export const prints: Build = async ({ tx, source, span, facts, words }) => {
  const month = sql`to_char(hour at time zone ${facts.timeZone}, 'YYYY-MM')`
  const { rows } = await tx.execute<Record<(typeof counts)[number], number> & { month: string }>(sql`
    select month, sum(prints)::int as prints, sum(printed)::int as "pages-printed", sum(electronic)::int as "pages-electronic" from (
      select ${month} as month, prints, pages as printed, 0 as electronic from print_count where ${month} between ${span.from} and ${span.to}
      union all select month, 0, 0, pages from ${source.sums('page')}
    ) pages group by month order by month desc`)
  const valuesOf = (lines: typeof rows) => {
    const sum = addUp(lines, counts)
    return { ...sum, 'share-printed': shareOf(sum['pages-printed'], sum['pages-printed'] + sum['pages-electronic']) }
  }
  return {
    keys: [words.key('month')],
    columns: [...counts.map((key) => words.column(key, 'count')), words.column('share-printed', 'share')],
    lines: [...rows.map((row): Line => ({ level: 'line', month: row.month, values: valuesOf([row]) })), { level: 'total', values: valuesOf(rows) }],
    register: null,
  }
}
