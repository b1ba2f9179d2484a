import { sql } from 'drizzle-orm'
import type { Db, Tx } from './database.ts'
import { addTasks } from './outbox.ts'

/** A task that failed: `nextTryAt` null when it was given up. */
export type TroubledTask = { id: string; name: string; subject: string; code: string; detail: string; tries: number; since: Date; nextTryAt: Date | null }

/** A task that has failed so often is shown to people, though it is tried again: the disturbance has lasted for minutes. */
const triesUntilShown = 5

/** As the index `task_troubled` says it: with a parameter it would not be found. */
const troubled = sql.raw(`(state = 'failed' or (state = 'pending' and attempts >= ${triesUntilShown}))`)

/** How many tasks do not come off. */
export async function countTroubled(db: Db): Promise<number> {
  const { rows } = await db.execute<{ count: number }>(sql`select count(*)::int as count from task where ${troubled}`)
  return rows[0]?.count ?? 0
}

/** Tasks that do not come off, those that wait for a person first, then by age. */
export async function listTroubled(db: Db, limit: number): Promise<TroubledTask[]> {
  const { rows } = await db.execute<{ id: string; name: string; subject: string; state: string; error_code: string | null; error_detail: string | null; attempts: number; created_at: string; run_after: string }>(
    sql`select id, name, subject, state, error_code, error_detail, attempts, created_at, run_after from task where ${troubled} order by state, created_at, id limit ${limit}`,
  )
  return rows.map((row) => ({
    ...{ id: row.id, name: row.name, subject: row.subject, code: row.error_code ?? 'internal', detail: row.error_detail ?? '' },
    ...{ tries: row.attempts, since: new Date(row.created_at), nextTryAt: row.state === 'failed' ? null : new Date(row.run_after) },
  }))
}

/** Announces tasks that do not come off anew, one or all: due at once, with all their tries before them. Their names. */
export async function retryTroubled(tx: Tx, id?: string): Promise<string[]> {
  const chosen = id === undefined ? troubled : sql`${troubled} and id = ${id}`
  const { rows } = await tx.execute<{ id: string; name: string; subject: string }>(sql`select id, name, subject from task where ${chosen} order by id`)
  for (const [name, tasks] of Map.groupBy(rows, (row) => row.name)) await addTasks(tx, name, [...new Set(tasks.map(({ subject }) => subject))].sort())
  await tx.execute(sql`delete from task where state = 'failed' and id = any(${sql.param(rows.map((row) => row.id))}::uuid[])`)
  return rows.map(({ name }) => name)
}
