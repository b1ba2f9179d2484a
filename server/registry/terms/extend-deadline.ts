import type { z } from 'zod'
import type { extendForm } from '#contract/terms.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Principal } from '#platform/http/access.ts'
import type { RegistryContext } from '../context.ts'
import { actingOf, lockClock, type OnClock } from './card-on-clock.ts'
import { mayExtend, type Extending, type MayExtend } from './judge-term.ts'
import { moveDeadline } from './move-deadline.ts'

/** What an extension of a card is judged by, on a day. */
export const extendingOf = ({ card, baseOn }: OnClock, today: string): Extending => ({ baseOn, dueOn: card.dueOn ?? baseOn, by: card.dueBy, extended: card.extended, today })

/**
 * Extends the deadline of a document as its rule allows, with a reason for the citizen. Refuses when the rule knows no
 * extension, when the day until which the citizen must be told has passed, when it was extended before, and a day that
 * lies beyond what the rule allows or is no later than the present one.
 */
export async function extendDeadline(context: RegistryContext, id: string, form: z.output<typeof extendForm>, principal: Principal): Promise<void> {
  const by = actingOf(context, principal)
  await context.db.transaction(async (tx) => {
    const clock = await lockClock(tx, principal, id)
    const { card, rule, calendar } = clock
    if (card.dueOn === null) throw refusal('card-has-no-term', {}, 'The clock of this document does not run now.')
    const span = form.exceptional ? 'longest' : 'extension'
    const { latest } = allowed(mayExtend(rule, extendingOf(clock, by.today), span, calendar), clock, form.exceptional)
    const until = form.until ?? latest.on
    if (until > latest.on) throw refusal('extension-too-long', { date: latest.on }, `The rule allows ${latest.on} at most.`)
    if (until <= card.dueOn) throw refusal('extension-not-longer', { date: card.dueOn }, `The deadline is ${card.dueOn} already; an extension takes a later day.`)
    const whole = until === latest.on
    const set = { dueOn: until, extended: true, dueBy: whole ? span : 'chosen', dueUncertain: whole && latest.uncertain } as const
    const stage = { stage: 'extended', untilOn: until, reason: form.reason } as const
    await moveDeadline(context, tx, { card, version: form.version, event: 'deadline-extended', action: 'registry.extend-deadline', set, stage, details: { by: span, reason: form.reason } }, by)
  })
  context.outbox.wake()
}

function allowed(judged: MayExtend, { card, rule }: OnClock, exceptional: boolean): Extract<MayExtend, { may: true }> {
  if (judged.may) return judged
  switch (judged.why) {
    case 'no-extension':
      throw refusal('no-extension-by-rule', { basis: rule.basis }, `${rule.basis} knows no ${exceptional ? 'exceptional term' : 'extension'}.`)
    case 'extended-already':
      throw refusal('extended-already', { date: card.dueOn ?? '' }, `The deadline was extended to ${card.dueOn ?? '?'} before; the rule allows it once.`)
    case 'told-too-late':
      throw refusal('extension-told-too-late', { date: judged.told }, `The citizen had to be told of an extension by ${judged.told}; after that day it would be void.`)
  }
}
