import { fileCard } from '#contract/drafts.ts'
import { actingAs } from '#server/assignments/drafts/context.ts'
import { fileAway } from '#server/assignments/filing/file-card.ts'
import { reopenCard } from '#server/assignments/filing/reopen-card.ts'
import { openTasksOf } from '../model.ts'
import { cardsWhere, refused, type Command, type World } from '../world.ts'

const unsent = ({ model }: World, card: string) => [...model.drafts.values()].some((draft) => draft.card === card && draft.state !== 'sent' && draft.state !== 'withdrawn')

/** A document goes into a file with its replies, when all work on it is done. */
export const fileDocument: Command = {
  name: 'file',
  weight: 4,
  async run(world) {
    const { model, house, random } = world
    const card = random.pick(cardsWhere(world, ({ state, register }) => state !== 'filed' && (state === 'executed' || random.chance(0.05)) && register !== 'outgoing'))
    if (card === undefined) return null
    const by = actingAs(await house.who('keeper'))
    const form = fileCard.parse({ class: 'letters', number: `01-${model.today.slice(0, 7)}`, title: 'Correspondence' })
    const run = () => fileAway(house.filePlan, card.id, form, by)
    const why = card.state === 'annulled' ? 'card-closed' : openTasksOf(model, card.id).length > 0 ? 'tasks-still-open' : unsent(world, card.id) ? 'drafts-still-open' : null
    if (why !== null) {
      await refused(why, run)
      return `${card.number} refused: ${why}`
    }
    await run()
    const replies = [...model.cards.values()].filter((one) => one.replyTo === card.id && one.state !== 'annulled' && openTasksOf(model, one.id).length === 0)
    for (const one of [card, ...replies].filter(({ state }) => state !== 'filed')) {
      Object.assign(one, { state: 'filed', closedOn: model.today })
      one.stages.push('closed')
    }
    return `${card.number} and ${replies.length} replies`
  },
}

/** A filed document is taken up again. */
export const takeUpAgain: Command = {
  name: 'reopen',
  weight: 1,
  async run(world) {
    const { house, random } = world
    const card = random.pick(cardsWhere(world, ({ state }) => state === 'filed'))
    if (card === undefined) return null
    const by = actingAs(await house.who('mayor'))
    await reopenCard(house.context, card.id, 'the citizen wrote again', by)
    await refused('card-not-filed', () => reopenCard(house.context, card.id, 'twice', by))
    Object.assign(card, { state: 'in-work', closedOn: null })
    card.stages.push('under-examination')
    return card.number
  },
}
