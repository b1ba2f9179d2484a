import { asc, eq } from 'drizzle-orm'
import type { SittingView } from '#contract/acts.ts'
import { membersOn } from './commissions.ts'
import type { ActsContext } from './context.ts'
import { quorumOf } from './quorum.ts'
import { commission, sitting, vote } from './schema.ts'

/** The sittings on an act, the earliest first, with who has voted. */
export async function sittingsOn(context: ActsContext, act: string): Promise<SittingView[]> {
  const { db } = context.records
  const rows = await db
    .select({ sitting, title: commission.title })
    .from(sitting)
    .innerJoin(commission, eq(commission.id, sitting.commission))
    .where(eq(sitting.act, act))
    .orderBy(asc(sitting.id))
  const views: SittingView[] = []
  for (const { sitting: held, title } of rows) {
    const { quorum, members } = await membersOn(db, held.commission, held.heldOn)
    const voted = await db.selectDistinct({ name: vote.userName }).from(vote).where(eq(vote.sitting, held.id)).orderBy(asc(vote.userName))
    views.push({
      ...{ id: held.id, commission: held.commission, commissionTitle: title, protocol: held.protocol, heldOn: held.heldOn, present: held.present },
      chair: [...members].find(([, member]) => member.chair)?.[0] ?? null,
      quorum: Math.max(quorum, await quorumOf(context, db, act)),
      voted: voted.map(({ name }) => name),
      closedAt: held.closedAt?.toISOString() ?? null,
    })
  }
  return views
}
