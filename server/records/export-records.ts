import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { and, asc, eq, gt, or, sql, type SQL } from 'drizzle-orm'
import { OpisError } from '#kernel/errors.ts'
import type { TarFile } from '#platform/tar/write-tar.ts'
import { appendAudit } from '#server/audit/append.ts'
import type { RecordFilter } from '#server/identity/permissions.ts'
import type { ObjectState } from '#server/storage/content-store.ts'
import { objectIdOf, type RecordsContext } from './context.ts'
import { descriptionForReaders } from './description-for-readers.ts'
import { descriptionPath } from './record-form.ts'
import { record } from './schema.ts'
import { seeRecord, visibleTo } from './visible.ts'

/** One record, a file of the file plan, or everything. */
export type Selection = { record?: string | undefined; file?: string | undefined }

/** The last file of an export: what was given out, and what was not because it is damaged. */
export type ExportReport = { records: number; files: number; bytes: number; bad: { record: string; fault: string }[] }

export const reportPath = 'export-report.json'
/** Checksums of a record's files as `sha512sum` writes and checks them; goes before them. */
export const manifestName = 'manifest-sha512.txt'

const pageSize = 100
const before = '00000000-0000-0000-0000-000000000000'

/**
 * The newest version of every record that is selected and may be seen, each in a folder of its id. The
 * rights are asked anew for each page of records. A record of which a byte is wrong is named in the report instead. Errors:
 * `not-found`, before anything is given out, when there is nothing of that name.
 */
export async function exportRecords(context: RecordsContext, selection: Selection, filter: RecordFilter, actor: string): Promise<AsyncGenerator<TarFile>> {
  if (selection.record !== undefined) await seeRecord(context.db, filter, selection.record)
  else if (selection.file !== undefined && (await idsBehind(context, selection, filter, before)).length === 0) throw new OpisError('not-found', 'There is no such file, or you may not see its records.')
  const object = selection.record === undefined ? 'records' : `record:${selection.record}`
  await context.db.transaction((tx) => appendAudit(tx, { actor, action: 'records.export', object, details: { file: selection.file ?? null } }, context.clock.now()))
  return files(context, selection, filter)
}

async function* files(context: RecordsContext, selection: Selection, filter: RecordFilter): AsyncGenerator<TarFile> {
  const report: ExportReport = { records: 0, files: 0, bytes: 0, bad: [] }
  for (let ids = await idsBehind(context, selection, filter, before); ids.length > 0; ids = await idsBehind(context, selection, filter, ids.at(-1) ?? before)) {
    for (const id of ids) yield* filesOf(context, id, report, filter)
  }
  yield textFile(reportPath, JSON.stringify(report))
}

async function* filesOf(context: RecordsContext, id: string, report: ExportReport, filter: RecordFilter): AsyncGenerator<TarFile> {
  const object = objectIdOf(id)
  const fault = await faultOf(context, object)
  const state = fault === null ? await context.store.state(object) : null
  if (!state) {
    report.bad.push({ record: id, fault: fault ?? 'The object is not in the store.' })
    return
  }
  const described = filter.kind === 'all' ? null : Buffer.from(descriptionForReaders(await context.store.read(object, descriptionPath)))
  const shown = state.files.map((file) => (described !== null && file.path === descriptionPath ? { ...file, bytes: described.byteLength, sha512: createHash('sha512').update(described).digest('hex') } : file))
  yield textFile(`${id}/${manifestName}`, manifestOf(shown))
  for (const { path, bytes } of shown) {
    yield { path: `${id}/${path}`, bytes, content: described !== null && path === descriptionPath ? Readable.from([described]) : (await context.store.open(object, path)).stream }
    report.bytes += bytes
  }
  report.records += 1
  report.files += state.files.length
}

async function faultOf(context: RecordsContext, object: string): Promise<string | null> {
  const [first] = await context.store.verify(object, { full: true })
  return first ? `${first.file}: ${first.fault}` : null
}

const manifestOf = (files: ObjectState['files']) => files.map(({ path, sha512 }) => `${sha512}  ${path}\n`).join('')

function textFile(path: string, text: string): TarFile {
  const bytes = Buffer.from(text)
  return { path, bytes: bytes.byteLength, content: Readable.from([bytes]) }
}

/** A record may lie in files beside the one that it names. */
const liesIn = (number: string): SQL => sql`exists (select 1 from file_member m join file f on f.id = m.file where m.record = "record"."id" and m.ended_at is null and f.number = ${number})`

async function idsBehind(context: RecordsContext, { record: id, file }: Selection, filter: RecordFilter, last: string): Promise<string[]> {
  const conditions: (SQL | undefined)[] = [gt(record.id, last), visibleTo(filter), id === undefined ? undefined : eq(record.id, id), file === undefined ? undefined : or(eq(record.file, file), liesIn(file))]
  const rows = await context.db
    .select({ id: record.id })
    .from(record)
    .where(and(...conditions))
    .orderBy(asc(record.id))
    .limit(pageSize)
  return rows.map((row) => row.id)
}
