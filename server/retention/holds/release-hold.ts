import { eq } from 'drizzle-orm'
import { refusal } from '#kernel/refusal.ts'
import type { Db, Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { parseCivilDate } from '#kernel/civil-date.ts'
import type { RetentionContext } from '../compute-retention.ts'
import { hold } from './schema.ts'
import { nowAndToday } from './today.ts'

/** The hold of that number, or `not-found`. */
export async function findHold(db: Db | Tx, number: string): Promise<typeof hold.$inferSelect> {
  const [found] = await db.select().from(hold).where(eq(hold.number, number))
  if (found === undefined) throw refusal('no-such-hold', {}, 'There is no such hold.')
  return found
}

/**
 * Releases a hold, by another person than who placed it. The clock ran on meanwhile: what has become due is due at once, but
 * needs a new line on an act.
 */
export async function releaseHold(context: RetentionContext, number: string, reason: string, actor: string): Promise<void> {
  const { db, outbox } = context.records
  const { now, today } = nowAndToday(context)
  await db.transaction(async (tx) => {
    const found = await lockActive(tx, number)
    if (found.placedBy === actor) throw refusal('hold-by-same-person', { number }, `You placed the hold ${number}; another person has to release it.`)
    await tx.update(hold).set({ releasedOn: today, releasedBy: actor, releasedAt: now, releaseReason: reason }).where(eq(hold.id, found.id))
    await outbox.announce(tx, 'hold.changed', found.id)
    await appendAudit(tx, { actor, action: 'retention.release-hold', object: `hold:${number}`, details: { reason } }, now)
  })
  outbox.wake()
}

/** Notes that a hold was looked at and stays, and when it is looked at next. */
export async function reviewHold(context: RetentionContext, number: string, next: { reviewOn: string; note: string }, actor: string): Promise<void> {
  const { now, today } = nowAndToday(context)
  if (parseCivilDate(next.reviewOn) === null) throw refusal('no-such-date', { date: next.reviewOn }, `${next.reviewOn} is not a date of the calendar.`)
  if (next.reviewOn <= today) throw refusal('review-in-the-past', { date: next.reviewOn }, `${next.reviewOn} is not to come. Give a later day for the next review.`)
  await context.records.db.transaction(async (tx) => {
    const found = await lockActive(tx, number)
    await tx.update(hold).set({ reviewOn: next.reviewOn }).where(eq(hold.id, found.id))
    await appendAudit(tx, { actor, action: 'retention.review-hold', object: `hold:${number}`, details: { before: found.reviewOn, next: next.reviewOn, note: next.note } }, now)
  })
}

async function lockActive(tx: Tx, number: string): Promise<typeof hold.$inferSelect> {
  const [found] = await tx.select().from(hold).where(eq(hold.number, number)).for('update')
  if (found === undefined) throw refusal('no-such-hold', {}, 'There is no such hold.')
  if (found.releasedAt !== null) throw refusal('hold-released', { number }, `The hold ${number} was released already.`)
  return found
}
