import { sql } from 'drizzle-orm'
import { addUp, type Build, type Line } from './build.ts'
import { amongUnits } from './scope.ts'

const counts = ['documents', 'registered-late', 'paper-only', 'tasks', 'unseen'] as const

/** How a unit keeps to the way of working, for its head: registered late, without any record, tasks opened late or never. */
export const observance: Build = async ({ tx, source, units, words }) => {
  const { rows } = await tx.execute<Record<(typeof counts)[number], number> & { unit: string; head: string | null }>(sql`
    select unit, (select head from unit u where u.code = both_sums.unit) as head, sum(documents)::int as documents, sum(late)::int as "registered-late", sum(paper_only)::int as "paper-only", sum(tasks)::int as tasks, sum(unseen)::int as unseen from (
      select unit, documents, late, paper_only, 0 as tasks, 0 as unseen from ${source.sums('card')}
      union all
      select unit, 0, 0, 0, tasks, case when unseen then tasks else 0 end from ${source.sums('task')} where outcome <> 'cancelled'
    ) both_sums where ${amongUnits(sql`unit`, units)} group by unit having sum(documents) + sum(tasks) > 0 order by unit`)
  return {
    keys: [words.key('unit'), { ...words.key('person'), title: words.head }],
    columns: counts.map((key) => words.column(key, 'count', true)),
    lines: [...rows.map((row): Line => ({ level: 'line', unit: row.unit, ...(row.head === null ? {} : { person: row.head }), values: addUp([row], counts) })), { level: 'total', values: addUp(rows, counts) }],
    register: null,
  }
}
