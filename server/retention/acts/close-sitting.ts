import { and, asc, count, eq, inArray } from 'drizzle-orm'
import { newId } from '#kernel/ids.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { membersOn } from './commissions.ts'
import type { ActsContext } from './context.ts'
import { countVotes, type Outcome } from './count-votes.ts'
import type { Person } from './draw-up.ts'
import { quorumOf } from './quorum.ts'
import { act, actLine, keepDecision, sitting, vote } from './schema.ts'
import { lockSitting, refuseFew, type Sitting } from './sitting.ts'
import { checkAct } from './watch-lines.ts'

type Decided = { line: typeof actLine.$inferSelect; outcome: Outcome }

/**
 * Closes a sitting and carries out what was decided on each line: agreed, kept for good, or kept until a day; what is kept
 * leaves the act with a decision of its own. Closed by who opened it, or by the chair.
 * @throws OpisError refusals `votes-missing`, `quorum-not-reached`, `only-the-proposer-voted`, `not-a-member`, `sitting-closed`
 */
export async function closeSitting(context: ActsContext, id: string, by: Person): Promise<string> {
  const { db, outbox } = context.records
  const [known] = await db.select({ act: sitting.act }).from(sitting).where(eq(sitting.id, id))
  if (known !== undefined) await checkAct(context, known.act)
  const done = await db.transaction(async (tx) => {
    const held = await lockSitting(tx, id)
    const { quorum, members } = await membersOn(tx, held.commission, held.heldOn)
    const chair = [...members].find(([, member]) => member.chair)?.[0] ?? null
    if (by.name !== held.openedBy && by.name !== chair) throw refusal('not-a-member', { name: by.name }, 'A sitting is closed by the chair, or by who opened it.')
    const needed = Math.max(quorum, await quorumOf(context, tx, held.act))
    refuseFew(held.present.length, needed)
    const decided = await decideLines(tx, held, { chair, needed })
    await carryOut(context, tx, held, decided, by)
    return held.act
  })
  outbox.wake()
  return done
}

async function decideLines(tx: Tx, held: Sitting, { chair, needed }: { chair: string | null; needed: number }): Promise<Decided[]> {
  const lines = await tx.select().from(actLine).where(and(eq(actLine.act, held.act), eq(actLine.state, 'proposed'))).orderBy(asc(actLine.line))
  const votes = Map.groupBy(await tx.select().from(vote).where(eq(vote.sitting, held.id)), (one) => one.line)
  const few = lines.filter((line) => (votes.get(line.id)?.length ?? 0) < needed).length
  if (few > 0) throw refusal('votes-missing', { lines: few, needed }, `${few} lines have fewer than ${needed} votes. Each member present votes, or abstains.`)
  const decided = lines.map((line) => {
    const ballots = (votes.get(line.id) ?? []).map((one) => ({ member: one.userName, vote: one.vote, until: one.until }))
    return { line, outcome: countVotes(ballots, chair, line.proposedBy ?? '') }
  })
  if (decided.some(({ outcome }) => outcome.kind === 'proposer-alone')) throw refusal('only-the-proposer-voted', {}, 'On some line nobody but who drew up the act voted. Others must vote on it.')
  return decided
}

async function carryOut(context: ActsContext, tx: Tx, held: Sitting, decided: readonly Decided[], by: Person): Promise<void> {
  const now = context.clock.now()
  const agreed = decided.filter(({ outcome }) => outcome.kind === 'agree').map(({ line }) => line.id)
  for (let start = 0; start < agreed.length; start += 1000) {
    await tx.update(actLine).set({ state: 'agreed', reasonOf: held.protocol, decidedAt: now }).where(inArray(actLine.id, agreed.slice(start, start + 1000)))
  }
  const kept = decided.filter(({ outcome }) => outcome.kind === 'keep' || outcome.kind === 'extend')
  for (const one of kept) await keep(context, tx, held, one, by, now)
  await tx.update(sitting).set({ closedAt: now, closedBy: by.name }).where(eq(sitting.id, held.id))
  const left = await tx.select({ state: actLine.state, lines: count() }).from(actLine).where(eq(actLine.act, held.act)).groupBy(actLine.state)
  const has = (state: string) => left.some((one) => one.state === state)
  await tx.update(act).set({ state: has('proposed') ? 'draft' : has('agreed') ? 'examined' : 'rejected' }).where(eq(act.id, held.act))
  const counts = { agreed: agreed.length, kept: kept.length, undecided: decided.length - agreed.length - kept.length }
  await appendAudit(tx, { actor: by.actor, action: 'acts.close-sitting', object: `act:${held.act}`, details: { protocol: held.protocol, ...counts } }, now)
}

async function keep(context: ActsContext, tx: Tx, held: Sitting, { line, outcome }: Decided, by: Person, now: Date): Promise<void> {
  const until = outcome.kind === 'extend' ? outcome.until : null
  const [kind, id] = [line.subjectKind, line.subject]
  await tx.insert(keepDecision).values({ id: newId(), subjectKind: kind, subject: id, until, basis: 'commission', protocol: held.protocol, rule: line.rule, decidedBy: by.name, decidedAt: now })
  await tx
    .update(actLine)
    .set({ state: 'kept', reason: until === null ? 'kept-permanently' : 'kept-until', reasonOf: until === null ? held.protocol : `${until}, ${held.protocol}`, decidedAt: now })
    .where(eq(actLine.id, line.id))
  await context.records.outbox.announce(tx, kind === 'file' ? 'file.facts-changed' : 'record.duties-changed', id)
  await appendAudit(tx, { actor: by.actor, action: 'acts.keep', object: `${kind}:${id}`, details: { act: held.act, line: line.line, protocol: held.protocol, until } }, now)
}
