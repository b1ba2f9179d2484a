import { and, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import { dayIn } from '#server/file-plan/known-date.ts'
import type { RegistryContext } from '#server/registry/context.ts'
import { card } from '#server/registry/schema.ts'
import { tellPeople } from '../notices/tell.ts'
import { isWaiting } from './moves.ts'
import { draft, visa } from './schema.ts'

/**
 * Reminds those on whom a draft waits, with whoever stands in for the absent ones; once a day, however often it is asked. Answers how
 * many people it concerns.
 */
export async function remindVisas(context: RegistryContext, id: string): Promise<number> {
  const now = context.clock.now()
  const today = dayIn(context.timeZone, now)
  return context.db.transaction(async (tx) => {
    const [found] = await tx.select({ draft, card }).from(draft).innerJoin(card, eq(card.id, draft.card)).where(eq(draft.id, id))
    if (found === undefined) return 0
    const { draft: of, card: about } = found
    const late = (await tx.select().from(visa).where(and(eq(visa.draft, id), isNull(visa.voidedAt)))).filter(isWaiting)
    const people = of.state === 'for-approval' ? [of.approver] : late.map((one) => one.person)
    await tellPeople(tx, { kind: 'visa-wanted', people, about: `${id}:${of.lastVersion}:again:${today}`, card: about.id, facts: { number: about.number, by: of.author } }, { now, today })
    if (late.length > 0) await tx.update(visa).set({ remindedAt: now }).where(inArray(visa.id, late.map((one) => one.id)))
    return people.filter((one) => one !== null).length
  })
}

const dayMs = 86_400_000

/** Reminds those on whom drafts have waited for a day or longer; the run of deadlines calls it once a day. Answers how many drafts wait. */
export async function remindLate(context: RegistryContext): Promise<number> {
  const before = new Date(context.clock.now().getTime() - dayMs)
  const lateVisa = sql`exists (select 1 from visa v where v.draft = ${draft.id} and v.asked_at < ${before.toISOString()}::timestamptz and v.decided_at is null and v.voided_at is null)`
  const late = await context.db.select({ id: draft.id }).from(draft).where(or(and(eq(draft.state, 'in-visas'), lateVisa), and(eq(draft.state, 'for-approval'), lt(draft.forApprovalAt, before))))
  for (const { id } of late) await remindVisas(context, id)
  return late.length
}
