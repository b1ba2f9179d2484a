import { and, between, eq } from 'drizzle-orm'
import type { z } from 'zod'
import type { CardRegistered } from '#contract/cards.ts'
import type { blockCard, newBlock } from '#contract/register-views.ts'
import { newId } from '#kernel/ids.ts'
import { numberKey } from '#kernel/number-key.ts'
import { refusal } from '#kernel/refusal.ts'
import { appendAudit } from '#server/audit/append.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { mayEnter, type Registrar } from '../cards/may-enter.ts'
import { registerCardIn } from '../cards/register-card.ts'
import type { RegistryContext } from '../context.ts'
import { openRegister } from '../numbers/allocate.ts'
import { handBlock, lockBlock } from '../numbers/blocks.ts'
import { holdMode } from '../numbers/hold-mode.ts'
import { entry, registerBlock } from '../schema.ts'
import { findRegister } from './find-register.ts'
import { numbersOf } from './block-numbers.ts'
import { refuseUnknownUnit } from './open-register.ts'

/** Hands numbers to a place that works without the line; the counter goes over them in the same transaction. */
export async function handNumbers(context: RegistryContext, code: string, form: z.output<typeof newBlock>, by: Registrar): Promise<string> {
  return context.db.transaction(async (tx) => {
    const now = context.clock.now()
    const day = dayIn(context.timeZone, now)
    const register = await openRegister(tx, code, day)
    await mayEnter(tx, register, by)
    await refuseUnknownUnit(tx, form.place)
    const { test } = await holdMode(tx)
    const block = await handBlock(tx, register, { ...form, day, test, by: by.name, now })
    await appendAudit(tx, { actor: by.actor, action: 'registry.hand-block', object: `register:${code}`, details: { block: block.id, place: form.place, period: block.period, first: block.firstSeq, last: block.lastSeq, test } }, now)
    return block.id
  })
}

/** Registers a document that a place wrote on paper under a number of its block, on the day that stands there. */
export async function enterBlockCard(context: RegistryContext, code: string, block: string, form: z.output<typeof blockCard>, by: Registrar): Promise<CardRegistered> {
  return context.db.transaction((tx) => registerCardIn(context, tx, { ...form.card, register: code }, by, { block, seq: form.seq, on: form.on }))
}

/**
 * Ends a block: what was not used stands in the register as annulled, and nothing can be entered under it afterwards.
 * `unused`: the numbers that the place gave back, so that a paper still to be entered is not annulled by mistake.
 */
export async function reconcileBlock(context: RegistryContext, code: string, id: string, unused: number, by: Registrar): Promise<void> {
  await context.db.transaction(async (tx) => {
    const now = context.clock.now()
    const register = await findRegister(tx, code)
    await mayEnter(tx, register, by)
    await holdMode(tx)
    const block = await lockBlock(tx, register.id, id)
    const written = await tx.select({ seq: entry.seq }).from(entry).where(and(eq(entry.register, register.id), eq(entry.period, block.period), eq(entry.test, block.test), eq(entry.repeat, 0), between(entry.seq, block.firstSeq, block.lastSeq)))
    const taken = new Set(written.map(({ seq }) => seq))
    const left = numbersOf(register, block, context.timeZone).filter(({ seq }) => !taken.has(seq))
    if (left.length !== unused) throw refusal('unused-differ', { count: left.length }, `${left.length} numbers of the block have no document. Enter the rest, or give the number of those that were not used.`)
    const enteredOn = dayIn(context.timeZone, now)
    const rows = left.map(({ seq, number }): typeof entry.$inferInsert => ({
      ...{ id: newId(now.getTime()), register: register.id, period: block.period, test: block.test, seq, number, numberKey: numberKey(number), card: null, source: 'block' },
      ...{ enteredOn, enteredAt: now, enteredBy: by.name, annulledAt: now, annulledBy: by.name, annulReason: notUsed },
    }))
    if (rows.length > 0) await tx.insert(entry).values(rows)
    await tx.update(registerBlock).set({ reconciledAt: now, reconciledBy: by.name }).where(eq(registerBlock.id, id))
    await appendAudit(tx, { actor: by.actor, action: 'registry.reconcile-block', object: `register:${code}`, details: { block: id, entered: taken.size, unused } }, now)
  })
}

/** Reason of numbers that came back; screens and books say it in the reader's language. */
export const notUsed = 'not used'
