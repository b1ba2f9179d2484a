import { and, count, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { noticeList, noticeQuery, noticesSeen } from '#contract/notices.ts'
import type { Db } from '#platform/database.ts'
import { notice } from '../schema.ts'

/** What a person was told, the newest first, a page at a time. */
export async function listNotices(db: Db, person: string, { unseen, before, limit }: z.output<typeof noticeQuery>): Promise<z.input<typeof noticeList>> {
  const older = before === undefined ? undefined : sql`(${notice.madeAt}, ${notice.id}) < (select made_at, id from notice where id = ${before} and person = ${person})`
  const rows = await db
    .select()
    .from(notice)
    .where(and(eq(notice.person, person), unseen === 'true' ? isNull(notice.seenAt) : undefined, older))
    .orderBy(desc(notice.madeAt), desc(notice.id))
    .limit(limit + 1)
  const page = rows.slice(0, limit)
  return {
    notices: page.map(({ id, kind, card, assignment, facts, madeAt, seenAt }) => ({ id, kind, card, assignment, facts, madeAt: madeAt.toISOString(), seenAt: seenAt?.toISOString() ?? null })),
    unseen: await countUnseen(db, person),
    next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  }
}

/** How many of them the person has not seen. */
export async function countUnseen(db: Db, person: string): Promise<number> {
  const [found] = await db.select({ unseen: count() }).from(notice).where(and(eq(notice.person, person), isNull(notice.seenAt)))
  return found?.unseen ?? 0
}

/** Notes that the person has seen those, or all. Those of others stay as they are. */
export async function markSeen(db: Db, person: string, which: z.output<typeof noticesSeen>, now: Date): Promise<void> {
  await db.update(notice).set({ seenAt: now }).where(and(eq(notice.person, person), isNull(notice.seenAt), 'ids' in which ? inArray(notice.id, which.ids) : undefined))
}
