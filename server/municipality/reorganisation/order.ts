import { and, desc, eq, isNull } from 'drizzle-orm'
import type { SuccessionForm } from '#contract/municipality.ts'
import { newId } from '#kernel/ids.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Db } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { unitSuccession } from '#server/identity/units/schema.ts'
import { readSuccessions, unitAtWork } from '#server/identity/units/successor.ts'
import { readUnit } from '#server/identity/units/units.ts'
import type { By, MunicipalityContext } from '../context.ts'
import { carryOutDue } from './carry-out.ts'

/** Orders that the work of a unit goes over to another; one whose day has come is carried out at once. */
export async function orderSuccession(context: MunicipalityContext, form: SuccessionForm, by: By): Promise<void> {
  const now = context.clock.now()
  const today = dayIn(context.timeZone, now)
  if (form.fromOn < today) throw refusal('day-has-passed', { date: form.fromOn }, `${form.fromOn} is over. Choose today or a later day.`)
  await context.db.transaction(async (tx) => {
    const [from, to] = [await readUnit(tx, form.fromUnit), await readUnit(tx, form.toUnit)]
    for (const one of [from, to]) if (one.closedOn !== null && one.closedOn <= form.fromOn) throw refusal('unit-closed', { unit: one.code, successor: '—' }, `The unit ${one.code} is closed on that day.`)
    // A ring would leave the work with nobody.
    if (unitAtWork(await readSuccessions(tx), to.code, '9999-12-31') === from.code || from.code === to.code) throw refusal('unit-in-itself', { unit: from.code }, `The work of ${from.code} would come back to itself.`)
    const id = newId(now.getTime())
    const made = await tx.insert(unitSuccession).values({ id, ...form, orderedBy: by.name, orderedAt: now }).onConflictDoNothing().returning({ id: unitSuccession.id })
    if (made.length === 0) throw refusal('reorganised-already', { unit: from.code }, `The work of ${from.code} goes to another unit already.`)
    await appendAudit(tx, { actor: by.actor, action: 'organisation.order-succession', object: `unit:${from.code}`, details: { to: to.code, fromOn: form.fromOn, reason: form.reason } }, now)
  })
  await carryOutDue(context)
}

/** Takes an order back before its day. */
export async function withdrawSuccession(context: MunicipalityContext, id: string, by: By): Promise<void> {
  const now = context.clock.now()
  await context.db.transaction(async (tx) => {
    const open = and(eq(unitSuccession.id, id), isNull(unitSuccession.doneAt), isNull(unitSuccession.withdrawnAt))
    const [taken] = await tx.update(unitSuccession).set({ withdrawnBy: by.name, withdrawnAt: now }).where(open).returning()
    if (!taken) throw refusal('no-such-reorganisation', {}, 'There is no such reorganisation, or it is over.')
    await appendAudit(tx, { actor: by.actor, action: 'organisation.withdraw-succession', object: `unit:${taken.fromUnit}`, details: { to: taken.toUnit } }, now)
  })
}

/** Reorganisations that stand, the latest first. */
export async function listSuccessions(db: Db) {
  const rows = await db.select().from(unitSuccession).where(isNull(unitSuccession.withdrawnAt)).orderBy(desc(unitSuccession.fromOn))
  return rows.map(({ id, fromUnit, toUnit, fromOn, reason, orderedBy, orderedAt, doneAt, moved }) => ({ id, fromUnit, toUnit, fromOn, reason, orderedBy, orderedAt: orderedAt.toISOString(), doneAt: doneAt?.toISOString() ?? null, moved }))
}
