import type { z } from 'zod'
import type { forwardForm } from '#contract/terms.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Principal } from '#platform/http/access.ts'
import type { RegistryContext } from '../context.ts'
import { actingOf, clockOf, lockRunningCard } from './card-on-clock.ts'
import { judgeStep } from './judge-term.ts'
import { moveDeadline } from './move-deadline.ts'

/**
 * Sends a document on to the authority that is competent, which ends the clock here. What comes after the term for
 * sending on is written down as late, not refused: the paper has to go all the same.
 */
export async function forwardCard(context: RegistryContext, id: string, form: z.output<typeof forwardForm>, principal: Principal): Promise<void> {
  const by = actingOf(context, principal)
  await context.db.transaction(async (tx) => {
    const card = await lockRunningCard(tx, principal, id)
    if (card.forwardedOn !== null) throw refusal('forwarded-already', { date: card.forwardedOn }, `It was sent on on ${card.forwardedOn}.`)
    const clock = await clockOf(tx, card)
    const step = clock === null ? null : judgeStep(clock.rule.forward, clock.rule, clock.baseOn, by.today, clock.calendar)
    const set = { forwardedOn: by.today, dueOn: null, dueUncertain: false, papersAskedOn: null, papersUntil: null }
    const details = { authority: form.to, ...(step === null ? {} : { until: step.until, late: step.late }) }
    await moveDeadline(context, tx, { card, version: form.version, event: 'forwarded', action: 'registry.forward', set, stage: { stage: 'forwarded', reason: form.to }, details }, by)
  })
  context.outbox.wake()
}
