import { eq } from 'drizzle-orm'
import type { TransferState } from '#contract/transfer.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Db, Tx } from '#platform/database.ts'
import { lockAct, readAct, type Act } from '../acts/lock-act.ts'
import type { ActState } from '../acts/schema.ts'
import { transfer, type Transfer } from './schema.ts'

export type Found = { act: Act; transfer: Transfer }

/** An act of transfer, locked until the caller's transaction ends; `no-such-act`, `act-went-on`. */
export async function lockTransfer(tx: Tx, id: string, actStates: readonly ActState[], states: readonly TransferState[]): Promise<Found> {
  const act = await lockAct(tx, id, 'transfer', actStates)
  const [found] = await tx.select().from(transfer).where(eq(transfer.act, id)).for('update')
  if (found === undefined) throw noSuch()
  if (!states.includes(found.state)) throw refusal('act-went-on', {}, `The handing over is ${found.state}: this is no longer, or not yet, possible.`)
  return { act, transfer: found }
}

/** The same without a lock. */
export async function readTransfer(db: Db | Tx, id: string): Promise<Found> {
  const [act, [found]] = [await readAct(db, id), await db.select().from(transfer).where(eq(transfer.act, id))]
  if (found === undefined) throw noSuch()
  return { act, transfer: found }
}

const noSuch = () => refusal('no-such-act', {}, 'There is no such act of transfer, or you may not see it.')
