import { and, asc, eq, notExists, sql } from 'drizzle-orm'
import { refusal } from '#kernel/refusal.ts'
import type { Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { missingOf, reasonNotToExecute } from '../acts/approve.ts'
import { requiredFor } from '../acts/quorum.ts'
import { act } from '../acts/schema.ts'
import type { DestructionContext } from './context.ts'
import { refuseDoubtfulOrder } from './guard-clock.ts'
import { actExecution } from './schema.ts'

/**
 * A person orders the execution of an approved act; from here it goes by itself. Errors: `no-such-act`, `act-not-approved`,
 * `act-lacks-approval`, `act-list-not-approved`, `act-waits` (its waiting time), `act-is-your-own`, `backup-days-unknown`, `clock-in-doubt`.
 */
export async function orderExecution(context: DestructionContext, id: string, actor: string): Promise<void> {
  const { db, outbox } = context.records
  const now = context.clock.now()
  const { backupDays } = context
  await db.transaction(async (tx) => {
    const [found] = await tx.select().from(act).where(and(eq(act.id, id), eq(act.kind, 'destruction'))).for('update')
    if (found === undefined) throw refusal('no-such-act', {}, 'There is no such act of destruction.')
    const { number } = found
    if (found.state !== 'approved') throw refusal('act-not-approved', { act: number }, `Act ${number} is not approved, or its execution was ordered before.`)
    if (isSame(found.drawnBy, actor)) throw refusal('act-is-your-own', { act: number }, `You drew up act ${number}. Another person orders its execution.`)
    await refuseUnapproved(context, tx, found, now)
    if (backupDays === null) throw refusal('backup-days-unknown', {}, 'Nobody has said how long backups are kept. Set OPIS_BACKUP_DAYS: the certificate names the day on which the last of them is gone.')
    await refuseDoubtfulOrder(context)
    await tx.update(act).set({ state: 'executing', executedBy: actor }).where(eq(act.id, id))
    await tx.insert(actExecution).values({ act: id, orderedBy: actor, orderedAt: now, backupDays })
    await outbox.announce(tx, 'act.execution-ordered', id)
    await appendAudit(tx, { actor, action: 'retention.order-execution', object: `act:${id}`, details: { act: number, backupDays } }, now)
  })
  outbox.wake()
}

/** What an act needs is asked anew: a fact of the body or a schedule may want another approval than when it was approved. */
async function refuseUnapproved(context: DestructionContext, tx: Tx, found: typeof act.$inferSelect, now: Date): Promise<void> {
  const { number, notBefore } = found
  const reason = await reasonNotToExecute(context, tx, found, now)
  if (reason === null) return
  if (reason === 'list-changed') throw refusal('act-list-not-approved', { act: number }, `The list of act ${number} is not the one that was approved. Withdraw the act and draw up another.`)
  if (reason === 'waiting' && notBefore !== null) throw refusal('act-waits', { act: number, date: notBefore.toISOString() }, `Act ${number} waits until ${notBefore.toISOString()}.`)
  const missing = await missingOf(tx, found.id, await requiredFor(context, tx, found.id), found.listHash ?? '')
  const roles = missing.map(({ role }) => role).join(', ')
  throw refusal('act-lacks-approval', { act: number, roles }, `Act ${number} now needs an approval that it does not have: ${roles}. What is known of the body, or a schedule, has changed since it was approved.`)
}

/** Names of people with and without the kind of actor before them. */
const isSame = (one: string, other: string): boolean => one.replace(/^user:/, '') === other.replace(/^user:/, '')

/** Announces again what was given up or forgotten: an act that is executing goes on until it is executed. */
export async function announceUnfinished({ records }: DestructionContext): Promise<number> {
  const waiting = records.db.select({ one: sql`1` }).from(sql`task`).where(sql`task.subject = ${act.id}::text and task.name in ('execute-act', 'sweep-act') and task.state = 'pending'`)
  const acts = await records.db
    .select({ id: act.id })
    .from(act)
    .innerJoin(actExecution, eq(actExecution.act, act.id))
    .where(and(eq(act.kind, 'destruction'), eq(act.state, 'executing'), notExists(waiting)))
    .orderBy(asc(act.drawnAt))
  for (const { id } of acts) await records.db.transaction((tx) => records.outbox.announce(tx, 'act.execution-ordered', id))
  if (acts.length > 0) records.outbox.wake()
  return acts.length
}
