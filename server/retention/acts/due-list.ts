import { and, asc, count, eq, exists, gte, inArray, isNull, lt, not, or, sql, type SQL } from 'drizzle-orm'
import type { DueFilter, DueList } from '#contract/acts.ts'
import type { Db } from '#platform/database.ts'
import { fileClass, house } from '#server/file-plan/classes.ts'
import { file } from '#server/file-plan/schema.ts'
import { record } from '#server/records/schema.ts'
import { retentionStatus as status } from '../schema.ts'
import type { Subject } from '../subject.ts'
import { actLine, keepDecision } from './schema.ts'

/**
 * What has reached its date and is on no living act, by the answers as last computed: a list to choose from that decides
 * nothing, since proposing judges each subject anew. A file stands for its records where the unit of the rule is the file.
 */
export async function listDue(db: Db, filter: DueFilter, page: { limit: number; offset: number }): Promise<DueList> {
  const where = dueCondition(db, filter)
  const from = () => db.select(columns).from(status).leftJoin(fileClass, eq(fileClass.code, status.class)).leftJoin(file, isOf('file', file.id)).leftJoin(record, isOf('record', record.id))
  const rows = await from().where(where).orderBy(asc(status.eligibleOn), asc(status.class), asc(status.subject)).limit(page.limit).offset(page.offset)
  const groups = await db
    .select({ class: status.class, schedule: status.schedule, rule: status.rule, count: count() })
    .from(status)
    .leftJoin(fileClass, eq(fileClass.code, status.class))
    .where(where)
    .groupBy(status.class, status.schedule, status.rule)
    .orderBy(asc(status.class), asc(status.rule))
  return {
    total: groups.reduce((sum, group) => sum + group.count, 0),
    groups,
    items: rows.map(({ fileTitle, recordTitle, fileOfRecord, fileNumber, ...row }) => ({ ...row, title: (row.kind === 'file' ? (fileTitle ?? fileNumber) : recordTitle) ?? '', fileNumber: row.kind === 'file' ? fileNumber : fileOfRecord })),
  }
}

/** The subjects that a filter gives, at most `most` and one more. */
export async function dueSubjects(db: Db, filter: DueFilter, most: number): Promise<Subject[]> {
  const rows = await db
    .select({ kind: status.subjectKind, id: status.subject })
    .from(status)
    .leftJoin(fileClass, eq(fileClass.code, status.class))
    .where(dueCondition(db, filter))
    .orderBy(asc(status.class), asc(status.eligibleOn), asc(status.subject))
    .limit(most + 1)
  return rows
}

const isOf = (kind: Subject['kind'], column: SQL | typeof file.id | typeof record.id) => and(eq(status.subjectKind, kind), eq(sql`${column}`, status.subject))
const paper = sql<boolean>`exists (select 1 from paper_copy p where p.state = 'kept' and (p.subject_kind, p.subject) = (${status.subjectKind}, ${status.subject}))`

const columns = {
  kind: status.subjectKind,
  id: status.subject,
  class: status.class,
  fonds: sql<string>`coalesce(${fileClass.fonds}, ${house.fonds})`,
  fileTitle: file.title,
  fileNumber: file.number,
  recordTitle: record.title,
  fileOfRecord: record.file,
  eligibleOn: status.eligibleOn,
  action: status.action,
  schedule: status.schedule,
  version: status.version,
  rule: status.rule,
  marks: status.marks,
  paper,
}

function dueCondition(db: Db, filter: DueFilter): SQL | undefined {
  const living = db.select({ one: sql`1` }).from(actLine).where(and(eq(actLine.subjectKind, status.subjectKind), eq(actLine.subject, status.subject), inArray(actLine.state, ['proposed', 'agreed', 'executing'])))
  const kept = db
    .select({ one: sql`1` })
    .from(keepDecision)
    .where(and(eq(keepDecision.subjectKind, status.subjectKind), eq(keepDecision.subject, status.subject), isNull(keepDecision.retractedAt), isNull(keepDecision.until), or(isNull(keepDecision.rule), eq(keepDecision.rule, status.rule))))
  return and(
    eq(status.state, 'eligible'),
    eq(status.baseState, 'eligible'),
    inArray(status.action, ['destroy', 'review']),
    eq(status.unit, status.subjectKind),
    filter.class === undefined ? undefined : eq(status.class, filter.class),
    filter.fonds === undefined ? undefined : eq(columns.fonds, filter.fonds),
    filter.schedule === undefined ? undefined : eq(status.schedule, filter.schedule),
    filter.rule === undefined ? undefined : eq(status.rule, filter.rule),
    filter.year === undefined ? undefined : and(gte(status.eligibleOn, `${year(filter.year)}-01-01`), lt(status.eligibleOn, `${year(filter.year + 1)}-01-01`)),
    not(exists(living)),
    not(exists(kept)),
  )
}

const year = (number: number): string => String(number).padStart(4, '0')
