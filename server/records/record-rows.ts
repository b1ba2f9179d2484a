import { newId } from '#kernel/ids.ts'
import type { Tx } from '#platform/database.ts'
import { fact } from '#server/file-plan/schema.ts'
import type { StoredFile } from '#server/storage/content-store.ts'
import type { RecordsContext } from './context.ts'
import { factRow, fileRecord } from './file-record.ts'
import type { RecordDescription } from './record-form.ts'
import { record, recordPage, recordRendition, type RecordState } from './schema.ts'
import type { TextPage } from './text-file.ts'

/** Where the access rendition lies in a record's object. */
export const accessPath = 'access/record.pdf'

/** What the object of a record tells: its description, what was read if anything was, and its files. */
export type ObjectContent = { description: RecordDescription; text: readonly TextPage[] | null; files: readonly StoredFile[] }

/** The rows of a record as its object tells them: the same for a new record and for one that is restored. */
export function recordRows({ description, text, files }: ObjectContent, state: RecordState) {
  const { id, title, class: code, file, date, source, cover, batch, unit, wholeHouse, language, createdAt, readAt } = description
  const stored = new Map(files.map((one) => [one.path, one]))
  const read = new Map((text ?? []).map((page) => [page.page, page]))
  const rendition = (name: 'original' | 'access', path: string, mediaType: string): typeof recordRendition.$inferInsert => ({
    ...{ record: id, name, path, mediaType },
    bytes: stored.get(path)?.bytes ?? 0,
    sha512: stored.get(path)?.sha512 ?? '',
  })
  const pages = description.pages.map(({ page, path, image, mediaType, widthPx, heightPx, dpi }): typeof recordPage.$inferInsert => ({
    ...{ id: newId(), record: id, page, batchImage: image, contentPath: path, mediaType, widthPx, heightPx, dpi },
    sha512: path === null ? null : (stored.get(path)?.sha512 ?? null),
    ...read.get(page),
  }))
  return {
    record: { id, title, class: code, file, recordDate: date, source, cover, batch, unit, wholeHouse, language, state, createdAt: new Date(createdAt), readAt: readAt === null ? null : new Date(readAt) },
    pages,
    renditions: [...description.originals.map(({ path, mediaType }) => rendition('original', path, mediaType)), ...(stored.has(accessPath) ? [rendition('access', accessPath, 'application/pdf')] : [])],
    events: description.events.map((event) => factRow('record', id, event)),
  }
}

/** Adds the rows of a record; false when it is there already: then nothing changes. */
export async function insertRecord(context: Pick<RecordsContext, 'outbox' | 'clock'>, tx: Tx, content: ObjectContent, state: RecordState): Promise<boolean> {
  const rows = recordRows(content, state)
  const added = await tx.insert(record).values(rows.record).onConflictDoNothing().returning({ id: record.id })
  if (added.length === 0) return false
  for (const page of rows.pages) await tx.insert(recordPage).values(page)
  for (const one of rows.renditions) await tx.insert(recordRendition).values(one)
  for (const event of rows.events) await tx.insert(fact).values(event)
  await fileRecord(context, tx, content.description)
  return true
}
