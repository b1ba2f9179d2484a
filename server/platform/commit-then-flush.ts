import { sql } from 'drizzle-orm'
import { coalesce } from '#kernel/coalesce.ts'
import type { Db, Tx } from './database.ts'

const flushes = new WeakMap<Db, () => Promise<void>>()

/**
 * A transaction for whose locks many others wait. It commits without waiting for the disk, which frees its locks, and returns
 * when it is on the disk: all that committed meanwhile share one flush. PostgreSQL writes its log in order, so a power cut takes the end
 * of it only: nothing that was built on what is lost is left. What it wrote is seen by others some milliseconds before that; who
 * tells it to the world outside the database commits something first, or waits for `flushed`. Where the house has turned
 * `synchronous_commit` off, it has turned this wait off.
 */
export async function commitThenFlush<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  const done = await db.transaction(async (tx) => {
    await tx.execute(sql`set local synchronous_commit = off`)
    return work(tx)
  })
  await flushed(db)
  return done
}

/** Returns when all that can be read now is on the disk. Many who ask at once share the wait. */
export function flushed(db: Db): Promise<void> {
  let flush = flushes.get(db)
  if (flush === undefined) {
    // A commit that wrote nothing flushes nothing, so it says a word that nobody reads.
    flush = coalesce(async () => void (await db.execute(sql`select pg_logical_emit_message(true, 'opis', '')`)))
    flushes.set(db, flush)
  }
  return flush()
}
