import { asc, eq, sql } from 'drizzle-orm'
import type { CardPapers } from '#contract/card-papers.ts'
import type { Db } from '#platform/database.ts'
import { seeCard, type CardFilter } from '#server/registry/cards/visible-cards.ts'
import { cardRecord } from '#server/registry/schema.ts'
import { record } from '../schema.ts'

/** The papers of a card, the replaced ones too; one that was destroyed under an act is named without its title. */
export async function listPapers(db: Db, filter: CardFilter, id: string): Promise<CardPapers> {
  const { cover } = await seeCard(db, filter, id)
  const pages = sql<number>`(select count(*)::int from record_page p where p.record = ${cardRecord.record})`
  const rows = await db.select({ link: cardRecord, title: record.title, state: record.state, pages }).from(cardRecord).leftJoin(record, eq(record.id, cardRecord.record)).where(eq(cardRecord.card, id)).orderBy(asc(cardRecord.addedAt), asc(cardRecord.record))
  const papers = rows.map(({ link, title, state, pages: count }) => ({
    ...{ record: link.record, role: link.role, form: link.form, name: link.name, paper: link.paper, version: link.version, addedBy: link.addedBy, replacedBy: link.replacedBy },
    ...{ title: title ?? '', state: state ?? 'destroyed', pages: count, addedAt: link.addedAt.toISOString() },
  }))
  return { cover, papers }
}
