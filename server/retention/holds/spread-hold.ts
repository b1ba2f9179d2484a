import { and, eq } from 'drizzle-orm'
import { computeEach } from '../compute-retention.ts'
import type { HoldsContext } from './context.ts'
import { touchedBy } from './covered.ts'
import { catchRecords } from './place-hold.ts'
import { hold, holdScope } from './schema.ts'

/** Records or files that are judged and written in one transaction. */
const pageSize = 200

/**
 * Brings the kept answers of everything that a hold covers up to date after it was placed or released, page by page. A hold by
 * query first catches what was indexed while it was being placed. Safe to run twice.
 */
export async function spreadHold(context: HoldsContext, id: string): Promise<void> {
  const { db } = context.records
  const [found] = await db.select().from(hold).where(eq(hold.id, id))
  if (found === undefined) return
  if (found.caughtUpAt === null && found.releasedAt === null) await catchUp(context, id)
  for (const kind of ['record', 'file'] as const) {
    const ids = await touchedBy(db, id, kind)
    for (let at = 0; at < ids.length; at += pageSize) await computeEach(context, kind, ids.slice(at, at + pageSize))
  }
}

async function catchUp(context: HoldsContext, id: string): Promise<void> {
  const { db } = context.records
  const queries = await db.select({ query: holdScope.target }).from(holdScope).where(and(eq(holdScope.hold, id), eq(holdScope.kind, 'query')))
  const caught = new Set((await Promise.all(queries.map(({ query }) => context.findRecords(query)))).flat())
  const now = context.clock.now()
  await db.transaction(async (tx) => {
    await catchRecords(tx, id, [...caught], now)
    await tx.update(hold).set({ caughtUpAt: now }).where(eq(hold.id, id))
  })
}
