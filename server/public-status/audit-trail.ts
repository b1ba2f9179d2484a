import type pg from 'pg'
import { coalesce } from '#kernel/coalesce.ts'

export type Outcome = 'found' | 'not-found' | 'throttled'
export type Asker = 'page' | 'json' | 'component'

/** More uncounted look-ups than this are not held: the database is away, and nobody is answered anyway. */
const pendingMax = 100_000

/**
 * Counts every look-up in the database before it is answered, by outcome and asker and nothing else. Look-ups that end
 * while a count is being written go together into the next one, so that hundreds a second cost some rows.
 */
export function createAuditTrail(pool: Pick<pg.Pool, 'query'>): { note(outcome: Outcome, asker: Asker): Promise<void>; rest(): Promise<void> } {
  let counts = new Map<string, number>()
  let waiting = 0

  const write = coalesce(async () => {
    const mine = [...counts].map(([key, lookups]) => [...key.split(' '), lookups])
    counts = new Map()
    waiting = 0
    if (mine.length === 0) return
    await pool.query({
      name: 'count-look-ups',
      text: 'insert into public_status.lookup (outcome, asker, lookups) select * from unnest($1::text[], $2::text[], $3::int[])',
      values: [mine.map(([outcome]) => outcome), mine.map(([, asker]) => asker), mine.map(([, , lookups]) => lookups)],
    })
  })

  return {
    note(outcome, asker) {
      if (waiting >= pendingMax) return Promise.reject(new Error('too many look-ups wait for their count'))
      const key = `${outcome} ${asker}`
      counts.set(key, (counts.get(key) ?? 0) + 1)
      waiting += 1
      return write()
    },
    rest: () => write().catch(() => undefined),
  }
}
