import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '#platform/database.ts'
import type { Principal } from '#platform/http/access.ts'
import { newId } from '#kernel/ids.ts'
import { numberKey } from '#kernel/number-key.ts'
import { refusal } from '#kernel/refusal.ts'
import { appendAudit, linkEntries } from '#server/audit/append.ts'
import { auditEvent } from '#server/audit/schema.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { actorOf } from '#server/identity/permissions.ts'
import { unit } from '#server/identity/units/schema.ts'
import type { RegistryContext } from '../context.ts'
import { allocateNumber, openRegister } from '../numbers/allocate.ts'
import { holdMode } from '../numbers/hold-mode.ts'
import { printNumber } from '../numbers/print-number.ts'
import { entry } from '../schema.ts'
import { noteOverride, proposeForCard } from '../intake/routing/propose-unit.ts'
import { entryRegisterOf } from './entry-register.ts'
import { handedTo } from './holders.ts'
import { refuseAnnulled } from './lock-open-card.ts'
import { mayEnter, registrarOf } from './may-enter.ts'
import { noteCard, openCardTo } from './note-card.ts'
import { refuseChange } from './may-change.ts'
import { cardFilter, seeCard } from './visible-cards.ts'

/**
 * Passes a document on to another body or unit of the house: it sees the card from now on and holds the document. Answers
 * the register into which that unit enters it under a number of its own; null where the one number is shared.
 */
export async function passCard(context: RegistryContext, principal: Principal, id: string, to: string): Promise<{ register: string | null }> {
  const register = await context.db.transaction(async (tx) => {
    const passed = await seeCard(tx, cardFilter(principal), id)
    refuseChange(principal, passed)
    const by = { actor: actorOf(principal), now: context.clock.now() }
    await noteOverride(tx, id, await proposeForCard(tx, passed), to, by)
    await handCardTo(tx, id, to, by)
    await appendAudit(tx, { actor: by.actor, action: 'registry.pass-card', object: `card:${id}`, details: { unit: to } }, by.now)
    return entryRegisterOf(tx, to)
  })
  return { register }
}

/** The unit sees the card from now on and holds the document. Refuses a unit that is not at work with `no-such-unit`. */
export async function handCardTo(tx: Tx, id: string, to: string, by: { actor: string; now: Date }): Promise<void> {
  const [found] = await tx.select().from(unit).where(eq(unit.code, to))
  if (!found || found.closedOn !== null) throw refusal('no-such-unit', { unit: to }, `There is no unit ${to} at work.`)
  await openCardTo(tx, id, { units: [to] })
  await noteCard(tx, id, { event: handedTo, details: { unit: to } }, by)
}

/**
 * A body enters a document of another into its own register, with its own number, where it is set to keep one
 * (`shares-the-number` where not). Once per register: `entered-already`. Its clerk alone: `register-of-another-unit`. The
 * audit chain is held from the number on, as its last entry was then.
 */
export async function enterAgain(context: RegistryContext, principal: Principal, id: string, code: string): Promise<void> {
  await context.db.transaction(async (tx) => {
    const now = context.clock.now()
    const today = dayIn(context.timeZone, now)
    const found = await seeCard(tx, cardFilter(principal), id)
    refuseAnnulled(found)
    const own = await openRegister(tx, code, today)
    const registrar = registrarOf(principal)
    await mayEnter(tx, own, registrar)
    if ((await entryRegisterOf(tx, own.unit)) !== code) throw refusal('shares-the-number', { register: code }, `The unit of the register ${code} shares the number of the body from which a document comes. An administrator can set it otherwise.`)
    await refuseSecond(tx, id, own.id)
    const { test } = await holdMode(tx)
    const { period, seq, year, last } = await allocateNumber(tx, own, today, test)
    const number = printNumber(own, test, { seq, year, repeat: 0 })
    // Two clerks at once stand in line at the counter of the register: the second looks again.
    await refuseSecond(tx, id, own.id)
    await tx.insert(entry).values({ id: newId(now.getTime()), register: own.id, period, test, seq, repeat: 0, number, numberKey: numberKey(number), card: id, source: 'registered', enteredOn: today, enteredAt: now, enteredBy: registrar.name })
    await openCardTo(tx, id, { units: [own.unit] })
    await noteCard(tx, id, { event: 'entered', details: { number, register: code } }, { actor: registrar.actor, now })
    await tx.insert(auditEvent).values(linkEntries(last, [{ actor: registrar.actor, action: 'registry.enter-again', object: `card:${id}`, details: { register: code, number } }], now))
  })
}

async function refuseSecond(tx: Tx, card: string, register: string): Promise<void> {
  const [before] = await tx.select({ number: entry.number }).from(entry).where(and(eq(entry.card, card), eq(entry.register, register), isNull(entry.annulledAt)))
  if (before) throw refusal('entered-already', { number: before.number }, `This document stands in the register already, under ${before.number}.`)
}
