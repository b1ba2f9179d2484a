import { sql, type SQL } from 'drizzle-orm'
import type { RegisterTotals } from '#contract/reports.ts'
import { addUp, shareOf, type Build, type Line, type Request } from './build.ts'
import { amongUnits } from './scope.ts'

const counts = ['received', 'on-time', 'late', 'overdue', 'pending', 'extended', 'cancelled'] as const
type Counts = Record<(typeof counts)[number], number>

/** An account in the sums; tasks for which nobody is named yet have none. */
export const nobody = '-'
export const ofPerson = (column: SQL, person: string | undefined): SQL => (person === undefined ? sql`true` : sql`coalesce(${column}, '') = ${person === nobody ? '' : person}`)

/**
 * Executive discipline: tasks of documents registered in the period by unit and executor. received = on time + late +
 * overdue + pending; `extended` of these had their deadline moved; cancelled ones stand apart. The share is of those that
 * were executed or should have been.
 */
export const discipline: Build = async (request) => {
  const { tx, source, units, query, words } = request
  const is = (outcome: string) => sql`coalesce(sum(tasks) filter (where outcome = ${outcome}), 0)::int`
  const { rows } = await tx.execute<Counts & { unit: string; executor: string }>(sql`
    select unit, executor, coalesce(sum(tasks) filter (where outcome <> 'cancelled'), 0)::int as received, ${is('on-time')} as "on-time", ${is('late')} as late, ${is('overdue')} as overdue,
      ${is('pending')} as pending, coalesce(sum(tasks) filter (where extended and outcome <> 'cancelled'), 0)::int as extended, ${is('cancelled')} as cancelled
    from ${source.sums('task')} where ${amongUnits(sql`unit`, units)} and ${ofPerson(sql`executor`, query.person)} group by unit, executor order by unit, executor`)
  const lines = [...Map.groupBy(rows, ({ unit }) => unit)].flatMap(([unit, people]): Line[] => [
    { level: 'unit', unit, values: withShare(addUp(people, counts)) },
    ...people.map((one): Line => ({ level: 'line', unit, person: one.executor === '' ? nobody : one.executor, values: withShare(one) })),
  ])
  const total = addUp(rows, counts)
  return {
    keys: [words.key('unit'), words.key('person')],
    columns: [...counts.slice(0, 5).map((key) => words.column(key, 'count', true)), words.column('share-on-time', 'share'), ...counts.slice(5).map((key) => words.column(key, 'count', true))],
    lines: [...lines, { level: 'total', values: withShare(total) }],
    register: units === null && query.person === undefined ? await registerTotals(request, total) : null,
  }
}

function withShare(one: Counts): Record<string, number | null> {
  return { ...Object.fromEntries(counts.map((key) => [key, one[key]])), 'share-on-time': shareOf(one['on-time'], one['on-time'] + one.late + one.overdue) }
}

/** What the registers hold in the period, counted from entries, from cards and from tasks apart from each other. */
async function registerTotals({ tx, source, words }: Request, { received, cancelled }: Counts): Promise<RegisterTotals> {
  const { rows } = await tx.execute<Pick<RegisterTotals, 'entries' | 'second' | 'withoutCard' | 'annulled' | 'withTasks' | 'tasks'> & { documents: number }>(sql`
    select e.*, c.* from
      (select coalesce(sum(entries), 0)::int as entries, coalesce(sum(second), 0)::int as second, coalesce(sum(without_card), 0)::int as "withoutCard" from ${source.sums('entry')}) e,
      (select coalesce(sum(documents), 0)::int as documents, coalesce(sum(annulled), 0)::int as annulled, coalesce(sum(with_tasks), 0)::int as "withTasks", coalesce(sum(tasks), 0)::int as tasks from ${source.sums('card')}) c`)
  const { documents = 0, entries = 0, second = 0, withoutCard = 0, annulled = 0, withTasks = 0, tasks = 0 } = rows[0] ?? {}
  const totals = { entries, second, withoutCard, registered: documents + annulled, annulled, withTasks, withoutTasks: documents - withTasks, tasks, furtherTasks: tasks - withTasks, received, cancelled }
  const agrees = entries === totals.registered + second + withoutCard && tasks === received + cancelled
  return { ...totals, agrees, lines: words.register(totals) }
}
