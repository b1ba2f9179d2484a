import { and, eq } from 'drizzle-orm'
import type { z } from 'zod'
import type { transferPaper } from '#contract/transfer.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { listHashOf } from '../acts/bound-to.ts'
import type { Person } from '../acts/draw-up.ts'
import { meetPrecondition } from '../acts/preconditions.ts'
import { act, actApproval, actLine } from '../acts/schema.ts'
import type { TransferContext } from './context.ts'
import { lockTransfer } from './lock-transfer.ts'
import { transfer } from './schema.ts'

type Paper = z.output<typeof transferPaper>

/** The expert commission of the body agreed to the inventory: recorded with its protocol by another person than who drew it up. */
export async function agreeInventory(context: TransferContext, id: string, paper: Paper, by: Person): Promise<void> {
  const now = context.clock.now()
  await context.records.db.transaction(async (tx) => {
    const { act: found } = await lockTransfer(tx, id, ['draft'], ['inventory'])
    refuseProposer(found.drawnBy, by)
    await approved(tx, id, 'expert-commission', paper, by, now)
    await tx.update(actLine).set({ state: 'agreed', decidedAt: now }).where(and(eq(actLine.act, id), eq(actLine.state, 'proposed')))
    await tx.update(act).set({ state: 'examined' }).where(eq(act.id, id))
    await tx.update(transfer).set({ agreedOn: paper.on, agreedDocument: paper.document }).where(eq(transfer.act, id))
  })
}

/**
 * The state archive approved the inventory: recorded with the number of its paper. The years for which every permanent file
 * is listed now count as inventoried, which acts of destruction wait for.
 */
export async function approveInventory(context: TransferContext, id: string, paper: Paper, by: Person): Promise<void> {
  const now = context.clock.now()
  await context.records.db.transaction(async (tx) => {
    const { act: found } = await lockTransfer(tx, id, ['examined'], ['inventory'])
    refuseProposer(found.drawnBy, by)
    const listHash = await approved(tx, id, 'archive-expert-commission', paper, by, now)
    await tx.update(act).set({ state: 'approved', listHash }).where(eq(act.id, id))
    await tx.update(transfer).set({ approvedOn: paper.on, approvedDocument: paper.document }).where(eq(transfer.act, id))
    for (const year of paper.completeYears) await meetPrecondition(tx, { fonds: found.fonds, from: year, to: year, what: 'permanent-inventories-approved', document: paper.document }, by, now)
  })
}

function refuseProposer(drawnBy: string, by: Person): void {
  if (drawnBy === by.name) throw refusal('proposer-may-not-approve', {}, 'Who drew up an inventory cannot record that it was agreed or approved. Somebody else must.')
}

async function approved(tx: Tx, id: string, role: string, { document, on }: Paper, by: Person, now: Date): Promise<string> {
  const lines = await tx.select({ binding: actLine.binding }).from(actLine).where(eq(actLine.act, id))
  const listHash = listHashOf(lines.map(({ binding }) => binding))
  await tx.insert(actApproval).values({ act: id, role, userName: by.name, listHash, document, approvedAt: now })
  await appendAudit(tx, { actor: by.actor, action: 'acts.approve', object: `act:${id}`, details: { role, document, on, listHash } }, now)
  return listHash
}
