import { newCard, type CardRegistered } from '#contract/cards.ts'
import { registerOnce } from '#server/registry/cards/register-once.ts'
import { newId } from '#kernel/ids.ts'
import { dueByRule } from '../deadlines.ts'
import { must, type Card } from '../model.ts'
import { bookOn, cardsWhere, refused, registrar, same, type Command, type World } from '../world.ts'

type Wanted = { register: string; kind: string; by: string; service?: string; repeatOf?: Card }

const terms: Readonly<Record<string, Card['term']>> = { petition: 'petition', request: 'request' }

/** Puts a card into the model as the house should have made it. `number`: at its place in the register. */
export function addCard(world: World, made: Pick<CardRegistered, 'id'>, wanted: Wanted, at: { period: string; seq: number; repeat: number; number: string; on: string }): Card {
  const { model } = world
  const register = must(model.registers.get(wanted.register), `register ${wanted.register}`)
  const term = wanted.service === undefined ? (terms[wanted.kind] ?? null) : 'petition'
  const card: Card = {
    ...{ id: made.id, number: at.number, register: register.code, unit: register.unit, kind: wanted.kind, kindVersion: must(model.kindVersions.get(wanted.kind), 'kind'), state: 'registered' },
    ...{ units: new Set(wanted.service === undefined ? [register.unit] : [register.unit, model.routeUnit]), people: new Set(), term, baseOn: term === null ? null : at.on, dueOn: null, dueBy: 'term', extended: false },
    ...{ closedOn: null, registeredOn: at.on, replyTo: null, stages: ['registered'], second: false, place: { period: at.period, seq: at.seq, repeat: at.repeat } },
  }
  card.dueOn = dueByRule(model, card, false)
  model.cards.set(card.id, card)
  const book = must(register.books.get(at.period), `book ${at.period}`)
  book.entries.set(`${at.seq}/${at.repeat}`, { number: at.number, card: card.id, annulled: false, on: at.on, second: false })
  return card
}

/** Where the next document of a register goes, by the model. */
export function nextPlace(world: World, wanted: Pick<Wanted, 'register' | 'repeatOf'>): { period: string; seq: number; repeat: number; number: string; on: string } {
  const { model } = world
  const register = must(model.registers.get(wanted.register), `register ${wanted.register}`)
  const first = wanted.repeatOf
  const old = first === undefined ? undefined : register.books.get(first.place.period)
  if (first !== undefined && first.register === register.code && old !== undefined && !old.closed && register.repeats) {
    const { period, seq } = first.place
    const repeat = 1 + Math.max(...[...old.entries.keys()].map((key) => key.split('/').map(Number)).filter(([at]) => at === seq).map(([, again = 0]) => again))
    return { period, seq, repeat, number: register.print(seq, Number(period), repeat), on: model.today }
  }
  const { book, period, year } = bookOn(model, register.code, model.today)
  const seq = book.next
  book.next += 1
  return { period, seq, repeat: 0, number: register.print(seq, year, 0), on: model.today }
}

async function send(world: World, wanted: Wanted, key: string | null = null): Promise<CardRegistered> {
  const { register, kind, service, repeatOf } = wanted
  const form = newCard.parse({ register, kind, subject: `${kind} of ${world.model.today}`, ...(service === undefined ? {} : { service }), ...(repeatOf === undefined ? {} : { repeatOf: repeatOf.id }) })
  return registerOnce(world.house.context, form, await registrar(world, wanted.by), key)
}

async function registerOne(world: World, wanted: Wanted, key: string | null = null): Promise<Card> {
  const made = await send(world, wanted, key)
  const at = nextPlace(world, wanted)
  const card = addCard(world, made, wanted, at)
  same({ number: made.number, on: made.registeredOn, due: made.dueOn, test: made.test }, { number: at.number, on: world.model.today, due: card.dueOn, test: false }, 'what was registered')
  return card
}

const inUse: readonly Wanted[] = [
  { register: 'incoming', kind: 'letter', by: 'ana' },
  { register: 'incoming', kind: 'request', by: 'ana' },
  { register: 'incoming', kind: 'request', by: 'vera' },
  { register: 'incoming', kind: 'letter', by: 'vera', service: 'extract' },
  { register: 'appeals', kind: 'petition', by: 'ana' },
  { register: 'decisions', kind: 'decision', by: 'ana' },
  { register: 'orders', kind: 'order', by: 'ana' },
  { register: 'contracts', kind: 'contract', by: 'ana' },
  { register: 'housing-notes', kind: 'note', by: 'petro' },
]

/** A document is registered; now and then it is sent twice on a poor line, under the key that makes it one. */
export const registerDocument: Command = {
  name: 'register',
  weight: 14,
  async run(world) {
    const wanted = must(world.random.pick(inUse), 'register')
    if (!world.random.chance(0.2)) return (await registerOne(world, wanted)).number
    const key = newId()
    const card = await registerOne(world, wanted, key)
    same((await send(world, wanted, key)).id, card.id, 'the card of a repeated request')
    return `${card.number}, sent twice`
  },
}

/** An appeal comes again: it keeps the number of the first one, or gets one of its own where that book is closed. */
export const repeatAppeal: Command = {
  name: 'repeat',
  weight: 2,
  async run(world) {
    const first = world.random.pick([...world.model.cards.values()].filter((card) => card.register === 'appeals' && card.state !== 'annulled' && card.place.repeat === 0))
    return first === undefined ? null : (await registerOne(world, { register: 'appeals', kind: 'petition', by: 'ana', repeatOf: first })).number
  },
}

/** Several clerks register at one instant: their numbers are the next ones, in some order. */
export const registerAtOnce: Command = {
  name: 'at-once',
  weight: 1,
  async run(world) {
    const wanted: Wanted = { register: 'incoming', kind: 'letter', by: 'ana' }
    const made = await Promise.all([1, 2, 3].map(() => send(world, wanted)))
    const places = made.map(() => nextPlace(world, wanted))
    same(made.map(({ number }) => number).sort(), places.map(({ number }) => number).sort(), 'numbers given out at once')
    for (const one of made) addCard(world, one, wanted, must(places.find(({ number }) => number === one.number), 'number'))
    return made.map(({ number }) => number).join(' ')
  },
}

/** What is refused takes no number. */
export const registerInVain: Command = {
  name: 'in-vain',
  weight: 1,
  async run(world) {
    const by = await registrar(world, 'ana')
    const form = newCard.parse({ register: 'incoming', kind: 'letter', subject: 'x' })
    await refused('no-such-card', () => registerOnce(world.house.context, { ...form, replyTo: newId() }, by, null))
    await refused('register-of-another-unit', () => registerOnce(world.house.context, { ...form, register: 'pretura-incoming' }, by, null))
    return `${cardsWhere(world, () => true).length} cards stay as they are`
  },
}
