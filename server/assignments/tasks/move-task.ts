import { and, eq, inArray } from 'drizzle-orm'
import type { TaskMove } from '#contract/assignments.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Json } from '#kernel/canonical-json.ts'
import type { Tx } from '#platform/database.ts'
import type { Principal } from '#platform/http/access.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { openCardTo } from '#server/registry/cards/note-card.ts'
import type { RegistryContext } from '#server/registry/context.ts'
import { card, cardRecord } from '#server/registry/schema.ts'
import { readReader, seeCardAs, type Reader } from '../reader.ts'
import { assignment, assignmentHelper, type Assignment } from '../schema.ts'
import { findWhom, refuseStrangers } from '../resolutions/whom.ts'
import { handOn, headOf } from './hand-on.ts'
import { lockTask } from './lock-task.ts'
import { moveRefusal } from './move-refusal.ts'
import { decideMove, type TaskChange } from './moves.ts'
import { noteTasks } from './note-task.ts'
import { tellOfTask } from './tell-of-task.ts'
import { settleCard } from './settle-card.ts'

/**
 * Somebody does something with a task. `version`: of the task as he saw it; `assignment-changed-meanwhile` where
 * somebody else was quicker. Whose move it is stands in moves.ts.
 */
export async function moveTask(context: RegistryContext, principal: Principal, id: string, form: { version: number; what: TaskMove }): Promise<void> {
  const now = context.clock.now()
  const today = dayIn(context.timeZone, now)
  const { what } = form
  await context.db.transaction(async (tx) => {
    const reader = await readReader(tx, principal, today)
    const task = await lockTask(tx, reader, id)
    if (task.version !== form.version) throw refusal('assignment-changed-meanwhile', {}, 'Somebody else has changed the task meanwhile. Look at it again.')
    const helpers = (await tx.select({ executor: assignmentHelper.executor }).from(assignmentHelper).where(eq(assignmentHelper.assignment, id))).map(({ executor }) => executor)
    const moved = decideMove({ ...task, helpers, head: await headOf(tx, task.unit) }, what, reader, { today, now })
    if (moved.kind === 'refused') throw moveRefusal(moved.reason, task)
    await checkResult(tx, reader, task, what)
    const by = { actor: reader.actor, now, today }
    const change = await placed(tx, task, what, moved.change, today)
    if (what.move === 'contribute') await contribute(tx, id, moved.as, what, now)
    await tx.update(assignment).set({ ...change, version: task.version + 1 }).where(eq(assignment.id, id))
    if (change.executor !== undefined && change.executor !== task.executor) await handOn(tx, { card: task.card, unit: change.unit ?? task.unit, executor: change.executor, also: { units: [], people: [] }, holder: task.point === null }, by)
    const told = { ...task, ...change, helpers, head: await headOf(tx, change.unit ?? task.unit), version: task.version + 1 }
    await tellOfTask(tx, what.move, told, { number: await numberOf(tx, task.card), by: reader.name, before: task.executor }, by)
    await settleCard(tx, task.card, by)
    await noteTasks(tx, context.outbox, [{ task: id, event: what.move, details: detailsOf(task, what, change, moved.as === reader.name ? null : moved.as) }], { ...by, action: `assignments.${what.move}` })
  })
  context.outbox.wake()
}

/** A transfer goes to a person in use, in a unit in use: the same where he belongs to it, else his own, unless another is named. */
async function placed(tx: Tx, task: Assignment, what: TaskMove, change: TaskChange, today: string): Promise<TaskChange> {
  if (what.move === 'name-executor') await refuseStrangers(tx, [what.executor])
  return what.move === 'transfer' ? { ...change, ...(await findWhom(tx, what, today, task.unit)) } : change
}

type Linked = { resultCard?: string | undefined; resultRecord?: string | undefined }

/** A result is a document that the person may see: a card, or a record that hangs on a card that he may see. */
async function checkResult(tx: Tx, reader: Reader, task: Assignment, what: TaskMove): Promise<void> {
  const linked: Linked = what.move === 'report' || what.move === 'take-off-control' ? what : {}
  if (linked.resultCard !== undefined) {
    await seeCardAs(tx, reader, linked.resultCard)
    // Who judges the result must see it.
    await openCardTo(tx, linked.resultCard, { people: [task.controller ?? task.madeBy] })
  }
  const record = linked.resultRecord ?? (what.move === 'contribute' ? what.record : undefined)
  if (record === undefined) return
  const cards = [task.card, ...(linked.resultCard === undefined ? [] : [linked.resultCard])]
  const [hangs] = await tx.select({ card: cardRecord.card }).from(cardRecord).where(and(eq(cardRecord.record, record), inArray(cardRecord.card, cards)))
  if (!hangs) throw refusal('no-such-record', {}, 'There is no such record on the card, or you may not see it.')
}

async function contribute(tx: Tx, id: string, executor: string, what: { contribution: string; record?: string | undefined }, now: Date): Promise<void> {
  const given = { contribution: what.contribution === '' ? null : what.contribution, record: what.record ?? null, contributedAt: now }
  await tx.update(assignmentHelper).set(given).where(and(eq(assignmentHelper.assignment, id), eq(assignmentHelper.executor, executor)))
}

/** What the history of the task keeps of a move: words, days before and after, people before and after. */
function detailsOf(task: Assignment, what: TaskMove, change: TaskChange, onBehalfOf: string | null): { [name: string]: Json } {
  const { move: _, ...said } = what
  const words = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined && value !== ''))
  const before = what.move === 'extend' ? { from: task.dueOn } : what.move === 'transfer' ? { from: task.executor, fromUnit: task.unit, unit: change.unit ?? task.unit } : {}
  return { ...words, ...before, ...(onBehalfOf === null ? {} : { onBehalfOf }) }
}

async function numberOf(tx: Tx, id: string): Promise<string> {
  const [found] = await tx.select({ number: card.number }).from(card).where(eq(card.id, id))
  return found?.number ?? ''
}
