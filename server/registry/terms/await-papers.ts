import type { z } from 'zod'
import type { completeForm, papersForm } from '#contract/terms.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Tx } from '#platform/database.ts'
import type { Principal } from '#platform/http/access.ts'
import { refuseDateToCome } from '#server/file-plan/known-date.ts'
import type { RegistryContext } from '../context.ts'
import type { Card } from '../schema.ts'
import { actingOf, clockOf, lockClock, lockRunningCard, type Acting } from './card-on-clock.ts'
import { dueOn } from './judge-term.ts'
import { moveDeadline } from './move-deadline.ts'

/**
 * Asks the citizen for papers that are missing. Where the rule says that the term runs from the complete request
 * (Moldova, art. 60(2)(c)), the clock stands meanwhile; elsewhere it goes on.
 */
export async function askPapers(context: RegistryContext, id: string, form: z.output<typeof papersForm>, principal: Principal): Promise<void> {
  const by = actingOf(context, principal)
  await context.db.transaction(async (tx) => {
    await askPapersIn(context, tx, await lockRunningCard(tx, principal, id), form, by)
  })
  context.outbox.wake()
}

/** The same in a transaction of the caller, for a card that it has under lock. */
export async function askPapersIn(context: RegistryContext, tx: Tx, card: Card, form: z.output<typeof papersForm>, by: Acting): Promise<void> {
  if (card.papersAskedOn !== null) throw refusal('papers-asked-already', { date: card.papersAskedOn }, `Papers were asked for on ${card.papersAskedOn}.`)
  const until = form.until ?? null
  if (until !== null && until < by.today) throw refusal('day-has-passed', { date: until }, `${until} has passed. Give the citizen a day to come.`)
  const clock = await clockOf(tx, card)
  const stops = clock?.rule.restartsWhenComplete === true
  const set = { papersAskedOn: by.today, papersUntil: until, ...(stops ? { dueOn: null, dueUncertain: false } : {}) }
  const stage = { stage: 'papers-awaited', reason: form.reason, ...(until === null ? {} : { untilOn: until }) } as const
  await moveDeadline(context, tx, { card, version: form.version, event: 'papers-asked', action: 'registry.ask-papers', set, stage, details: { reason: form.reason, stops } }, by)
}

/** The papers are there: where the clock stood, the term begins anew on the day on which the last one came. */
export async function completePapers(context: RegistryContext, id: string, form: z.output<typeof completeForm>, principal: Principal): Promise<void> {
  const by = actingOf(context, principal)
  const on = form.on ?? by.today
  refuseDateToCome(on, by.today)
  await context.db.transaction(async (tx) => {
    await completePapersIn(context, tx, await lockRunningCard(tx, principal, id), form.version, on, by)
  })
  context.outbox.wake()
}

/** The same in a transaction of the caller, for a card that it has under lock. `on`: the day of the last paper. */
export async function completePapersIn(context: RegistryContext, tx: Tx, card: Card, version: number, on: string, by: Acting): Promise<void> {
  if (card.papersAskedOn === null) throw refusal('no-papers-asked', {}, 'No papers are awaited for this document.')
  const clock = await clockOf(tx, card)
  const anew = clock?.rule.restartsWhenComplete === true ? dueOn(clock.rule, on, 'term', clock.calendar) : null
  const restart = anew === null ? {} : { termBaseOn: on, dueOn: anew.on, dueBy: 'term' as const, dueUncertain: anew.uncertain, extended: false }
  const stage = { stage: 'under-examination', unit: card.unit, ...(anew === null ? {} : { untilOn: anew.on }) } as const
  await moveDeadline(context, tx, { card, version, event: 'papers-complete', action: 'registry.complete-papers', set: { papersAskedOn: null, papersUntil: null, ...restart }, stage, details: { on } }, by)
}

/** Counts the deadline by the shorter term for urgent or simple matters, or by the ordinary one again. */
export async function setUrgency(context: RegistryContext, id: string, form: { version: number; urgent: boolean }, principal: Principal): Promise<void> {
  const by = actingOf(context, principal)
  await context.db.transaction(async (tx) => {
    const { card, rule, calendar, baseOn } = await lockClock(tx, principal, id)
    if (card.extended) throw refusal('extended-already', { date: card.dueOn ?? '' }, 'An extended deadline is not made shorter.')
    if (card.dueOn === null) throw refusal('card-has-no-term', {}, 'The clock of this document does not run now.')
    const span = form.urgent ? 'urgent' : 'term'
    const due = dueOn(rule, baseOn, span, calendar)
    if (due === null) throw refusal('no-extension-by-rule', { basis: rule.basis }, `${rule.basis} knows no shorter term.`)
    await moveDeadline(context, tx, { card, version: form.version, event: 'urgency-set', action: 'registry.set-urgency', set: { dueOn: due.on, dueBy: span, dueUncertain: due.uncertain }, details: { urgent: form.urgent } }, by)
  })
  context.outbox.wake()
}
