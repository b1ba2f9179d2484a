import { eq } from 'drizzle-orm'
import { calendarDays, calendarForm, extendForm } from '#contract/terms.ts'
import { followDeadline } from '#server/assignments/notices/follow-deadline.ts'
import { editCard } from '#server/registry/cards/edit-card.ts'
import { card as cardTable } from '#server/registry/schema.ts'
import { saveCalendar, setDays } from '#server/registry/terms/calendars.ts'
import { actingOf } from '#server/registry/terms/card-on-clock.ts'
import { extendDeadline } from '#server/registry/terms/extend-deadline.ts'
import { recountDeadlines } from '#server/registry/terms/recount-deadlines.ts'
import { isWorked, plusDays } from '../days.ts'
import { dueByRule, moveDay, recount, toldUntil } from '../deadlines.ts'
import { must, type Card } from '../model.ts'
import { cardsWhere, refused, same, type Command, type World } from '../world.ts'

export async function versionOf({ house }: World, card: Card): Promise<number> {
  const [row] = await house.db.select({ version: cardTable.version }).from(cardTable).where(eq(cardTable.id, card.id))
  return must(row, `card ${card.number}`).version
}

/** What follows a change of a deadline, as the task after it does; a second time changes nothing. */
async function follow(world: World, cards: readonly Card[]): Promise<void> {
  for (const card of cards) for (let times = world.random.chance(0.2) ? 2 : 1; times > 0; times -= 1) await followDeadline(world.house.context, card.id)
}

function whyNot(world: World, card: Card, until: string | null): string | null {
  const latest = must(dueByRule(world.model, card, true), 'longest day')
  if (card.extended) return 'extended-already'
  if (world.model.today > toldUntil(world.model, card)) return 'extension-told-too-late'
  if (until !== null && until > latest) return 'extension-too-long'
  return (until ?? latest) <= must(card.dueOn, 'day') ? 'extension-not-longer' : null
}

/** The deadline of a document is extended, as far as its rule allows. */
export const extend: Command = {
  name: 'extend',
  weight: 3,
  async run(world) {
    const { house, random } = world
    const card = random.pick(cardsWhere(world, ({ term, closedOn }) => term !== null && closedOn === null))
    if (card === undefined) return null
    const until = random.chance(0.3) ? plusDays(must(card.dueOn, 'day'), random.int(0, 20)) : null
    const form = extendForm.parse({ version: await versionOf(world, card), reason: 'an expertise is awaited', ...(until === null ? {} : { until }) })
    const run = async () => extendDeadline(house.context, card.id, form, await house.who('ana'))
    const why = whyNot(world, card, until)
    if (why !== null) {
      await refused(why, run)
      return `${card.number} refused: ${why}`
    }
    await run()
    const latest = must(dueByRule(world.model, card, true), 'longest day')
    Object.assign(card, { extended: true, dueBy: until === null || until === latest ? 'extension' : 'chosen' })
    card.stages.push('extended')
    moveDay(world.model, card, until ?? latest, true)
    await follow(world, [card])
    return `${card.number} to ${card.dueOn}`
  },
}

/** A day becomes a day off or a working day, or the next year is entered; every open deadline that rests on it is counted again. */
export const changeCalendar: Command = {
  name: 'calendar',
  weight: 1,
  async run(world) {
    const { house, model, random } = world
    const by = actingOf(house.context, await house.who('root'))
    const { calendar } = model
    if (random.chance(0.2)) {
      calendar.enteredUntil = `${Number(model.today.slice(0, 4)) + 1}-12-31`
      await saveCalendar(house.context, 'sim', calendarForm.parse({ name: { en: 'Simulation' }, weekend: [6, 7], roll: 'next-working-day', enteredUntil: calendar.enteredUntil }), by)
    } else {
      const day = plusDays(model.today, random.int(-5, 40))
      const kind = isWorked(calendar, day) ? 'off' : 'working'
      for (const set of [calendar.off, calendar.working]) set.delete(day)
      if (kind === 'off') calendar.off.add(day)
      else calendar.working.add(day)
      await setDays(house.context, 'sim', calendarDays.parse({ days: [{ day, kind }] }).days, by)
    }
    const moved = recount(model)
    same(await recountDeadlines(house.context, 'sim') >= moved.length, true, 'deadlines that were counted again')
    await follow(world, moved)
    return `${moved.length} deadlines moved`
  },
}

/** Two clerks change one card: the second is told. */
export const editTwice: Command = {
  name: 'edit-twice',
  weight: 1,
  async run(world) {
    const { house, random } = world
    const card = random.pick(cardsWhere(world, ({ state, unit }) => state !== 'annulled' && state !== 'filed' && unit === 'cityhall'))
    if (card === undefined) return null
    const version = await versionOf(world, card)
    const ana = await house.who('ana')
    await editCard(house.context, ana, card.id, { version, subject: `seen to on ${world.model.today} ${random.int(1, 1_000_000)}` })
    await refused('card-changed-meanwhile', () => editCard(house.context, ana, card.id, { version, subject: 'lost' }))
    return card.number
  },
}
