import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import type { HandOutView, NewHandOut } from '#contract/counter.ts'
import { newId } from '#kernel/ids.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Db, Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import type { Registrar } from '../cards/may-enter.ts'
import { enterStage, noteCard } from '../cards/note-card.ts'
import type { RegistryContext } from '../context.ts'
import { card, cardStage, type Card } from '../schema.ts'
import { handOut, type HandOut } from './schema.ts'

/** Says that the result lies ready at the counter. Refused for what was handed out or annulled. */
export async function markReady(context: RegistryContext, of: Card, by: Pick<Registrar, 'actor'>): Promise<void> {
  const now = context.clock.now()
  await context.db.transaction(async (tx) => {
    const stage = await lockStage(tx, of.id)
    if (stage === 'ready') return
    await refuseTwice(tx, of)
    if (stage === 'annulled' || stage === 'closed') throw notReady(of)
    await enterStage(tx, of.id, { stage: 'ready', onDay: dayIn(context.timeZone, now) }, now)
    await noteCard(tx, of.id, { event: 'ready', details: {} }, { actor: by.actor, now })
    await appendAudit(tx, { actor: by.actor, action: 'registry.mark-ready', object: `card:${of.id}` }, now)
  })
}

/** Records who took the result and what they showed. Once only, and only what is ready. */
export async function giveOut(context: RegistryContext, of: Card, form: NewHandOut, by: Registrar): Promise<string> {
  const now = context.clock.now()
  const onDay = dayIn(context.timeZone, now)
  return context.db.transaction(async (tx) => {
    const stage = await lockStage(tx, of.id)
    await refuseTwice(tx, of)
    if (stage !== 'ready') throw notReady(of)
    const id = newId(now.getTime())
    const { recipient, documentKind, documentEnding, byProxy, proxy } = form
    const place = await placeOf(tx, by.units, of.unit)
    await tx.insert(handOut).values({ id, card: of.id, onDay, at: now, unit: place, recipient, documentKind, documentEnding, byProxy, proxy: byProxy ? (proxy ?? null) : null, handedBy: by.name })
    await enterStage(tx, of.id, { stage: 'handed-out', onDay, unit: place }, now)
    // Who took it stands with the hand-out; the history says that it happened, and where.
    await noteCard(tx, of.id, { event: 'handed-out', details: { unit: place } }, { actor: by.actor, now })
    await appendAudit(tx, { actor: by.actor, action: 'registry.hand-out', object: `card:${of.id}`, details: { unit: place, byProxy } }, now)
    return id
  })
}

/** Takes a hand-out back, with a reason: the result is ready again. The first record stays. */
export async function undoHandOut(context: RegistryContext, id: string, reason: string, by: { name: string; actor: string }): Promise<void> {
  const now = context.clock.now()
  await context.db.transaction(async (tx) => {
    const [undone] = await tx.update(handOut).set({ undoneAt: now, undoneBy: by.name, undoReason: reason }).where(and(eq(handOut.id, id), isNull(handOut.undoneAt))).returning()
    if (!undone) throw noSuchHandOut()
    await lockStage(tx, undone.card)
    await enterStage(tx, undone.card, { stage: 'ready', onDay: dayIn(context.timeZone, now) }, now)
    await noteCard(tx, undone.card, { event: 'hand-out-undone', details: { reason } }, { actor: by.actor, now })
    await appendAudit(tx, { actor: by.actor, action: 'registry.undo-hand-out', object: `card:${undone.card}`, details: { reason } }, now)
  })
}

/** A hand-out with its case; `no-such-hand-out` where there is none. */
export async function readHandOut(db: Db, id: string): Promise<{ out: HandOut; card: Card }> {
  const [found] = await db.select({ out: handOut, card }).from(handOut).innerJoin(card, eq(card.id, handOut.card)).where(eq(handOut.id, id))
  if (!found) throw noSuchHandOut()
  return found
}

export function presentHandOut({ out, card: of }: { out: HandOut; card: Card }): HandOutView {
  const { id, card: on, onDay, unit, recipient, documentKind, documentEnding, byProxy, proxy, handedBy } = out
  return { id, card: on, number: of.number, onDay, unit, recipient, documentKind, documentEnding, byProxy, proxy, handedBy, undone: out.undoneBy === null ? null : { by: out.undoneBy, reason: out.undoReason ?? '' } }
}

/** The last stage under the lock of the card, so that two counters cannot both hand it out. */
async function lockStage(tx: Tx, id: string): Promise<string> {
  await tx.select({ id: card.id }).from(card).where(eq(card.id, id)).for('update')
  const [last] = await tx.select().from(cardStage).where(eq(cardStage.card, id)).orderBy(desc(cardStage.place)).limit(1)
  return last?.stage ?? 'registered'
}

async function refuseTwice(tx: Tx, of: Card): Promise<void> {
  const [before] = await tx.select().from(handOut).where(and(eq(handOut.card, of.id), isNull(handOut.undoneAt)))
  if (before) throw refusal('handed-out-already', { number: of.number, date: before.onDay }, `The result of ${of.number} was handed out on ${before.onDay}.`)
}

/** The unit of the counter; of an account without a known unit, that of the case. */
async function placeOf(tx: Tx, units: readonly string[], otherwise: string): Promise<string> {
  const { rows } = await tx.execute<{ code: string }>(sql`select code from unit where code = any(${sql.param([...units])}::text[]) order by kind = 'intake-point' desc, code limit 1`)
  return rows[0]?.code ?? otherwise
}

const noSuchHandOut = () => refusal('no-such-hand-out', {}, 'There is no such hand-out, or it was taken back already.')
const notReady = (of: Card) => refusal('case-not-ready', { number: of.number }, `The result of ${of.number} is not ready to be handed out.`)
