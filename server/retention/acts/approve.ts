import { and, eq, inArray, isNotNull } from 'drizzle-orm'
import type { z } from 'zod'
import type { newApproval } from '#contract/acts.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Db, Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { keepHoldsStill } from '../holds/holds-lock.ts'
import { listHashOf } from './bound-to.ts'
import type { ActsContext } from './context.ts'
import type { Person } from './draw-up.ts'
import { lockAct } from './lock-act.ts'
import { preconditionsOf, refuseUnmet } from './preconditions.ts'
import { requiredFor, rulesOfLines } from './quorum.ts'
import { kindOfRole, type Required } from './requirements.ts'
import { act, actApproval, actLine, sitting } from './schema.ts'
import { checkAct } from './watch-lines.ts'

/** An approval wanted; `roles` of the person who gives it. */
export type Approver = Person & { readonly roles: readonly string[] }

/**
 * Approves an act in a role that its schedules ask for, or records an approval from outside with its paper. Lines that changed
 * fall out first. With the last approval the act is approved and its waiting time begins. Of two people who approve at once
 * in one role the second is refused.
 * @throws OpisError refusals of `refusal.ts`: who may not, whose turn it is not, what is missing first
 */
export async function approveAct(context: ActsContext, id: string, wanted: z.output<typeof newApproval>, by: Approver): Promise<void> {
  await checkAct(context, id)
  const now = context.clock.now()
  await context.records.db.transaction(async (tx) => {
    await keepHoldsStill(tx)
    const found = await lockAct(tx, id, 'destruction', ['draft', 'examined', 'approved'])
    const lines = await tx.select({ binding: actLine.binding, state: actLine.state, by: actLine.proposedBy }).from(actLine).where(eq(actLine.act, id))
    const listHash = listHashOf(lines.map((line) => line.binding))
    if (listHash !== wanted.listHash) throw refusal('act-list-changed', {}, 'The list of the act has changed since you read it. Look at it again.')
    if (!lines.some(({ state }) => state === 'proposed' || state === 'agreed')) throw refusal('act-has-no-lines', {}, 'No line is left on this act. Withdraw it.')
    if (found.drawnBy === by.name || lines.some((line) => line.by === by.name)) throw refusal('proposer-may-not-approve', {}, 'Who proposed an act cannot approve it. Somebody else must.')
    const required = await requiredFor(context, tx, id)
    const missing = await missingOf(tx, id, required, listHash)
    await refuseWrongApproval(tx, id, { required, missing, wanted, by })
    refuseUnmet(await preconditionsOf(tx, found.fonds, await rulesOfLines(tx, id), context.schedules()))
    await tx.insert(actApproval).values({ act: id, role: wanted.role, userName: by.name, listHash, document: wanted.document ?? null, approvedAt: now })
    if (missing.length === 1) await becomeApproved(tx, id, listHash, new Date(now.getTime() + context.waitingDays * dayMs))
    await appendAudit(tx, { actor: by.actor, action: 'acts.approve', object: `act:${id}`, details: { role: wanted.role, document: wanted.document ?? null, listHash, complete: missing.length === 1 } }, now)
  })
}

const dayMs = 86_400_000

/** Where no commission was asked for, the approvals agree to the lines. */
async function becomeApproved(tx: Tx, id: string, listHash: string, notBefore: Date): Promise<void> {
  await tx.update(actLine).set({ state: 'agreed' }).where(and(eq(actLine.act, id), eq(actLine.state, 'proposed')))
  await tx.update(act).set({ state: 'approved', listHash, notBefore }).where(eq(act.id, id))
}

type Wanted = { required: readonly Required[]; missing: readonly Required[]; wanted: z.output<typeof newApproval>; by: Approver }

async function refuseWrongApproval(tx: Tx, id: string, { required, missing, wanted, by }: Wanted): Promise<void> {
  const asked = required.find(({ role }) => role === wanted.role)
  if (asked === undefined) throw refusal('approval-not-needed', {}, `The schedules ask for no approval by ${wanted.role}.`)
  if (!missing.includes(asked)) throw refusal('approved-already', {}, 'This approval has been given already.')
  if (missing.some(({ kind }) => kind === 'commission')) throw refusal('sitting-needed', {}, 'The commission must examine every line first.')
  if (!roleFor[asked.kind].some((role) => by.roles.includes(role))) throw refusal('approval-needs-role', {}, 'Your role does not give this approval.')
  if (asked.kind === 'external' && wanted.document === undefined) throw refusal('approval-needs-document', {}, 'Name the paper by which they approved, with its number and date.')
  if (asked.kind === 'head' && missing.some(({ kind }) => kind !== 'head')) throw refusal('approval-out-of-turn', {}, 'The head approves last.')
  if (asked.kind === 'external') return
  const given = await tx.select({ role: actApproval.role }).from(actApproval).where(and(eq(actApproval.act, id), eq(actApproval.userName, by.name)))
  if (given.some(({ role }) => kindOfRole(role) !== 'external')) throw refusal('approves-once', {}, 'You have approved this act in another role already. Different people must approve.')
}

/** Which role of a person gives which approval; one from outside is recorded by a records manager. A commission agrees by a sitting. */
const roleFor: Readonly<Record<Required['kind'], readonly string[]>> = { commission: [], head: ['head'], 'records-manager': ['records-manager'], external: ['records-manager'] }

/** Of those who must agree, those who have not yet agreed to this list. */
export async function missingOf(db: Db | Tx, id: string, required: readonly Required[], listHash: string): Promise<Required[]> {
  const given = new Set((await db.select({ role: actApproval.role }).from(actApproval).where(and(eq(actApproval.act, id), eq(actApproval.listHash, listHash)))).map(({ role }) => role))
  const sat = await commissionHasAgreed(db, id)
  return required.filter(({ role, kind }) => (kind === 'commission' ? !sat : !given.has(role)))
}

async function commissionHasAgreed(db: Db | Tx, id: string): Promise<boolean> {
  const [closed] = await db.select({ id: sitting.id }).from(sitting).where(and(eq(sitting.act, id), isNotNull(sitting.closedAt))).limit(1)
  const [open] = await db.select({ id: actLine.id }).from(actLine).where(and(eq(actLine.act, id), inArray(actLine.state, ['proposed']))).limit(1)
  return closed !== undefined && open === undefined
}

/** Why an act may not be executed at a moment, or null. Asked again at each step of executing, since bodies and schedules change. */
export async function reasonNotToExecute(context: Pick<ActsContext, 'schedules'>, tx: Db | Tx, found: typeof act.$inferSelect, now: Date): Promise<'not-approved' | 'list-changed' | 'waiting' | null> {
  if (found.state !== 'approved' && found.state !== 'executing') return 'not-approved'
  const lines = await tx.select({ binding: actLine.binding }).from(actLine).where(eq(actLine.act, found.id))
  const listHash = listHashOf(lines.map((line) => line.binding))
  if (found.listHash !== listHash) return 'list-changed'
  if ((await missingOf(tx, found.id, await requiredFor(context, tx, found.id), listHash)).length > 0) return 'not-approved'
  return found.notBefore === null || found.notBefore > now ? 'waiting' : null
}
