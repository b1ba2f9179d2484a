import { plusDays } from './days.ts'
import { must, type Card, type Model, type Task } from './model.ts'

/** Whom somebody named to stand in for him today; null: he is there. */
const deputyOf = (model: Model, person: string): string | null => model.absences.find((one) => one.person === person && !one.ended && one.fromOn <= model.today && model.today <= one.toOn)?.deputy ?? null

/** Who does the work of a person today: himself, or the last of his deputies who is there; null in a ring. */
export function standIn(model: Model, person: string): string | null {
  const met: string[] = []
  let now = person
  for (let next = deputyOf(model, now); next !== null; next = deputyOf(model, now)) {
    met.push(now)
    if (met.includes(next)) return null
    now = next
  }
  return now
}

/** A person and those for whom he stands in today. */
export const namesOf = (model: Model, person: string): string[] => [person, ...[...model.people.keys()].filter((other) => other !== person && deputyOf(model, other) !== null && standIn(model, other) === person)]

const seesAll = ['administrator', 'archivist', 'records-manager', 'head']

/** Whether a person sees a card in his own name. */
export function seesHimself(model: Model, name: string, card: Card): boolean {
  const person = must(model.people.get(name), `person ${name}`)
  return card.people.has(name) || person.roles.some((role) => seesAll.includes(role)) || person.units.some((unit) => card.units.has(unit))
}

/** Whether he sees it himself or for somebody absent. */
export const sees = (model: Model, name: string, card: Card): boolean => namesOf(model, name).some((one) => seesHimself(model, one, card))

/** The head of a unit; with `above` that of the nearest one over it that has one. */
export function headOf(model: Model, code: string, above = false): string | null {
  const unit = model.units.get(code)
  if (unit === undefined) return null
  return unit.head ?? (above && unit.parent !== null ? headOf(model, unit.parent, true) : null)
}

export const isOpenUnit = (model: Model, code: string): boolean => {
  const closedOn = model.units.get(code)?.closedOn ?? null
  return closedOn === null || closedOn > model.today
}

/** In which unit a person works on a task: the one said, the one of the task where he belongs to it, else his first open one. */
export function unitFor(model: Model, person: string, present?: string): string {
  const units = must(model.people.get(person), `person ${person}`).units.filter((unit) => isOpenUnit(model, unit))
  return must(units.find((unit) => unit === present) ?? units[0], `open unit of ${person}`)
}

/** The lists in which people look for tasks, as the model reads them. */
export type ListName = 'mine' | 'unit' | 'control' | 'given'

/** Whether a task stands in a list of somebody. */
export function standsIn(model: Model, list: ListName, name: string, task: Task): boolean {
  const names = namesOf(model, name)
  const leads = [...model.units.values()].filter(({ head }) => head !== null && names.includes(head)).map(({ code }) => code)
  switch (list) {
    case 'mine':
      return (task.executor !== null && names.includes(task.executor)) || task.helpers.some((helper) => names.includes(helper.name)) || (task.executor === null && leads.includes(task.unit))
    case 'unit':
      return [...must(model.people.get(name), `person ${name}`).units, ...leads].includes(task.unit)
    case 'control':
      return task.controller !== null && names.includes(task.controller)
    case 'given':
      return names.includes(task.maker)
  }
}

/** Whether a day comes within so many days after another. */
export const within = (day: string, from: string, days: number): boolean => day > from && day <= plusDays(from, days)
