import { and, asc, count, eq, ilike, inArray, isNull, or, sql, type SQL } from 'drizzle-orm'
import type { Db } from '#platform/database.ts'
import type { RecordFilter } from '#server/identity/permissions.ts'
import { noSuchFile, type File } from './change-file.ts'
import { fileClass } from './classes.ts'
import type { FilePlanContext } from './context.ts'
import { file, fileMember, fileVolume, type FileState } from './schema.ts'

export type FileQuery = { class?: string | undefined; state?: FileState | undefined; q?: string | undefined; record?: string | undefined; number?: string | undefined; limit: number; after?: string | undefined }
export type ListedFile = File & { records: number; volumes: number }

/** The rights filter for files: those of classes of the whole house and of the user's units. */
export function filesVisibleTo(filter: RecordFilter): SQL | undefined {
  if (filter.kind === 'all') return sql`true`
  return or(eq(fileClass.wholeHouse, true), filter.units.length > 0 ? inArray(fileClass.unit, [...filter.units]) : sql`false`)
}

/** Files in the order of class and index. `after`: the id of the last one of the page before. */
export async function listFiles(context: FilePlanContext, filter: RecordFilter, query: FileQuery): Promise<ListedFile[]> {
  const letters = query.q === undefined ? undefined : `%${query.q.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  const wanted = [
    filesVisibleTo(filter),
    query.class === undefined ? undefined : eq(file.class, query.class),
    query.state === undefined ? undefined : eq(file.state, query.state),
    query.number === undefined ? undefined : eq(file.number, query.number),
    letters === undefined ? undefined : or(ilike(file.number, letters), ilike(file.title, letters)),
    query.record === undefined ? undefined : sql`exists (select 1 from file_member m where m.file = ${file.id} and m.record = ${query.record}::uuid and m.ended_at is null)`,
    query.after === undefined ? undefined : sql`(${file.class}, ${file.number}) > (select class, number from file where id = ${query.after}::uuid)`,
  ]
  const rows = await context.db.select({ file }).from(file).innerJoin(fileClass, eq(fileClass.code, file.class)).where(and(...wanted)).orderBy(asc(file.class), asc(file.number)).limit(query.limit)
  return counted(context, filter, rows.map((row) => row.file))
}

/** Records that the reader may not see are not counted either. */
async function counted({ db, records: below }: FilePlanContext, filter: RecordFilter, files: readonly File[]): Promise<ListedFile[]> {
  const ids = files.map((one) => one.id)
  if (ids.length === 0) return []
  const records = await db.select({ file: fileMember.file, count: count() }).from(fileMember).where(and(inArray(fileMember.file, ids), isNull(fileMember.endedAt), sql`${fileMember.record} in (${below.among(filter)})`)).groupBy(fileMember.file)
  const volumes = await db.select({ file: fileVolume.file, count: count() }).from(fileVolume).where(inArray(fileVolume.file, ids)).groupBy(fileVolume.file)
  const of = (counts: readonly { file: string; count: number }[]) => new Map(counts.map((one) => [one.file, one.count]))
  const [inFile, parts] = [of(records), of(volumes)]
  return files.map((one) => ({ ...one, records: inFile.get(one.id) ?? 0, volumes: parts.get(one.id) ?? 0 }))
}

/** The file, or `no-such-file` alike for one that does not exist and one that may not be seen. */
export async function seeFile(db: Db, filter: RecordFilter, id: string): Promise<File> {
  const [found] = await db.select({ file }).from(file).innerJoin(fileClass, eq(fileClass.code, file.class)).where(and(eq(file.id, id), filesVisibleTo(filter)))
  if (!found) throw noSuchFile()
  return found.file
}
