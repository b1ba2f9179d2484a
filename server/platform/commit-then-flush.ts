import { sql } from 'drizzle-orm'
import { coalesce } from './coalesce.ts'
import type { Db, Tx } from './database.ts'

const flushes = new WeakMap<Db, () => Promise<void>>()

/**
 * A transaction for whose locks many others wait. It commits without waiting for the disk, which frees its locks, and returns
 * when it is on the disk: all that committed meanwhile share one flush. PostgreSQL writes its log in order, so a power cut takes the end
 * of it only: nothing that was built on what is lost is left. What it wrote is seen by others some milliseconds before that; whoever
 * acts outside the database on what they read commits first, which flushes it too. Where the house has turned
 * `synchronous_commit` off, it has turned this wait off.
 */
export async function commitThenFlush<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  const done = await db.transaction(async (tx) => {
    await tx.execute(sql`set local synchronous_commit = off`)
    return work(tx)
  })
  await flushOf(db)()
  return done
}

function flushOf(db: Db): () => Promise<void> {
  const known = flushes.get(db)
  if (known !== undefined) return known
  // A commit that wrote nothing flushes nothing, so it says a word that nobody reads.
  const flush = coalesce(async () => void (await db.execute(sql`select pg_logical_emit_message(true, 'opis', '')`)))
  flushes.set(db, flush)
  return flush
}
