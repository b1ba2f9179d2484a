import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { newId } from '#kernel/ids.ts'
import type { Progress } from '#platform/http/progress-answer.ts'
import type { RecordsContext } from '../context.ts'

const lookEveryMs = 250

/** Ends when no task of these names that was announced until now waits any longer; one that was given up is not waited for. */
export async function* awaitTasks(context: RecordsContext, names: readonly string[]): AsyncGenerator<Progress> {
  // Ids of tasks grow with time.
  const last = newId()
  const waiting = async () => {
    const list = sql.join(names.map((name) => sql`${name}`), sql`, `)
    const found = await context.db.execute<{ count: number }>(sql`select count(*)::int as count from task where state = 'pending' and name in (${list}) and id <= ${last}`)
    return found.rows[0]?.count ?? 0
  }
  const total = await waiting()
  for (let left = total; left > 0; left = await waiting()) {
    yield { done: Math.max(0, total - left), total }
    await pause(lookEveryMs)
  }
}
