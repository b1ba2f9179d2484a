import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import type pg from 'pg'
import { OpisError } from '#kernel/errors.ts'
import { databaseCodeOf, withClient, type Db } from '#platform/database.ts'

/** Tables whose rows hold what a record says, or about whom. The planner takes no samples of what people wrote (migration 0014). */
const tables = ['record_page', 'search_page', 'record', 'fact', 'person', 'person_link', 'file', 'file_change', 'batch_image', 'planned_record', 'retention_status', 'retention_answer'] as const
const lookEveryMs = 200
const looks = 50
/** Longer than PostgreSQL's own cleaner needs to give way (`deadlock_timeout`, a second). */
const lockWaitMs = 3_000

/** How the database's own journal was left: `switched` when what was written before is no longer in it. */
export type JournalEnd = 'switched' | 'left-to-the-server'

/**
 * A deleted row stays in the files of PostgreSQL until its table is written anew; this does so, and empties the journal where
 * we may. Whoever still sees the records of the act as they were is waited for (`unreachable` when that takes long: it is
 * tried again). Tables are closed to others while they are written; who reads one for long, as a dump does, is not waited for
 * (`unreachable` too), since everybody else would queue behind us.
 */
export async function rewriteTables(pool: pg.Pool, act: string): Promise<JournalEnd> {
  const client = await pool.connect()
  try {
    await client.query(`set lock_timeout = ${lockWaitMs}`)
    const db = withClient(client)
    await awaitOlderViews(db, act)
    for (const table of tables) {
      await db.execute(sql`vacuum (full) ${sql.identifier(table)}`)
      await db.execute(sql`analyze ${sql.identifier(table)}`)
    }
    return await switchJournal(db)
  } catch (error) {
    if (databaseCodeOf(error) !== '55P03') throw error
    throw new OpisError('unreachable', 'Somebody has been reading a table for long. It is written anew when that has ended.', { cause: error })
  } finally {
    // Its settings are not for others.
    client.release(true)
  }
}

/**
 * Rows that anybody may still see are copied with the table. Who may is told by transaction numbers and not by times: one who
 * began later while an older transaction ran sees what that one sees, and so does a worker that takes samples. The stubs of
 * the act bear the number of the transaction that deleted its records.
 */
async function awaitOlderViews(db: Db, act: string): Promise<void> {
  for (let look = 0; look < looks; look += 1) {
    const { rows } = await db.execute<{ older: number }>(sql`
      select count(*)::int as older from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()
        and greatest(age(backend_xmin), age(backend_xid)) >= (select min(age(stub.xmin)) from stub where stub.act = ${act})`)
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
    if (databaseCodeOf(error) !== '42501') throw error
    return 'left-to-the-server'
  }
}
