import { newCard } from '#contract/cards.ts'
import { enterAgain, passCard } from '#server/registry/cards/enter-again.ts'
import { endWorkOfCard } from '#server/assignments/annulment/end-work.ts'
import { cardFilter } from '#server/registry/cards/visible-cards.ts'
import { annulCard } from '#server/registry/registers/annul.ts'
import { enterBlockCard, handNumbers, reconcileBlock } from '#server/registry/registers/block-work.ts'
import { closeBook } from '#server/registry/registers/close-book.ts'
import { bookOf, plusDays } from '../days.ts'
import { must, openTasksOf, type Block } from '../model.ts'
import { bookOn, cardsWhere, refused, registrar, type Command, type World } from '../world.ts'
import { addCard, nextPlace } from './register.ts'

const openBlocks = ({ model }: World) => model.blocks.filter(({ reconciled }) => !reconciled)

/** Numbers go to a place without the line. */
export const handBlock: Command = {
  name: 'hand-block',
  weight: 1,
  async run(world) {
    if (openBlocks(world).length > 3) return null
    const register = must(world.random.pick(['incoming', 'appeals']), 'register')
    const count = world.random.int(2, 6)
    const { book, period } = bookOn(world.model, register, world.model.today)
    const id = await handNumbers(world.house.context, register, { place: 'centre', count }, await registrar(world, 'ana'))
    world.model.blocks.push({ id, register, period, first: book.next, last: book.next + count - 1, handedOn: world.model.today, reconciled: false })
    book.next += count
    return `${register} ${count}`
  },
}

const left = ({ model }: World, block: Block): number[] => {
  const { entries } = bookOn(model, block.register, block.handedOn).book
  return Array.from({ length: block.last - block.first + 1 }, (_, at) => block.first + at).filter((seq) => !entries.has(`${seq}/0`))
}

/** A paper that was written there comes in. */
export const enterOfBlock: Command = {
  name: 'enter-of-block',
  weight: 2,
  async run(world) {
    const block = world.random.pick(openBlocks(world).filter((one) => left(world, one).length > 0))
    if (block === undefined) return null
    const { model, random } = world
    const seq = must(random.pick(left(world, block)), 'number of the block')
    const on = must(random.pick([block.handedOn, plusDays(block.handedOn, 1), model.today]), 'day')
    const kind = block.register === 'appeals' ? 'petition' : 'letter'
    const { register: _, ...card } = newCard.parse({ register: block.register, kind, subject: 'from the village' })
    const enter = async () => enterBlockCard(world.house.context, block.register, block.id, { seq, on, card }, await registrar(world, 'ana'))
    const register = must(model.registers.get(block.register), 'register')
    const { period, year } = bookOf(register.begins, on)
    if (on > model.today || on < block.handedOn || period !== block.period) {
      await refused('day-outside-block', enter)
      return `${on} refused`
    }
    const made = await enter()
    return addCard(world, made, { register: block.register, kind, by: 'ana' }, { period, seq, repeat: 0, number: register.print(seq, year, 0), on }).number
  },
}

/** A block comes back; what was not used is annulled. */
export const reconcile: Command = {
  name: 'reconcile',
  weight: 1,
  async run(world) {
    const block = world.random.pick(openBlocks(world))
    if (block === undefined) return null
    const unused = left(world, block)
    const by = await registrar(world, 'ana')
    await refused('unused-differ', () => reconcileBlock(world.house.context, block.register, block.id, unused.length + 1, by))
    await reconcileBlock(world.house.context, block.register, block.id, unused.length, by)
    const register = must(world.model.registers.get(block.register), 'register')
    const { book, year } = bookOn(world.model, block.register, block.handedOn)
    for (const seq of unused) book.entries.set(`${seq}/0`, { number: register.print(seq, year, 0), card: null, annulled: true, on: world.model.today, second: false })
    block.reconciled = true
    return `${block.register} ${unused.length} unused`
  },
}

/** A card is annulled with its numbers, which stay; the work on it ends. */
export const annul: Command = {
  name: 'annul',
  weight: 1,
  async run(world) {
    const card = world.random.pick(cardsWhere(world, ({ state, unit, second }) => state !== 'annulled' && state !== 'filed' && unit === 'cityhall' && !second))
    if (card === undefined) return null
    const ana = await world.house.who('ana')
    await annulCard(world.house.context, cardFilter(ana), card.id, 'entered by mistake', await registrar(world, 'ana'))
    const { period, seq, repeat } = card.place
    must(world.model.registers.get(card.register)?.books.get(period)?.entries.get(`${seq}/${repeat}`), 'entry').annulled = true
    card.state = 'annulled'
    card.closedOn = world.model.today
    card.stages.push('annulled')
    await endWorkOfCard(world.house.context, card.id)
    for (const task of openTasksOf(world.model, card.id)) Object.assign(task, { state: 'cancelled', endedOn: world.model.today, version: task.version + 1 })
    for (const draft of world.model.drafts.values()) if (draft.card === card.id && ['drafting', 'in-visas', 'for-approval'].includes(draft.state)) draft.state = 'withdrawn'
    return card.number
  },
}

/** A document goes on to another body, which enters it under a number of its own. */
export const passOn: Command = {
  name: 'pass-on',
  weight: 1,
  async run(world) {
    const card = world.random.pick(cardsWhere(world, ({ state, second, register }) => register === 'incoming' && !second && state !== 'annulled' && state !== 'filed'))
    if (card === undefined) return null
    await passCard(world.house.context, await world.house.who('ana'), card.id, 'buiucani')
    card.units.add('buiucani')
    const bogdan = await world.house.who('bogdan')
    await enterAgain(world.house.context, bogdan, card.id, 'pretura-incoming')
    await refused('entered-already', () => enterAgain(world.house.context, bogdan, card.id, 'pretura-incoming'))
    const { period, seq, number } = nextPlace(world, { register: 'pretura-incoming' })
    must(world.model.registers.get('pretura-incoming')?.books.get(period), 'book').entries.set(`${seq}/0`, { number, card: card.id, annulled: false, on: world.model.today, second: true })
    card.second = true
    return `${card.number} as ${number}`
  },
}

/** The book of a year that is over is closed, when every block of it is back. */
export const closeOldBook: Command = {
  name: 'close-book',
  weight: 1,
  async run(world) {
    const { model, random } = world
    const open = [...model.registers.values()].flatMap((register) => [...register.books].filter(([, { closed }]) => !closed).map(([period, book]) => ({ register, period, book })))
    const wanted = random.pick(open.filter(({ register }) => register.unit === 'cityhall'))
    if (wanted === undefined) return null
    const { register, period, book } = wanted
    const close = async () => closeBook(world.house.context, register.code, period, await registrar(world, 'ana'))
    const runs = bookOf(register.begins, model.today).period === period
    const lent = openBlocks(world).some((block) => block.register === register.code && block.period === period)
    if (book.next === 1 || (!runs && model.today.slice(5) < '01-20')) return null
    if (runs || lent) {
      await refused(runs ? 'period-still-runs' : 'blocks-still-open', close)
      return `${register.code} ${period} refused`
    }
    await close()
    book.closed = true
    return `${register.code} ${period}`
  },
}
