import { sql } from 'drizzle-orm'
import type { Db, Tx } from '#platform/database.ts'

/** Each class with itself and every class above it: a hold on a class covers the classes below. */
export async function classesAbove(db: Db | Tx, codes: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  if (codes.length === 0) return new Map()
  const { rows } = await db.execute<{ code: string; above: string }>(sql`
    with recursive up (code, above) as (
      select code, code from class where code in ${[...codes]}
      union select up.code, class.parent from up join class on class.code = up.above where class.parent is not null
    ) select code, above from up`)
  return new Map([...Map.groupBy(rows, ({ code }) => code)].map(([code, found]) => [code, found.map(({ above }) => above)]))
}
