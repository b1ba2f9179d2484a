import { and, asc, eq, gt } from 'drizzle-orm'
import type { StationByHand } from '#contract/by-hand.ts'
import { agent } from '#server/identity/schema.ts'
import type { CaptureContext } from '../context.ts'
import { batch, cover, refusedCode } from '../schema.ts'
import { factsOf } from './cover-facts.ts'
import { waitingAt } from './waiting.ts'

/** A refused code is of interest to whoever stands at the reader. */
const refusedShownMs = 2 * 60_000

/** The stations by name, each with the batch that waits there for its pages and the last code refused there; or only the one asked for. */
export async function listStations(context: CaptureContext, only?: string): Promise<StationByHand[]> {
  const now = context.clock.now()
  const stations = await context.db
    .select({ id: agent.id, name: agent.name })
    .from(agent)
    .where(and(eq(agent.role, 'station'), eq(agent.active, true), only === undefined ? undefined : eq(agent.id, only)))
    .orderBy(asc(agent.name), asc(agent.id))
  const waiting = await context.db.select({ batch, cover }).from(batch).innerJoin(cover, eq(cover.id, batch.openedFor)).where(waitingAt(now))
  const refused = await context.db.select().from(refusedCode).where(gt(refusedCode.refusedAt, new Date(now.getTime() - refusedShownMs)))
  return stations.map((station) => {
    const open = waiting.find((row) => row.batch.station === station.id)
    const last = refused.find((row) => row.station === station.id)
    return {
      ...station,
      waiting: open ? { batch: open.batch.id, cover: factsOf(open.cover), openedAt: open.batch.openedAt.toISOString() } : null,
      refused: last ? { code: last.code, reason: last.reason, detail: last.detail, at: last.refusedAt.toISOString() } : null,
    }
  })
}
