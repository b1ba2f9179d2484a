import { and, eq, sql } from 'drizzle-orm'
import { refusal } from '#kernel/refusal.ts'
import { appendAudit } from '#server/audit/append.ts'
import type { Person } from '../acts/draw-up.ts'
import { act, actApproval } from '../acts/schema.ts'
import type { DestructionContext } from '../destruction/context.ts'
import { refuseDoubtfulOrder } from '../destruction/guard-clock.ts'
import { actExecution } from '../destruction/schema.ts'
import { lockTransfer } from './lock-transfer.ts'
import { transfer } from './schema.ts'

/**
 * The head approves that the local copy ends, after the receipt of the archive agreed in every file and the waiting time is
 * over. From here it goes by itself. Errors: `no-such-act`, `act-went-on` (pending: no receipt, or one that does not agree),
 * `act-waits`, `act-is-your-own`, `backup-days-unknown`, `clock-in-doubt`.
 */
export async function orderEnding(context: DestructionContext, id: string, by: Person): Promise<void> {
  const { db, outbox } = context.records
  const now = context.clock.now()
  const { backupDays } = context
  await db.transaction(async (tx) => {
    const { act: found, transfer: way } = await lockTransfer(tx, id, ['approved'], ['confirmed'])
    const { number } = found
    if (found.drawnBy === by.name) throw refusal('act-is-your-own', { act: number }, `You drew up act ${number}. Another person ends the local copy.`)
    if (way.notBefore === null || way.notBefore > now) throw refusal('act-waits', { act: number, date: way.notBefore?.toISOString() ?? '' }, `Act ${number} waits until ${way.notBefore?.toISOString() ?? 'its receipt'}.`)
    if (backupDays === null) throw refusal('backup-days-unknown', {}, 'Nobody has said how long backups are kept. Set OPIS_BACKUP_DAYS.')
    await refuseDoubtfulOrder(context)
    await tx.insert(actApproval).values({ act: id, role: 'head-of-body', userName: by.name, listHash: found.listHash ?? '', document: null, approvedAt: now })
    await tx.update(act).set({ state: 'executing', executedBy: by.actor }).where(eq(act.id, id))
    await tx.update(transfer).set({ state: 'ending' }).where(eq(transfer.act, id))
    await tx.insert(actExecution).values({ act: id, orderedBy: by.actor, orderedAt: now, backupDays })
    await outbox.announce(tx, 'transfer.end-ordered', id)
    await appendAudit(tx, { actor: by.actor, action: 'transfer.order-ending', object: `act:${id}`, details: { act: number, backupDays } }, now)
  })
  outbox.wake()
}

/** Announces again what was given up: a local copy that is being ended goes on until it is gone. */
export async function announceEndings({ records }: Pick<DestructionContext, 'records'>): Promise<number> {
  const waiting = sql`exists (select 1 from task where task.subject = ${act.id}::text and task.name in ('end-local-copy', 'sweep-act') and task.state = 'pending')`
  const acts = await records.db.select({ id: act.id }).from(act).innerJoin(actExecution, eq(actExecution.act, act.id)).where(and(eq(act.kind, 'transfer'), eq(act.state, 'executing'), sql`not ${waiting}`))
  for (const { id } of acts) await records.db.transaction((tx) => records.outbox.announce(tx, 'transfer.end-ordered', id))
  if (acts.length > 0) records.outbox.wake()
  return acts.length
}
