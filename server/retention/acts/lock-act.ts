import { and, eq } from 'drizzle-orm'
import { refusal } from '#kernel/refusal.ts'
import type { Db, Tx } from '#platform/database.ts'
import { act, type ActState } from './schema.ts'

export type Act = typeof act.$inferSelect

/** The act, locked until the caller's transaction ends, so that two people never move it at once; `no-such-act`, `act-went-on`. */
export async function lockAct(tx: Tx, id: string, kind: Act['kind'], states: readonly ActState[]): Promise<Act> {
  const [found] = await tx.select().from(act).where(and(eq(act.id, id), eq(act.kind, kind))).for('update')
  if (found === undefined) throw noSuchAct()
  if (!states.includes(found.state)) throw refusal('act-went-on', {}, `The act is ${found.state}: this is no longer, or not yet, possible.`)
  return found
}

/** The act as it is now. */
export async function readAct(db: Db | Tx, id: string): Promise<Act> {
  const [found] = await db.select().from(act).where(eq(act.id, id))
  if (found === undefined) throw noSuchAct()
  return found
}

const noSuchAct = () => refusal('no-such-act', {}, 'There is no such act, or you may not see it.')
