import { and, eq, inArray } from 'drizzle-orm'
import { appendAudit } from '#server/audit/append.ts'
import type { ActsContext } from './context.ts'
import type { Person } from './draw-up.ts'
import { lockAct } from './lock-act.ts'
import { act, actLine } from './schema.ts'
import { undecided } from './void-line.ts'

/** Takes an act back before it is executed; what stood on it may be proposed again. Its number stays in the register. */
export async function withdrawAct(context: ActsContext, id: string, by: Person): Promise<void> {
  const now = context.clock.now()
  await context.records.db.transaction(async (tx) => {
    const { number } = await lockAct(tx, id, 'destruction', ['draft', 'examined', 'approved'])
    await tx
      .update(actLine)
      .set({ state: 'void', reason: 'withdrawn', reasonOf: null, decidedAt: now })
      .where(and(eq(actLine.act, id), inArray(actLine.state, [...undecided])))
    await tx.update(act).set({ state: 'withdrawn' }).where(eq(act.id, id))
    await appendAudit(tx, { actor: by.actor, action: 'acts.withdraw', object: `act:${id}`, details: { number } }, now)
  })
}
