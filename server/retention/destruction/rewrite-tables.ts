import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { OpisError } from '#kernel/errors.ts'
import type { Db } from '#platform/database.ts'

/** Tables whose rows hold what a record says, or about whom. The planner takes no samples of what people wrote (migration 0014). */
const tables = ['record_page', 'search_page', 'record', 'fact', 'person', 'person_link', 'file', 'file_change', 'batch_image', 'planned_record', 'retention_status', 'retention_answer'] as const
const lookEveryMs = 200
const looks = 50

/** How the database's own journal was left: `switched` when what was written before is no longer in it. */
export type JournalEnd = 'switched' | 'left-to-the-server'

/**
 * A deleted row stays in the files of PostgreSQL until its table is written anew; this does so, and empties the journal where
 * we may. `since`: when the last of the rows was deleted; whoever still sees an older state is waited for (`unreachable` when
 * that takes long: it is tried again). Tables are closed to others while they are written.
 */
export async function rewriteTables(db: Db, since: Date): Promise<JournalEnd> {
  await awaitOlderTransactions(db, since)
  for (const table of tables) {
    await db.execute(sql`vacuum (full) ${sql.identifier(table)}`)
    await db.execute(sql`analyze ${sql.identifier(table)}`)
  }
  return switchJournal(db)
}

/** Rows that a transaction may still see are copied with the table. */
async function awaitOlderTransactions(db: Db, since: Date): Promise<void> {
  for (let look = 0; look < looks; look += 1) {
    const { rows } = await db.execute<{ older: number }>(sql`
      select count(*)::int as older from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
        and xact_start <= ${since.toISOString()}::timestamptz and (backend_xid is not null or backend_xmin is not null)`)
    if (rows[0]?.older === 0) return
    await pause(lookEveryMs)
  }
  throw new OpisError('unreachable', 'Somebody still reads the database as it was before. The tables are written anew when that has ended.')
}

/** Whole segments before the second checkpoint are given up; on a database of the house only its own administrator may do that. */
async function switchJournal(db: Db): Promise<JournalEnd> {
  try {
    for (let turn = 0; turn < 2; turn += 1) {
      await db.execute(sql`select pg_switch_wal()`)
      await db.execute(sql`checkpoint`)
    }
    return 'switched'
  } catch (error) {
    unlessForbidden(error)
    return 'left-to-the-server'
  }
}

function unlessForbidden(error: unknown): void {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  if (cause instanceof Error && 'code' in cause && cause.code === '42501') return
  throw error
}
