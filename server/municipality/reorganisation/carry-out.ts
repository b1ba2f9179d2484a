import { and, arrayContains, eq, isNull, lte, not, sql } from 'drizzle-orm'
import type { Tx } from '#platform/database.ts'
import { moveOpenTasks } from '#server/assignments/move-open-tasks.ts'
import { appendAudit } from '#server/audit/append.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { userAccount } from '#server/identity/schema.ts'
import { unit, unitSuccession } from '#server/identity/units/schema.ts'
import { card, register } from '#server/registry/schema.ts'
import type { MunicipalityContext } from '../context.ts'
import { moveRoutes } from './move-routes.ts'

type Order = typeof unitSuccession.$inferSelect

/** Carries out every reorganisation whose day has come, each in one transaction. Safe to run twice, and by two at once. */
export async function carryOutDue(context: MunicipalityContext): Promise<number> {
  const today = dayIn(context.timeZone, context.clock.now())
  const due = await context.db
    .select({ id: unitSuccession.id })
    .from(unitSuccession)
    .where(and(lte(unitSuccession.fromOn, today), isNull(unitSuccession.doneAt), isNull(unitSuccession.withdrawnAt)))
    .orderBy(unitSuccession.fromOn)
  let done = 0
  for (const { id } of due) if (await context.db.transaction((tx) => carryOut(context, tx, id, today))) done += 1
  if (done > 0) context.outbox.wake()
  return done
}

async function carryOut(context: MunicipalityContext, tx: Tx, id: string, today: string): Promise<boolean> {
  const [order] = await tx.select().from(unitSuccession).where(eq(unitSuccession.id, id)).for('update')
  if (!order || order.doneAt !== null || order.withdrawnAt !== null) return false
  const now = context.clock.now()
  const { fromUnit: from, toUnit: to } = order
  const cards = await moveCards(tx, order, now)
  const tasks = await moveOpenTasks(tx, from, to, { on: order.fromOn, now })
  const routes = await moveRoutes(tx, { from, to, today, actor: order.orderedBy, now })
  const moved = { tasks, ...routes, ...(await moveHouse(tx, order)), ...cards }
  await tx.update(unitSuccession).set({ doneAt: now, moved }).where(eq(unitSuccession.id, id))
  await appendAudit(tx, { actor: 'system', action: 'organisation.carry-out-succession', object: `unit:${from}`, details: { to, fromOn: order.fromOn, orderedBy: order.orderedBy, moved } }, now)
  return true
}

/** Registers with their counters, units below, people, ready words. The old unit is closed; its name stays. */
async function moveHouse(tx: Tx, { fromUnit: from, toUnit: to, fromOn }: Order): Promise<{ registers: number; units: number; people: number }> {
  const registers = await tx.update(register).set({ unit: to }).where(eq(register.unit, from)).returning({ code: register.code })
  // A unit that goes up into one of its own takes the place of the one that goes.
  const [old] = await tx.select().from(unit).where(eq(unit.code, from)).for('update')
  await tx.update(unit).set({ parent: old?.parent ?? null }).where(and(eq(unit.code, to), eq(unit.parent, from)))
  const units = await tx.update(unit).set({ parent: to }).where(eq(unit.parent, from)).returning({ code: unit.code })
  await tx.update(unit).set({ closedOn: fromOn }).where(and(eq(unit.code, from), isNull(unit.closedOn)))
  await tx.update(unit).set({ head: old?.head ?? null }).where(and(eq(unit.code, to), isNull(unit.head)))
  // People keep the old unit too: what was filed under it stays theirs to see.
  const people = await tx
    .update(userAccount)
    .set({ units: sql`array_append(${userAccount.units}, ${to})` })
    .where(and(arrayContains(userAccount.units, [from]), not(arrayContains(userAccount.units, [to]))))
    .returning({ name: userAccount.name })
  await tx.execute(sql`update resolution_template set unit = ${to} where unit = ${from}`)
  return { registers: registers.length, units: units.length, people: people.length }
}

/** The new unit sees the documents of the old one; papers of open ones lie with it, and what waits to be registered is proposed to it. */
async function moveCards(tx: Tx, { fromUnit: from, toUnit: to }: Order, now: Date): Promise<{ cards: number; waiting: number }> {
  const cards = await tx
    .update(card)
    .set({ units: sql`array_append(${card.units}, ${to})` })
    .where(and(arrayContains(card.units, [from]), not(arrayContains(card.units, [to]))))
    .returning({ id: card.id })
  await tx.execute(sql`insert into card_event (id, card, at, actor, event, details)
    select gen_random_uuid(), id, ${now}, 'system', 'handed-to', jsonb_build_object('unit', ${to}::text) from card where closed_on is null and unit = ${from}`)
  await tx.execute(sql`update card set paper_unit = ${to} where paper_unit = ${from} and closed_on is null`)
  const waiting = await tx.execute(sql`update intake_item set proposed_unit = ${to} where proposed_unit = ${from} and state = 'waiting'`)
  return { cards: cards.length, waiting: waiting.rowCount ?? 0 }
}
