import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Db, Tx } from '#platform/database.ts'
import { fileClass, house } from '#server/file-plan/classes.ts'
import { file, fileMember, fileVolume, paperCopy } from '#server/file-plan/schema.ts'
import { record } from '#server/records/schema.ts'
import type { Subject } from '../subject.ts'

/** What a line of an act says of a subject beside the answer of the rules. */
export type Described = {
  readonly class: string | null
  readonly fonds: string
  readonly fileNumber: string | null
  readonly title: string
  readonly dateFirst: string | null
  readonly dateLast: string | null
  readonly volumes: number
  readonly sheets: number | null
  readonly carrier: 'digital' | 'paper' | 'both'
}

/** Titles, extreme dates, volumes, sheets and carriers, by id; what is not there is left out. */
export async function describeSubjects(db: Db | Tx, kind: Subject['kind'], ids: readonly string[], scanOnly: boolean): Promise<ReadonlyMap<string, Described>> {
  if (ids.length === 0) return new Map()
  const paper = await havingPaper(db, kind, ids)
  return kind === 'file' ? describeFiles(db, ids, paper, scanOnly) : describeRecords(db, ids, paper, scanOnly)
}

async function describeRecords(db: Db | Tx, ids: readonly string[], paper: ReadonlyMap<string, number>, scanOnly: boolean): Promise<ReadonlyMap<string, Described>> {
  const rows = await db
    .select({ id: record.id, class: record.class, title: record.title, date: record.recordDate, file: record.file, fonds: fileClass.fonds })
    .from(record)
    .leftJoin(fileClass, eq(fileClass.code, record.class))
    .where(inArray(record.id, [...ids]))
  return new Map(
    rows.map((row) => {
      const carrier = paper.has(row.id) && !scanOnly ? 'both' : 'digital'
      return [row.id, { class: row.class, fonds: row.fonds ?? house.fonds, fileNumber: row.file, title: row.title, dateFirst: row.date, dateLast: row.date, volumes: 1, sheets: paper.get(row.id) || null, carrier }]
    }),
  )
}

async function describeFiles(db: Db | Tx, ids: readonly string[], paper: ReadonlyMap<string, number>, scanOnly: boolean): Promise<ReadonlyMap<string, Described>> {
  const rows = await db
    .select({ id: file.id, class: file.class, number: file.number, title: file.title, openedOn: file.openedOn, closedOn: file.closedOn, fonds: fileClass.fonds })
    .from(file)
    .leftJoin(fileClass, eq(fileClass.code, file.class))
    .where(inArray(file.id, [...ids]))
  const volumes = new Map((await volumesOf(db, ids)).map((row) => [row.file, row]))
  const extremes = new Map((await extremesOf(db, ids)).map((row) => [row.file, row]))
  return new Map(
    rows.map((row) => {
      const [lies, counted] = [extremes.get(row.id), volumes.get(row.id)]
      const carrier = !paper.has(row.id) || (scanOnly && lies !== undefined) ? 'digital' : lies === undefined ? 'paper' : 'both'
      const dates = { dateFirst: lies?.first ?? row.openedOn, dateLast: lies?.last ?? row.closedOn ?? row.openedOn }
      return [row.id, { class: row.class, fonds: row.fonds ?? house.fonds, fileNumber: row.number, title: row.title ?? row.number, ...dates, volumes: counted?.volumes ?? 1, sheets: counted?.sheets ?? (paper.get(row.id) || null), carrier }]
    }),
  )
}

function volumesOf(db: Db | Tx, ids: readonly string[]) {
  return db
    .select({ file: fileVolume.file, volumes: sql<number>`count(*)::int`, sheets: sql<number | null>`sum(${fileVolume.sheets})::int` })
    .from(fileVolume)
    .where(inArray(fileVolume.file, [...ids]))
    .groupBy(fileVolume.file)
}

function extremesOf(db: Db | Tx, ids: readonly string[]) {
  return db
    .select({ file: fileMember.file, first: sql<string | null>`min(${record.recordDate})`, last: sql<string | null>`max(${record.recordDate})` })
    .from(fileMember)
    .innerJoin(record, eq(record.id, fileMember.record))
    .where(and(inArray(fileMember.file, [...ids]), isNull(fileMember.endedAt)))
    .groupBy(fileMember.file)
}

/** Sheets of paper that is kept, of a subject or of a record in the file; subjects without paper are left out. */
async function havingPaper(db: Db | Tx, kind: Subject['kind'], ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map()
  const own = await db.select({ id: paperCopy.subject, sheets: paperCopy.sheets }).from(paperCopy).where(and(eq(paperCopy.subjectKind, kind), inArray(paperCopy.subject, [...ids]), eq(paperCopy.state, 'kept')))
  const ofRecords =
    kind === 'record'
      ? []
      : await db
          .select({ id: fileMember.file, sheets: paperCopy.sheets })
          .from(paperCopy)
          .innerJoin(fileMember, and(eq(fileMember.record, paperCopy.subject), isNull(fileMember.endedAt)))
          .where(and(eq(paperCopy.subjectKind, 'record'), inArray(fileMember.file, [...ids]), eq(paperCopy.state, 'kept')))
  const sheets = new Map<string, number>()
  for (const row of [...own, ...ofRecords]) sheets.set(row.id, (sheets.get(row.id) ?? 0) + (row.sheets ?? 0))
  return sheets
}
