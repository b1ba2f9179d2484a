import { and, eq, isNull, sql } from 'drizzle-orm'
import { newId } from '#kernel/ids.ts'
import { refusal } from '#kernel/refusal.ts'
import { nextInSeries } from '#platform/number-series.ts'
import { appendAudit } from '#server/audit/append.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { worksOnScreen } from '#server/identity/units/electronic.ts'
import { readUnit } from '#server/identity/units/units.ts'
import { paperHandedTo } from '#server/registry/cards/holders.ts'
import { noteCard } from '#server/registry/cards/note-card.ts'
import type { CardFilter } from '#server/registry/cards/visible-cards.ts'
import type { By, MunicipalityContext } from '../context.ts'
import { transmittal, transmittalLine } from '../schema.ts'
import { readTransmittal, waitingFor } from './view-transmittals.ts'

/** Puts what waits for a unit on a list. Refuses with `nothing-to-hand-over`, also where the unit works on the screen. */
export async function makeTransmittal(context: MunicipalityContext, unit: string, filter: CardFilter, by: By): Promise<string> {
  const now = context.clock.now()
  const day = dayIn(context.timeZone, now)
  const id = newId(now.getTime())
  await context.db.transaction(async (tx) => {
    // One at a time for a unit, so that no paper stands on two lists.
    await tx.execute(sql`select code from unit where code = ${unit} for update`)
    const to = await readUnit(tx, unit)
    const waiting = worksOnScreen(to, day) ? [] : await waitingFor(tx, unit, day, filter)
    if (waiting.length === 0) throw refusal('nothing-to-hand-over', { unit }, `There is no paper for ${unit} that is not on a list yet.`)
    const number = await nextInSeries(tx, 'transmittal')
    await tx.insert(transmittal).values({ id, number, unit, day, madeBy: by.name, madeAt: now })
    await tx.insert(transmittalLine).values(waiting.map((line, at) => ({ transmittal: id, line: at + 1, card: line.card, unit })))
    await appendAudit(tx, { actor: by.actor, action: 'organisation.make-transmittal', object: `transmittal:${id}`, details: { number, unit, documents: waiting.length } }, now)
  })
  return id
}

/** Somebody of the unit signed for the papers: each document's history says so, and its paper is with the unit. */
export async function markHandedOver(context: MunicipalityContext, id: string, form: { receivedBy: string; on: string | undefined }, filter: CardFilter, by: By): Promise<void> {
  const now = context.clock.now()
  const handedOverOn = form.on ?? dayIn(context.timeZone, now)
  await context.db.transaction(async (tx) => {
    const list = await readTransmittal(tx, id, filter)
    const marked = await tx
      .update(transmittal)
      .set({ receivedBy: form.receivedBy, handedOverOn, markedBy: by.name, markedAt: now })
      .where(and(eq(transmittal.id, id), isNull(transmittal.handedOverOn)))
      .returning({ number: transmittal.number })
    if (marked.length === 0) throw refusal('handed-over-already', { number: list.number }, `List ${list.number} is signed for already.`)
    const lines = await tx.select({ card: transmittalLine.card }).from(transmittalLine).where(eq(transmittalLine.transmittal, id))
    for (const { card: of } of lines) await noteCard(tx, of, { event: paperHandedTo, details: { unit: list.unit, person: form.receivedBy, list: list.number } }, { actor: by.actor, now })
    await tx.execute(sql`update card set paper_unit = ${list.unit} where paper = 'kept' and id in (select card from transmittal_line where transmittal = ${id})`)
    await appendAudit(tx, { actor: by.actor, action: 'organisation.hand-over', object: `transmittal:${id}`, details: { number: list.number, unit: list.unit, on: handedOverOn } }, now)
  })
}

