import { and, inArray, isNull } from 'drizzle-orm'
import type { Db, Tx } from '#platform/database.ts'
import type { Outbox } from '#platform/outbox.ts'
import { fileMember } from './schema.ts'

/** Ids of the records that lie in some files now. */
export async function recordsIn(db: Db | Tx, files: readonly string[]): Promise<string[]> {
  if (files.length === 0) return []
  const rows = await db.select({ record: fileMember.record }).from(fileMember).where(and(inArray(fileMember.file, [...files]), isNull(fileMember.endedAt)))
  return [...new Set(rows.map((row) => row.record))]
}

/** Ids of the files in which some records lie now. */
export async function filesOf(db: Db | Tx, records: readonly string[]): Promise<string[]> {
  if (records.length === 0) return []
  const rows = await db.select({ file: fileMember.file }).from(fileMember).where(and(inArray(fileMember.record, [...records]), isNull(fileMember.endedAt)))
  return [...new Set(rows.map((row) => row.file))]
}

/** Something by which files and every record in them are kept has changed. */
export async function announceFiles(tx: Tx, outbox: Outbox, files: readonly string[]): Promise<void> {
  await outbox.announceEach(tx, 'file.facts-changed', files)
  await outbox.announceEach(tx, 'record.duties-changed', await recordsIn(tx, files))
}

/** Something is known of some records that also counts for the files in which they lie. */
export async function announceRecords(tx: Tx, outbox: Outbox, records: readonly string[]): Promise<void> {
  await outbox.announceEach(tx, 'file.facts-changed', await filesOf(tx, records))
  await outbox.announceEach(tx, 'record.facts-changed', records)
}
