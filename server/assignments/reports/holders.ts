import { sql } from 'drizzle-orm'
import { addUp, type Build, type Line } from './build.ts'
import { nobody, ofPerson } from './discipline.ts'
import { amongUnits } from './scope.ts'

const counts = ['documents'] as const
const dayMs = 86_400_000

/** Who holds how many documents that are not closed, and for how many days the one that lies longest; as it is now, whatever the period. */
export const holders: Build = async ({ tx, facts, units, query, words }) => {
  const { rows } = await tx.execute<{ unit: string; person: string; documents: number; oldest: string }>(sql`
    select unit, person, count(*)::int as documents, min(since) as oldest from card_holder where ${amongUnits(sql`unit`, units)} and ${ofPerson(sql`person`, query.person)} group by unit, person order by unit, person`)
  const longest = (lines: typeof rows) => (lines.length === 0 ? null : Math.max(...lines.map(({ oldest }) => Math.max(0, Math.floor((facts.now.getTime() - new Date(oldest).getTime()) / dayMs)))))
  const valuesOf = (lines: typeof rows) => ({ ...addUp(lines, counts), 'longest-days': longest(lines) })
  const lines = [...Map.groupBy(rows, ({ unit }) => unit)].flatMap(([unit, people]): Line[] => [
    { level: 'unit', unit, values: valuesOf(people) },
    ...people.map((one): Line => ({ level: 'line', unit, person: one.person === '' ? nobody : one.person, values: valuesOf([one]) })),
  ])
  return {
    keys: [words.key('unit'), words.key('person')],
    columns: [words.column('documents', 'count', true), words.column('longest-days', 'days')],
    lines: [...lines, { level: 'total', values: valuesOf(rows) }],
    register: null,
  }
}
