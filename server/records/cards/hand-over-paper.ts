import { and, asc, eq, or, sql, type SQL } from 'drizzle-orm'
import type { HandOverPaper, PaperWhere } from '#contract/card-papers.ts'
import { parseCoverId } from '#kernel/cover-id.ts'
import { isId } from '#kernel/ids.ts'
import { numberKey } from '#kernel/number-key.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Db, Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { noteCard } from '#server/registry/cards/note-card.ts'
import { visibleCards, type CardFilter } from '#server/registry/cards/visible-cards.ts'
import { card, entry, type Card } from '#server/registry/schema.ts'
import type { RecordsContext } from '../context.ts'

/**
 * Notes where the paper of a document is and who holds it now, found by what the barcode reader gave: its label, its
 * cover sheet, or the number as people write it. Each hand-over stays in the history of the card.
 */
export async function handOverPaper(context: RecordsContext, order: HandOverPaper, filter: CardFilter, by: { actor: string; name: string }): Promise<PaperWhere> {
  const now = context.clock.now()
  return context.db.transaction(async (tx) => {
    const of = await findByCode(tx, order.code, filter)
    const gone = order.state !== 'kept'
    const where = { paper: order.state, paperUnit: gone ? of.paperUnit : (order.unit ?? of.paperUnit ?? of.unit), paperHolder: gone ? null : (order.holder ?? null), paperPlace: gone ? of.paperPlace : (order.place ?? null) }
    await tx.update(card).set(where).where(eq(card.id, of.id))
    const details = { state: where.paper, unit: where.paperUnit, person: where.paperHolder, place: where.paperPlace }
    await noteCard(tx, of.id, { event: 'paper-handed', details }, { actor: by.actor, now })
    await appendAudit(tx, { actor: by.actor, action: 'records.hand-over-paper', object: `card:${of.id}`, details }, now)
    return present({ ...of, ...where })
  })
}

/** Cards whose paper somebody looked for in vain, oldest first. */
export async function listMissingPapers(db: Db, filter: CardFilter, limit: number): Promise<{ total: number; papers: PaperWhere[] }> {
  const missing = and(eq(card.paper, 'missing'), visibleCards(filter))
  const rows = await db.select().from(card).where(missing).orderBy(asc(card.registeredOn), asc(card.id)).limit(limit)
  return { total: await db.$count(card, missing), papers: rows.map(present) }
}

async function findByCode(tx: Tx, code: string, filter: CardFilter): Promise<Card> {
  const found = await tx.select().from(card).where(and(visibleCards(filter), meant(code))).orderBy(asc(card.id)).limit(2).for('update')
  const [only, second] = found
  if (!only) throw refusal('no-such-paper-code', {}, 'No document of yours has this code or number.')
  if (second) throw refusal('several-cards', { number: code }, `Several documents have the number ${code}. Scan the label, or open the one you mean.`)
  return only
}

function meant(code: string): SQL | undefined {
  const parsed = parseCoverId(code)
  if (parsed.kind === 'cover') return eq(card.cover, parsed.id)
  if (isId(code.toLowerCase())) return eq(card.id, code.toLowerCase())
  return or(sql`${card.id} in (select ${entry.card} from ${entry} where ${entry.numberKey} = ${numberKey(code)})`)
}

const present = (of: Card): PaperWhere => ({ card: of.id, number: of.number, subject: of.subject, state: of.paper, unit: of.paperUnit, holder: of.paperHolder, place: of.paperPlace })
