import { sql } from 'drizzle-orm'
import type { Tx } from '#platform/database.ts'

/**
 * Gives the open tasks of a unit to the one that takes its work over: main executor and co-executors alike, and the cards
 * open to the new unit. Tasks that have ended keep the unit that did the work. The caller audits the order and is in a
 * transaction. `on`: since when, civil day, for the history. Gives how many tasks have another main unit now.
 */
export async function moveOpenTasks(tx: Tx, from: string, to: string, { on, now }: { on: string; now: Date }): Promise<number> {
  const ofUnit = sql`state in ('open', 'executed') and (unit = ${from} or exists (select 1 from assignment_helper h where h.assignment = a.id and h.unit = ${from}))`
  // The cards first, as whoever moves a task does: two that lock in one order never wait for each other.
  await tx.execute(sql`select 1 from card where id in (select card from assignment a where ${ofUnit}) order by id for update`)
  const { rows: touched } = await tx.execute<{ id: string; card: string; main: boolean }>(
    sql`select id, card, unit = ${from} as main from assignment a where ${ofUnit} order by card, id for update`,
  )
  if (touched.length === 0) return 0
  const ids = sql.param(touched.map(({ id }) => id))
  const main = sql.param(touched.filter((one) => one.main).map(({ id }) => id))
  const cards = sql.param([...new Set(touched.map(({ card }) => card))])
  await tx.execute(sql`update assignment set unit = ${to}, version = version + 1 where id = any(${main}::uuid[])`)
  await tx.execute(sql`update assignment_helper set unit = ${to} where unit = ${from} and assignment = any(${ids}::uuid[])`)
  await tx.execute(sql`update card set units = (select array_agg(distinct u order by u) from unnest(units || array[${to}]::text[]) u) where id = any(${cards}::uuid[])`)
  await tx.execute(
    sql`insert into assignment_event (id, assignment, at, actor, event, details)
        select gen_random_uuid(), t.id, ${now.toISOString()}::timestamptz, 'system', 'reorganised', jsonb_build_object('from', ${from}::text, 'to', ${to}::text, 'on', ${on}::text) from unnest(${ids}::uuid[]) t(id)`,
  )
  return touched.filter((one) => one.main).length
}
