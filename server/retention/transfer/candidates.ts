import { and, eq, exists, gte, inArray, isNotNull, lte, not, or, sql, type SQL } from 'drizzle-orm'
import type { CandidateList } from '#contract/transfer.ts'
import type { Db } from '#platform/database.ts'
import { fileClass, house } from '#server/file-plan/classes.ts'
import { file } from '#server/file-plan/schema.ts'
import { actLine } from '../acts/schema.ts'
import { retentionStatus as status } from '../schema.ts'

export type CandidateFilter = { fonds?: string | undefined; from?: number | undefined; to?: number | undefined }

const fondsOf = sql<string>`coalesce(${fileClass.fonds}, ${house.fonds})`
const closingYear = sql<number>`substr(${file.closedOn}, 1, 4)::int`

/** Closed files that are kept for good or to be handed over, on no living act, by the answers as last computed. */
function candidateCondition(db: Db, { fonds, from, to }: CandidateFilter): SQL | undefined {
  const living = db.select({ one: sql`1` }).from(actLine).where(and(eq(actLine.subjectKind, 'file'), eq(actLine.subject, file.id), inArray(actLine.state, ['proposed', 'agreed', 'executing'])))
  return and(
    eq(status.subjectKind, 'file'),
    or(eq(status.baseState, 'permanent'), eq(status.action, 'transfer')),
    eq(file.state, 'closed'),
    isNotNull(file.closedOn),
    not(exists(living)),
    fonds === undefined ? undefined : eq(fondsOf, fonds),
    from === undefined ? undefined : gte(closingYear, from),
    to === undefined ? undefined : lte(closingYear, to),
  )
}

/** How many files of each fonds and year wait for an inventory. */
export async function countCandidates(db: Db, filter: CandidateFilter): Promise<CandidateList> {
  const rows = await db
    .select({ fonds: fondsOf.as('fonds_of'), year: closingYear.as('year_of'), files: sql<number>`count(*)::int` })
    .from(status)
    .innerJoin(file, eq(file.id, status.subject))
    .leftJoin(fileClass, eq(fileClass.code, file.class))
    .where(candidateCondition(db, filter))
    .groupBy(sql`1`, sql`2`)
    .orderBy(sql`1`, sql`2`)
  return { total: rows.reduce((sum, { files }) => sum + files, 0), years: rows }
}

/** The files themselves in the order of an inventory: by year, class and index; at most `most` and one more. */
export async function candidateFiles(db: Db, filter: CandidateFilter, most: number): Promise<string[]> {
  const rows = await db
    .select({ id: file.id })
    .from(status)
    .innerJoin(file, eq(file.id, status.subject))
    .leftJoin(fileClass, eq(fileClass.code, file.class))
    .where(candidateCondition(db, filter))
    .orderBy(closingYear, file.class, file.number)
    .limit(most + 1)
  return rows.map(({ id }) => id)
}
