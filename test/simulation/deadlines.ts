import { plusDays, plusWorkingDays } from './days.ts'
import { isEnded, type Card, type Model } from './model.ts'

/** The day by which a card is due by its rule: 30 days and 15 more of a petition, 20 working days and 10 more of a request. */
export function dueByRule(model: Model, card: Pick<Card, 'term' | 'baseOn'>, extended: boolean): string | null {
  const { term, baseOn } = card
  if (term === null || baseOn === null) return null
  if (term === 'petition') return plusDays(baseOn, extended ? 45 : 30)
  return plusWorkingDays(model.calendar, baseOn, extended ? 30 : 20)
}

/** The last day on which the citizen can be told of an extension: that of the ordinary term. */
export const toldUntil = (model: Model, card: Card): string => dueByRule(model, card, false) ?? ''

/** Moves the day of a card, and of the open tasks that have had that day with it. */
export function moveDay(model: Model, card: Card, to: string, isExtension: boolean): void {
  const from = card.dueOn
  card.dueOn = to
  if (from === to) return
  for (const task of model.tasks.values()) {
    if (task.card !== card.id || task.state !== 'open' || task.dueOn !== from) continue
    task.dueOn = to
    task.version += 1
    if (isExtension) task.extended += 1
  }
}

/** Every open deadline that rests on the calendar, counted again; answers the cards whose day moved. */
export function recount(model: Model): Card[] {
  const moved: Card[] = []
  for (const card of model.cards.values()) {
    if (card.term !== 'request' || card.closedOn !== null || card.dueBy === 'chosen') continue
    const due = dueByRule(model, card, card.dueBy === 'extension')
    if (due === null || due === card.dueOn) continue
    moveDay(model, card, due, false)
    moved.push(card)
  }
  return moved
}

/** Brings a card in line with its tasks. */
export function settle(model: Model, card: Card): void {
  const tasks = [...model.tasks.values()].filter((task) => task.card === card.id)
  if (tasks.some((task) => !isEnded(task))) {
    if (card.state !== 'registered' && card.state !== 'executed') return
    card.state = 'in-work'
    card.closedOn = null
  } else if (tasks.some(({ state }) => state === 'off-control' || state === 'closed') || wasSent(model, card)) execute(model, card)
}

/** Whether the document itself, or a reply to it, left the house. */
const wasSent = (model: Model, { id }: Card): boolean =>
  [...model.drafts.values()].some(({ state, card, result }) => state === 'sent' && result !== null && (card === id || result === id) && model.cards.get(result)?.state !== 'annulled')

/** The work on a card is done. */
export function execute(model: Model, card: Card): void {
  if (card.state !== 'registered' && card.state !== 'in-work') return
  card.state = 'executed'
  card.closedOn = model.today
}
