import { and, asc, eq, gt, isNull, lte, or } from 'drizzle-orm'
import type { z } from 'zod'
import type { CommissionView, newCommission, updateCommission } from '#contract/acts.ts'
import { newId } from '#kernel/ids.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Db, Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { userAccount } from '#server/identity/schema.ts'
import { formatCivilDate } from '#kernel/civil-date.ts'
import type { ActsContext } from './context.ts'
import { todayOf } from '../today.ts'
import type { Person } from './draw-up.ts'
import { commission, commissionMember } from './schema.ts'

/** Every commission with all who ever sat in it. */
export async function listCommissions(db: Db | Tx): Promise<CommissionView[]> {
  const rows = await db.select().from(commission).orderBy(asc(commission.createdAt))
  const members = Map.groupBy(await db.select().from(commissionMember).orderBy(asc(commissionMember.userName), asc(commissionMember.since)), (one) => one.commission)
  return rows.map(({ id, title, quorum, closedOn }) => ({ id, title, quorum, closedOn, members: (members.get(id) ?? []).map(({ userName: name, chair, since, until }) => ({ name, chair, since, until })) }))
}

/** Appoints a commission from today on: people who have an account, one of them the chair. */
export async function addCommission(context: ActsContext, wanted: z.output<typeof newCommission>, by: Person): Promise<CommissionView[]> {
  const [now, since, id] = [context.clock.now(), formatCivilDate(todayOf(context)), newId()]
  refuseChairs(wanted.members)
  return context.records.db.transaction(async (tx) => {
    await refuseStrangers(tx, wanted.members)
    await tx.insert(commission).values({ id, title: wanted.title, quorum: wanted.quorum, createdAt: now })
    await tx.insert(commissionMember).values(wanted.members.map(({ name, chair }) => ({ commission: id, userName: name, chair, since })))
    await appendAudit(tx, { actor: by.actor, action: 'acts.add-commission', object: `commission:${id}`, details: { title: wanted.title, quorum: wanted.quorum, members: wanted.members.map(({ name }) => name) } }, now)
    return listCommissions(tx)
  })
}

/** Changes quorum or members from today on; who sat before stays readable with the days. */
export async function changeCommission(context: ActsContext, id: string, wanted: z.output<typeof updateCommission>, by: Person): Promise<CommissionView[]> {
  const [now, today] = [context.clock.now(), formatCivilDate(todayOf(context))]
  return context.records.db.transaction(async (tx) => {
    const [found] = await tx.select().from(commission).where(eq(commission.id, id)).for('update')
    if (found === undefined) throw noSuchCommission()
    if (wanted.quorum !== undefined) await tx.update(commission).set({ quorum: wanted.quorum }).where(eq(commission.id, id))
    if (wanted.members !== undefined) {
      refuseChairs(wanted.members)
      await refuseStrangers(tx, wanted.members)
      await tx.delete(commissionMember).where(and(eq(commissionMember.commission, id), eq(commissionMember.since, today)))
      await tx.update(commissionMember).set({ until: today }).where(and(eq(commissionMember.commission, id), isNull(commissionMember.until)))
      await tx.insert(commissionMember).values(wanted.members.map(({ name, chair }) => ({ commission: id, userName: name, chair, since: today })))
    }
    await appendAudit(tx, { actor: by.actor, action: 'acts.change-commission', object: `commission:${id}`, details: { quorum: wanted.quorum ?? found.quorum, members: wanted.members?.map(({ name }) => name) ?? null } }, now)
    return listCommissions(tx)
  })
}

/** Who sits in a commission on a day, the chair among them. `until` is the first day on which somebody no longer sits. */
export async function membersOn(db: Db | Tx, id: string, day: string): Promise<{ quorum: number; members: ReadonlyMap<string, { chair: boolean }> }> {
  const [found] = await db.select().from(commission).where(eq(commission.id, id))
  if (found === undefined) throw noSuchCommission()
  const rows = await db
    .select()
    .from(commissionMember)
    .where(and(eq(commissionMember.commission, id), lte(commissionMember.since, day), or(isNull(commissionMember.until), gt(commissionMember.until, day))))
  return { quorum: found.quorum, members: new Map(rows.map(({ userName, chair }) => [userName, { chair }])) }
}

/** Whether somebody sits in any commission on a day; only then do members see acts. */
export async function sitsOn(db: Db, name: string, day: string): Promise<boolean> {
  const found = await db
    .select({ name: commissionMember.userName })
    .from(commissionMember)
    .where(and(eq(commissionMember.userName, name), lte(commissionMember.since, day), or(isNull(commissionMember.until), gt(commissionMember.until, day))))
    .limit(1)
  return found.length > 0
}

const noSuchCommission = () => refusal('no-such-commission', {}, 'There is no such commission.')

type Members = readonly { name: string; chair: boolean }[]

function refuseChairs(members: Members): void {
  const names = new Set(members.map(({ name }) => name))
  if (names.size !== members.length || members.filter(({ chair }) => chair).length !== 1) throw refusal('one-chair', {}, 'A commission has one chair, and names each member once.')
}

async function refuseStrangers(tx: Tx, members: Members): Promise<void> {
  const known = new Set((await tx.select({ name: userAccount.name }).from(userAccount).where(eq(userAccount.active, true))).map(({ name }) => name))
  if (members.some(({ name }) => !known.has(name))) throw refusal('no-such-user', {}, 'A member needs an account of their own to vote.')
}
