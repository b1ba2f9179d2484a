import { asc, count, desc, inArray, isNull, lte, and, sql } from 'drizzle-orm'
import type { HoldView } from '#contract/holds.ts'
import type { Db } from '#platform/database.ts'
import { file, person } from '#server/file-plan/schema.ts'
import { hold, holdScope, type HoldScope } from './schema.ts'

type Row = typeof hold.$inferSelect
type Scope = { kind: HoldScope; target: string }

/** Holds, those in force first and among them by the day of their review. `today` as a civil date. */
export async function listHolds(db: Db, today: string, page: { released: boolean; limit: number; offset: number }): Promise<{ total: number; holds: HoldView[] }> {
  const wanted = page.released ? undefined : isNull(hold.releasedAt)
  const [counted] = await db.select({ total: count() }).from(hold).where(wanted)
  const rows = await db.select().from(hold).where(wanted).orderBy(sql`${hold.releasedAt} is not null`, asc(hold.reviewOn), desc(hold.placedAt)).limit(page.limit).offset(page.offset)
  return { total: counted?.total ?? 0, holds: await presentHolds(db, rows, today) }
}

/** How many holds are in force, and how many of them are due for review on that day. */
export async function countHolds(db: Db, today: string): Promise<{ active: number; reviewDue: number }> {
  const [active] = await db.select({ count: count() }).from(hold).where(isNull(hold.releasedAt))
  const [due] = await db.select({ count: count() }).from(hold).where(and(isNull(hold.releasedAt), lte(hold.reviewOn, today)))
  return { active: active?.count ?? 0, reviewDue: due?.count ?? 0 }
}

/** Holds as people read them: what they reach by, in words. */
export async function presentHolds(db: Db, rows: readonly Row[], today: string): Promise<HoldView[]> {
  const scopes = rows.length === 0 ? [] : await db.select().from(holdScope).where(inArray(holdScope.hold, rows.map((row) => row.id))).orderBy(asc(holdScope.kind), asc(holdScope.target))
  const names = await namesOf(db, scopes)
  const byHold = Map.groupBy(scopes, (scope) => scope.hold)
  return rows.map((row) => ({
    number: row.number,
    reason: row.reason,
    authority: row.authority,
    from: row.fromOn,
    reviewOn: row.reviewOn,
    reviewDue: row.releasedAt === null && row.reviewOn <= today,
    placedBy: row.placedBy,
    placedAt: row.placedAt.toISOString(),
    released: row.releasedAt === null ? null : { on: row.releasedOn ?? '', by: row.releasedBy ?? '', reason: row.releaseReason ?? '' },
    scopes: (byHold.get(row.id) ?? []).map(({ kind, target }) => ({ kind, target, name: names.get(`${kind} ${target}`) ?? target })),
  }))
}

async function namesOf(db: Db, scopes: readonly Scope[]): Promise<ReadonlyMap<string, string>> {
  const of = (kind: HoldScope) => scopes.filter((scope) => scope.kind === kind).map((scope) => scope.target)
  const [files, people, records] = [of('file'), of('person'), of('record')]
  const names = new Map<string, string>()
  if (files.length > 0) for (const one of await db.select().from(file).where(inArray(file.id, files))) names.set(`file ${one.id}`, `${one.class} ${one.number}`)
  if (people.length > 0) for (const one of await db.select().from(person).where(inArray(person.id, people))) names.set(`person ${one.id}`, one.name)
  if (records.length > 0) for (const one of (await db.execute<{ id: string; title: string }>(sql`select id, title from record where id in ${records}`)).rows) names.set(`record ${one.id}`, one.title)
  return names
}
