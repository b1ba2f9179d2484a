import { sql } from 'drizzle-orm'
import type { ExecutorList } from '#contract/assignments.ts'
import type { Db } from '#platform/database.ts'

/** Units in use and people with an account, found by any part of name or code; what a task can be given to. */
export async function listExecutors(db: Db, text: string, today: string): Promise<ExecutorList> {
  const like = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`
  const { rows: units } = await db.execute<{ code: string; name: Record<string, string>; head: string | null }>(
    sql`select code, name, head from unit where (closed_on is null or closed_on > ${today}) and (code ilike ${like} or exists (select 1 from jsonb_each_text(name) n where n.value ilike ${like})) order by code limit ${mostFound}`,
  )
  const { rows: people } = await db.execute<{ name: string; display_name: string; position: string; units: string[] }>(
    sql`select name, display_name, position, units from user_account where active and (name ilike ${like} or display_name ilike ${like}) order by display_name, name limit ${mostFound}`,
  )
  return { units, people: people.map(({ display_name, ...one }) => ({ ...one, displayName: display_name || one.name })) }
}

/** As many as a person looks through; further letters narrow it. */
const mostFound = 100
