import { and, eq, isNull } from 'drizzle-orm'
import { refusal } from '#kernel/refusal.ts'
import { appendAudit } from '#server/audit/append.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { mayEnter, type Registrar } from '../cards/may-enter.ts'
import type { RegistryContext } from '../context.ts'
import { periodOf } from '../numbers/period.ts'
import { registerBlock, registerPeriod } from '../schema.ts'
import { checkPeriod } from './check-register.ts'
import { lockRegister } from './find-register.ts'

/**
 * Closes the book of a period: nothing is given out of it afterwards. Refuses with `period-still-runs` as long as the
 * register takes entries of that period, `blocks-still-open`, and `register-has-faults` when the check finds any.
 */
export async function closeBook(context: RegistryContext, code: string, period: string, by: Registrar): Promise<void> {
  await context.db.transaction(async (tx) => {
    const now = context.clock.now()
    const today = dayIn(context.timeZone, now)
    const register = await lockRegister(tx, code)
    await mayEnter(tx, register, by)
    const here = and(eq(registerPeriod.register, register.id), eq(registerPeriod.period, period), eq(registerPeriod.test, false))
    const [counter] = await tx.select().from(registerPeriod).where(here).for('update')
    if (!counter) throw refusal('no-such-period', { period }, `The register ${code} has no book ${period}.`)
    if (counter.closedAt !== null) throw refusal('register-period-closed', { period }, `The book ${period} is closed already.`)
    const running = periodOf(register.reset, register.constants, today).period === period
    if (running && (register.closedOn === null || register.closedOn >= today)) throw refusal('period-still-runs', { period }, `The period ${period} still runs. Close the register first, or wait until it is over.`)
    const open = await tx.select({ id: registerBlock.id }).from(registerBlock).where(and(eq(registerBlock.register, register.id), eq(registerBlock.period, period), eq(registerBlock.test, false), isNull(registerBlock.reconciledAt)))
    if (open.length > 0) throw refusal('blocks-still-open', { count: open.length }, 'Blocks of numbers are not reconciled yet. Enter their papers first.')
    const check = await checkPeriod(tx, counter)
    if (check.faults.length > 0) throw refusal('register-has-faults', { register: code }, 'The check of this book finds faults. Run it and look at them first.')
    await tx.update(registerPeriod).set({ closedAt: now, closedBy: by.name }).where(here)
    await appendAudit(tx, { actor: by.actor, action: 'registry.close-book', object: `register:${code}`, details: { period, entries: check.entries, annulled: check.annulled, last: counter.nextSeq - 1 } }, now)
  })
}
