import { OpisError } from '#kernel/errors.ts'
import type { Registrar } from '#server/registry/cards/may-enter.ts'
import { registrarOf } from '#server/registry/cards/may-enter.ts'
import { bookOf } from './days.ts'
import type { House } from './house.ts'
import { must, type Book, type Card, type Model } from './model.ts'
import type { Random } from './random.ts'

/** The house, what it should be, and chance. */
export type World = { house: House; model: Model; random: Random }

/** Something that somebody does, in the house and in the model alike. Answers what was done; null: there was nothing to do it with. */
export type Command = { name: string; weight: number; run(world: World): Promise<string | null> }

/** Somebody as the registers know him. */
export const registrar = async ({ house }: World, name: string): Promise<Registrar> => registrarOf(await house.who(name))

/** Must be refused with that reason; what is done although it should not be is a fault. */
export async function refused(reason: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (error instanceof OpisError && (error.reason ?? error.code) === reason) return
    throw error
  }
  throw new Error(`this was not refused with ${reason}`)
}

/** The book of a register on a day, begun where it is not there. */
export function bookOn(model: Model, code: string, day: string): { book: Book; period: string; year: number } {
  const register = must(model.registers.get(code), `register ${code}`)
  const { period, year } = bookOf(register.begins, day)
  const book: Book = register.books.get(period) ?? { first: 1, next: 1, closed: false, entries: new Map() }
  register.books.set(period, book)
  return { book, period, year }
}

/** The cards for which something holds, the newest hundred alone, since people work on what is new. */
export function cardsWhere({ model }: World, holds: (card: Card) => boolean): Card[] {
  const found: Card[] = []
  for (const card of [...model.cards.values()].reverse()) {
    if (holds(card)) found.push(card)
    if (found.length === 100) break
  }
  return found
}

/** What is said where two things must be the same and are not. */
export function same(actual: unknown, expected: unknown, what: string): void {
  const [found, wanted] = [JSON.stringify(actual), JSON.stringify(expected)]
  if (found !== wanted) throw new Error(`${what}: the house has ${found}, the model ${wanted}`)
}
