import { newId } from '#kernel/ids.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Tx } from '#platform/database.ts'
import type { Card } from '#server/registry/schema.ts'
import { assignment, assignmentHelper } from '../schema.ts'
import { handOn, headOf } from '../tasks/hand-on.ts'
import type { TaskNote } from '../tasks/note-task.ts'
import { settleCard } from '../tasks/settle-card.ts'
import { tellOfTask } from '../tasks/tell-of-task.ts'
import { findHelper, findWhom, refuseStrangers } from './whom.ts'

type Named = { unit?: string | undefined; executor?: string | undefined }
/** `dueOn` left out: the day of the card; null: no deadline. */
export type WantedTask = Named & { text: string; helpers: readonly Named[]; controller: string | null; dueOn?: string | null | undefined; point?: number }
/** `maker`: in whose name; he closes those without control. `passes`: the document itself goes to the first of them. */
export type Making = { card: Card; resolution?: string; parent?: string; maker: string; passes: boolean; by: { actor: string; now: Date; today: string } }

/**
 * Makes tasks on a card: opens it to everybody who works on them, hands the document to the first of them (the one named
 * first answers for it), and puts the card in work. Gives what is to be noted; the caller notes it last. Refuses with
 * `controller-is-executor`, `no-such-unit`, `no-such-user` and their like.
 */
export async function makeTasks(tx: Tx, wanted: readonly WantedTask[], making: Making): Promise<TaskNote[]> {
  const { card, maker, by } = making
  const notes: TaskNote[] = []
  for (const [index, one] of wanted.entries()) {
    const whom = await findWhom(tx, one, by.today)
    const helpers = (await Promise.all(one.helpers.map((helper) => findHelper(tx, helper, by.today)))).filter(({ executor }) => executor !== whom.executor)
    await refuseStrangers(tx, [one.controller, ...helpers.map(({ executor }) => executor)])
    if (one.controller !== null && one.controller === whom.executor) throw refusal('controller-is-executor', {}, 'Nobody controls what he executes himself. Name another controller.')
    const dueOn = one.dueOn === undefined ? card.dueOn : one.dueOn
    const id = newId(by.now.getTime())
    await tx.insert(assignment).values({
      ...{ id, card: card.id, resolution: making.resolution ?? null, parent: making.parent ?? null, point: one.point ?? null, text: one.text, ...whom },
      ...{ controller: one.controller, state: 'open', madeBy: maker, madeAt: by.now, dueOn, firstDueOn: dueOn },
    })
    const unique = [...new Map(helpers.map((helper) => [helper.executor, helper])).values()]
    if (unique.length > 0) await tx.insert(assignmentHelper).values(unique.map((helper) => ({ assignment: id, ...helper })))
    const also = { units: unique.map(({ unit }) => unit), people: [one.controller, maker, ...unique.map(({ executor }) => executor)] }
    await handOn(tx, { card: card.id, ...whom, also, holder: making.passes && index === 0 }, by)
    const told = { id, card: card.id, executor: whom.executor, controller: one.controller, madeBy: maker, dueOn, version: 1, head: await headOf(tx, whom.unit), helpers: unique.map(({ executor }) => executor) }
    await tellOfTask(tx, 'made', told, { number: card.number, by: by.actor.replace(/^user:/, ''), before: null }, by)
    notes.push({ task: id, event: 'made', details: { unit: whom.unit, executor: whom.executor, controller: one.controller, dueOn, ...(`user:${maker}` === by.actor ? {} : { onBehalfOf: maker }) } })
  }
  if (wanted.length > 0) await settleCard(tx, card.id, by)
  return notes
}
