import { and, arrayContains, asc, desc, eq, inArray, isNull, lte, ne, notExists, or, sql, type SQL } from 'drizzle-orm'
import type { TransmittalLine, TransmittalView } from '#contract/municipality.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Db, Tx } from '#platform/database.ts'
import { visibleCards, type CardFilter } from '#server/registry/cards/visible-cards.ts'
import { card } from '#server/registry/schema.ts'
import { transmittal, transmittalLine } from '../schema.ts'

const lineOf = { card: card.id, number: card.number, registeredOn: card.registeredOn, subject: card.subject, sheets: card.sheets, annexSheets: card.annexSheets }
/** As many lines as one list takes; what is left goes on the next one. */
const linesMax = 500

/**
 * Documents sent to a unit, registered up to a day, that stand on no list to it yet, the oldest first. `filter`: of those that the
 * reader may see.
 */
export async function waitingFor(db: Db | Tx, unit: string, day: string, filter: CardFilter): Promise<TransmittalLine[]> {
  const listed = db.select({ one: sql`1` }).from(transmittalLine).where(and(eq(transmittalLine.card, card.id), eq(transmittalLine.unit, unit)))
  const sent = and(arrayContains(card.units, [unit]), ne(card.unit, unit), ne(card.state, 'annulled'), lte(card.registeredOn, day))
  return db.select(lineOf).from(card).where(and(sent, notExists(listed), visibleCards(filter))).orderBy(asc(card.registeredAt), asc(card.id)).limit(linesMax)
}

/** The lists to a unit that were made on a day, and those before it that nobody has signed for. */
export async function listsOf(db: Db | Tx, unit: string, day: string, filter: CardFilter): Promise<TransmittalView[]> {
  return readLists(db, filter, and(eq(transmittal.unit, unit), or(eq(transmittal.day, day), and(lte(transmittal.day, day), isNull(transmittal.handedOverOn)))))
}

/** One list; who may see none of its documents learns nothing of it. */
export async function readTransmittal(db: Db | Tx, id: string, filter: CardFilter): Promise<TransmittalView> {
  const [found] = await readLists(db, filter, eq(transmittal.id, id))
  if (!found || found.lines.length === 0) throw noSuchTransmittal()
  return found
}

async function readLists(db: Db | Tx, filter: CardFilter, where: SQL | undefined): Promise<TransmittalView[]> {
  const lists = await db.select().from(transmittal).where(where).orderBy(desc(transmittal.number)).limit(100)
  if (lists.length === 0) return []
  const lines = await db
    .select({ ...lineOf, list: transmittalLine.transmittal })
    .from(transmittalLine)
    .innerJoin(card, eq(card.id, transmittalLine.card))
    .where(and(inArray(transmittalLine.transmittal, lists.map(({ id }) => id)), visibleCards(filter)))
    .orderBy(asc(transmittalLine.line))
  return lists.map(({ id, number, unit, day, madeBy, receivedBy, handedOverOn }) => ({
    ...{ id, number, unit, day, madeBy, receivedBy, handedOverOn },
    lines: lines.filter(({ list }) => list === id).map(({ list: _, ...line }) => line),
  }))
}

export const noSuchTransmittal = () => refusal('no-such-transmittal', {}, 'There is no such list.')
