import { and, asc, desc, eq, sql, type SQL } from 'drizzle-orm'
import type { CaseList, CaseQuery } from '#contract/counter.ts'
import { parseCoverId } from '#kernel/cover-id.ts'
import { numberKey } from '#kernel/number-key.ts'
import type { Db } from '#platform/database.ts'
import type { Principal } from '#platform/http/access.ts'
import { card, type Card } from '../schema.ts'
import { presentCases, type PlainCase } from './present-cases.ts'
import { servedCases } from './see-case.ts'

/**
 * Cases for the counter: those whose last stage is `ready` or `papers-awaited`, the longest waiting first; or those of a
 * number as people write it, or of a cover sheet, whatever their stage. A page begins behind the case `after`.
 */
export async function listCases(db: Db, principal: Principal, query: CaseQuery): Promise<{ cases: PlainCase[]; next: CaseList['next'] }> {
  const served = await servedCases(db, principal)
  const cards = query.number === undefined ? await waiting(db, served, query) : await named(db, served, query.number, query.limit)
  const page = cards.slice(0, query.limit)
  return { cases: await presentCases(db, page), next: cards.length > query.limit ? (page.at(-1)?.id ?? null) : null }
}

async function waiting(db: Db, served: SQL, { stage = 'ready', after, limit }: CaseQuery): Promise<Card[]> {
  const behind = after === undefined ? undefined : sql`(q.at, q.card) > (select at, card from counter_queue where card = ${after})`
  const rows = await db
    .select({ card })
    .from(sql`counter_queue q`)
    .innerJoin(card, eq(card.id, sql`q.card`))
    .where(and(sql`q.stage = ${stage}`, served, behind))
    .orderBy(asc(sql`q.at`), asc(sql`q.card`))
    .limit(limit + 1)
  return rows.map((row) => row.card)
}

function named(db: Db, served: SQL, number: string, limit: number): Promise<Card[]> {
  const cover = parseCoverId(number)
  const wanted = cover.kind === 'cover' ? eq(card.cover, cover.id) : sql`${card.id} in (select card from entry where number_key = ${numberKey(number)})`
  return db.select().from(card).where(and(wanted, served)).orderBy(desc(card.registeredOn), desc(card.id)).limit(limit + 1)
}

/** One case as it stands now. */
export async function presentCase(db: Db, of: Pick<Card, 'id'>): Promise<PlainCase> {
  const [shown] = await presentCases(db, await db.select().from(card).where(eq(card.id, of.id)))
  if (shown === undefined) throw new Error(`the case ${of.id} was there a moment ago`)
  return shown
}
