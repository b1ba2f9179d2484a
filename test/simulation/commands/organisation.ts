import { OpisError } from '#kernel/errors.ts'
import { newAbsence, unitForm } from '#contract/units.ts'
import { endAbsence, noteAbsence } from '#server/identity/units/absences.ts'
import { saveUnit } from '#server/identity/units/units.ts'
import { orderSuccession } from '#server/municipality/reorganisation/order.ts'
import { plusDays } from '../days.ts'
import { isEnded, must, type Model } from '../model.ts'
import { refused, type Command } from '../world.ts'

const away = ['mayor', 'hanna', 'ion', 'petro', 'fedir', 'maria', 'olga'] as const

/** Somebody goes away and names who stands in. */
export const goAway: Command = {
  name: 'absence',
  weight: 1,
  async run(world) {
    const { model, house, random } = world
    const person = must(random.pick(away), 'person')
    const deputy = must(random.pick(away.filter((name) => name !== person)), 'deputy')
    const fromOn = plusDays(model.today, random.int(0, 4))
    const span = { person, deputy, fromOn, toOn: plusDays(fromOn, random.int(0, 12)) }
    const by = { name: 'root', actor: 'user:root' }
    const note = () => noteAbsence(house.units, newAbsence.parse(span), by)
    // One that was ended still counts for the days before its end; the model leaves those alone.
    const own = model.absences.filter((one) => one.person === person && one.fromOn <= span.toOn && span.fromOn <= one.toOn)
    if (own.some(({ ended }) => ended)) return null
    if (own.length > 0) {
      await refused('absence-overlaps', note)
      return `${person} refused`
    }
    try {
      model.absences.push({ id: await note(), ...span, ended: false })
      return `${person} until ${span.toOn}, ${deputy} stands in`
    } catch (error) {
      if (error instanceof OpisError && error.reason === 'deputies-in-a-ring') return `${person} would make a ring`
      throw error
    }
  },
}

/** Somebody is back before the day. */
export const comeBack: Command = {
  name: 'come-back',
  weight: 1,
  async run(world) {
    const { model, house, random } = world
    const absence = random.pick(model.absences.filter(({ ended, fromOn, toOn }) => !ended && fromOn < model.today && model.today <= toOn))
    if (absence === undefined || !random.chance(0.5)) return null
    await endAbsence(house.units, absence.id, { actor: 'user:root', may: null })
    absence.ended = true
    return absence.person
  },
}

/** The work of a unit goes over to a new one from a day on; the night of that day carries it out. */
export const reorganise: Command = {
  name: 'reorganise',
  weight: 1,
  async run(world) {
    const { model, house, random } = world
    const last = model.successions.at(-1)
    // Once in a quarter of a year at most, and never two at a time.
    if (last !== undefined && (!last.done || plusDays(last.on, 90) > model.today)) return null
    const from = model.routeUnit
    const to = `housing-${model.successions.length + 2}`
    const on = plusDays(model.today, random.int(1, 6))
    await saveUnit(house.units, unitForm.parse({ code: to, name: { en: to }, kind: 'unit', parent: 'cityhall', openedOn: model.today }), 'user:root')
    model.units.set(to, { code: to, parent: 'cityhall', head: null, closedOn: null })
    const by = { name: 'root', actor: 'user:root' }
    await orderSuccession(house.context, { fromUnit: from, toUnit: to, fromOn: on, reason: 'Decision 4-12' }, by)
    await refused('reorganised-already', () => orderSuccession(house.context, { fromUnit: from, toUnit: 'finance', fromOn: on, reason: '' }, by))
    model.successions.push({ from, to, on, done: false })
    return `${from} to ${to} from ${on}`
  },
}

/** What the night of a reorganisation changes; answers how many were carried out. */
export function carryOut(model: Model): number {
  const due = model.successions.filter(({ done, on }) => !done && on <= model.today)
  for (const order of due) {
    const { from, to } = order
    for (const card of model.cards.values()) if (card.units.has(from)) card.units.add(to)
    for (const task of model.tasks.values()) {
      if (isEnded(task) || (task.unit !== from && task.helpers.every(({ unit }) => unit !== from))) continue
      must(model.cards.get(task.card), 'card').units.add(to)
      for (const helper of task.helpers) if (helper.unit === from) helper.unit = to
      if (task.unit !== from) continue
      task.unit = to
      task.version += 1
    }
    model.kindVersions.set('request', must(model.kindVersions.get('request'), 'kind') + 1)
    for (const register of model.registers.values()) if (register.unit === from) register.unit = to
    const [old, next] = [must(model.units.get(from), 'unit'), must(model.units.get(to), 'unit')]
    old.closedOn = order.on
    next.head ??= old.head
    for (const person of model.people.values()) if (person.units.includes(from)) person.units.push(to)
    Object.assign(order, { done: true })
    model.routeUnit = to
  }
  return due.length
}
