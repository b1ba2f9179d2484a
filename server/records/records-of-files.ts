import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Tx } from '#platform/database.ts'
import type { RecordsOfFiles } from '#server/file-plan/context.ts'
import { file, fileMember } from '#server/file-plan/schema.ts'
import { record } from './schema.ts'
import { visibleTo } from './visible.ts'

/** What records tell the file plan, which lies above them. */
export const recordsOfFiles: RecordsOfFiles = {
  async seen(db, filter, ids) {
    if (ids.length === 0) return []
    return db
      .select({ id: record.id, title: record.title, date: record.recordDate, pages: sql<number>`(select count(*)::int from record_page p where p.record = "record"."id")` })
      .from(record)
      .where(and(inArray(record.id, [...ids]), visibleTo(filter)))
  },
  among: (filter) => sql`select ${record.id} from ${record} where ${visibleTo(filter)}`,
  follow: followFiles,
}

/**
 * A record names one file by its index: that of a file in which it lies, kept while it is right, else the first of its own class, else
 * the first of all, else none. A record without a class names what its cover said.
 */
async function followFiles(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const records = await tx.select({ id: record.id, class: record.class, file: record.file }).from(record).where(inArray(record.id, [...ids]))
  const members = await tx
    .select({ record: fileMember.record, class: file.class, number: file.number })
    .from(fileMember)
    .innerJoin(file, eq(file.id, fileMember.file))
    .where(and(inArray(fileMember.record, [...ids]), isNull(fileMember.endedAt)))
    .orderBy(asc(fileMember.addedAt), asc(file.id))
  const lying = Map.groupBy(members, (member) => member.record)
  for (const one of records) {
    const files = lying.get(one.id) ?? []
    if (files.some((lies) => lies.number === one.file) || (files.length === 0 && one.class === null)) continue
    const next = files.find((lies) => lies.class === one.class) ?? files[0]
    await tx.update(record).set({ file: next?.number ?? null }).where(eq(record.id, one.id))
  }
}
