import { and, eq, inArray, isNull, notInArray, sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { newSitting, newVote } from '#contract/acts.ts'
import { newId } from '#kernel/ids.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Tx } from '#platform/database.ts'
import { nextInSeries } from '#platform/number-series.ts'
import { appendAudit } from '#server/audit/append.ts'
import { formatCivilDate, yearOf } from '#kernel/civil-date.ts'
import { membersOn } from './commissions.ts'
import type { ActsContext } from './context.ts'
import { todayOf } from '../today.ts'
import type { Person } from './draw-up.ts'
import { lockAct } from './lock-act.ts'
import { quorumOf } from './quorum.ts'
import { actLine, sitting, vote } from './schema.ts'

/**
 * Opens a sitting of a commission on an act, with its protocol number. Those present sit in the commission on that day, and
 * are at least as many as the commission and the schedules ask for.
 * @throws OpisError refusals `quorum-not-reached`, `not-a-member`, `sitting-open-already`, `act-went-on`, `date-to-come`
 */
export async function openSitting(context: ActsContext, id: string, wanted: z.output<typeof newSitting>, by: Person): Promise<void> {
  const [now, today] = [context.clock.now(), todayOf(context)]
  const heldOn = wanted.heldOn ?? formatCivilDate(today)
  if (heldOn > formatCivilDate(today)) throw refusal('date-to-come', { date: heldOn }, `${heldOn} has not come yet.`)
  const present = [...new Set(wanted.present)].sort()
  await context.records.db.transaction(async (tx) => {
    await lockAct(tx, id, 'destruction', ['draft'])
    const { quorum, members } = await membersOn(tx, wanted.commission, heldOn)
    const stranger = present.find((name) => !members.has(name))
    if (stranger !== undefined) throw refusal('not-a-member', { name: stranger }, `${stranger} did not sit in the commission on ${heldOn}.`)
    refuseFew(present.length, Math.max(quorum, await quorumOf(context, tx, id)))
    const [open] = await tx.select({ id: sitting.id }).from(sitting).where(and(eq(sitting.act, id), isNull(sitting.closedAt)))
    if (open !== undefined) throw refusal('sitting-open-already', {}, 'The commission is sitting on this act already. Close that sitting first.')
    const protocol = `${await nextInSeries(tx, `protocols ${yearOf(today)}`)}/${yearOf(today)}`
    await tx.insert(sitting).values({ id: newId(), commission: wanted.commission, act: id, protocol, heldOn, present, openedBy: by.name })
    await appendAudit(tx, { actor: by.actor, action: 'acts.open-sitting', object: `act:${id}`, details: { protocol, heldOn, present } }, now)
  })
}

export function refuseFew(present: number, needed: number): void {
  if (present < needed) throw refusal('quorum-not-reached', { present, needed }, `There is no quorum: ${present} of at least ${needed} members are present.`)
}

export type Sitting = typeof sitting.$inferSelect

/** A sitting that is not closed, with its act locked before it as everywhere. */
export async function lockSitting(tx: Tx, id: string): Promise<Sitting> {
  const [known] = await tx.select({ act: sitting.act }).from(sitting).where(eq(sitting.id, id))
  if (known === undefined) throw refusal('no-such-sitting', {}, 'There is no such sitting.')
  await lockAct(tx, known.act, 'destruction', ['draft'])
  const [found] = await tx.select().from(sitting).where(eq(sitting.id, id))
  if (found === undefined || found.closedAt !== null) throw refusal('sitting-closed', {}, 'The sitting is closed.')
  return found
}

/** A member votes, for oneself alone: on single lines, or on all that this member did not single out. May be changed until the sitting is closed. */
export async function castVote(context: ActsContext, id: string, wanted: z.output<typeof newVote>, by: Person): Promise<string> {
  const now = context.clock.now()
  const until = wanted.vote === 'extend' ? (wanted.until ?? null) : null
  if (wanted.vote === 'extend' && (until === null || until <= formatCivilDate(todayOf(context)))) throw refusal('keep-until-needed', {}, 'Say until which day to come it is kept.')
  return context.records.db.transaction(async (tx) => {
    const { act, present } = await lockSitting(tx, id)
    if (!present.includes(by.name)) throw refusal('not-a-member', { name: by.name }, `${by.name} is not among those present at this sitting.`)
    const single = wanted.lines !== undefined
    const singled = tx.select({ line: vote.line }).from(vote).where(and(eq(vote.sitting, id), eq(vote.userName, by.name), eq(vote.single, true)))
    const wantedLines = await tx
      .select({ line: actLine.id })
      .from(actLine)
      .where(and(eq(actLine.act, act), eq(actLine.state, 'proposed'), wanted.lines === undefined ? notInArray(actLine.id, singled) : inArray(actLine.id, wanted.lines)))
    const rows = wantedLines.map(({ line }) => ({ sitting: id, line, userName: by.name, vote: wanted.vote, until, reason: wanted.reason ?? null, single, votedAt: now }))
    const changed = { vote: sql`excluded.vote`, until: sql`excluded.until`, reason: sql`excluded.reason`, single: sql`excluded.single`, votedAt: sql`excluded.voted_at` }
    for (let start = 0; start < rows.length; start += 1000) {
      await tx.insert(vote).values(rows.slice(start, start + 1000)).onConflictDoUpdate({ target: [vote.sitting, vote.line, vote.userName], set: changed })
    }
    await appendAudit(tx, { actor: by.actor, action: 'acts.vote', object: `act:${act}`, details: { sitting: id, vote: wanted.vote, lines: rows.length, until } }, now)
    return act
  })
}
