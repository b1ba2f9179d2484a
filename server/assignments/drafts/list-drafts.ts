import { and, desc, eq, inArray, lt, or, sql, type SQL } from 'drizzle-orm'
import type { DraftLine, DraftQuery } from '#contract/drafts.ts'
import { isId } from '#kernel/ids.ts'
import { personNames } from '#server/registry/cards/names-of.ts'
import { visibleCards } from '#server/registry/cards/visible-cards.ts'
import { card } from '#server/registry/schema.ts'
import type { Acting, DraftsContext } from './context.ts'
import { concerns, namesOf } from './lock-draft.ts'
import { isWaiting } from './moves.ts'
import { draft, visa, type Draft, type Visa } from './schema.ts'
import { briefCard } from './view-draft.ts'

export type DraftPage = { drafts: DraftLine[]; next: string | null; names: Record<string, string> }

/** Drafts for one person, the newest first: his own, those on which he is asked, or of one card that he sees. */
export async function listDrafts(context: DraftsContext, query: DraftQuery, by: Acting): Promise<DraftPage> {
  const { db } = context
  const names = await namesOf(db, by.name, context.timeZone, context.clock.now())
  const after = query.after !== undefined && isId(query.after) ? lt(draft.id, query.after) : sql`true`
  const rows = await db
    .select({ draft, card })
    .from(draft)
    .innerJoin(card, eq(card.id, draft.card))
    .where(and(or(visibleCards(by.filter), concerns(names)), listed(query, names), after))
    .orderBy(desc(draft.id))
    .limit(query.limit + 1)
  const page = rows.slice(0, query.limit)
  const visas = page.length === 0 ? [] : await db.select().from(visa).where(inArray(visa.draft, page.map((row) => row.draft.id)))
  const drafts = page.map((row) => lineOf(row.draft, row.card, visas.filter((one) => one.draft === row.draft.id), { name: by.name, names }))
  return { drafts, next: rows.length > page.length ? (page.at(-1)?.draft.id ?? null) : null, names: await personNames(db, drafts.flatMap((one) => [one.author, one.approver ?? '', one.standingInFor ?? ''])) }
}

function listed({ list, card: of }: DraftQuery, names: readonly string[]): SQL | undefined {
  const named = sql.param([...names])
  switch (list) {
    case 'mine':
      return and(inArray(draft.author, [...names]), sql`${draft.state} <> 'withdrawn'`)
    case 'visas':
      return and(eq(draft.state, 'in-visas'), sql`exists (select 1 from visa w where w.draft = ${draft.id} and w.person = any(${named}::text[]) and w.asked_at is not null and w.decided_at is null and w.voided_at is null)`)
    case 'approvals':
      // Also those that a visa holds back: the approver alone may pass over it.
      return and(inArray(draft.approver, [...names]), or(eq(draft.state, 'for-approval'), and(eq(draft.state, 'in-visas'), sql`exists (select 1 from visa w where w.draft = ${draft.id} and w.decision = 'not-agreed' and w.voided_at is null and w.overruled_at is null)`)))
    case 'dispatch':
      return inArray(draft.state, ['approved', 'registered'])
    case 'card':
      return of === undefined ? sql`false` : eq(draft.card, of)
  }
}

function lineOf(of: Draft, about: typeof card.$inferSelect, visas: readonly Visa[], reader: { name: string; names: readonly string[] }): DraftLine {
  const asked = visas.filter((one) => isWaiting(one) && reader.names.includes(one.person)).toSorted((a) => (a.person === reader.name ? -1 : 1))[0]
  const mine = asked === undefined ? (of.state === 'for-approval' && of.approver !== null && reader.names.includes(of.approver) ? { person: of.approver, since: of.forApprovalAt } : null) : { person: asked.person, since: asked.askedAt }
  return {
    ...{ id: of.id, kind: of.kind, subject: of.subject, author: of.author, state: of.state, version: of.lastVersion, approver: of.approver },
    card: briefCard(about),
    createdAt: of.createdAt.toISOString(),
    waitingSince: mine?.since?.toISOString() ?? null,
    standingInFor: mine === null || mine.person === reader.name ? null : mine.person,
  }
}
