import { and, eq } from 'drizzle-orm'
import { createHash } from 'node:crypto'
import { appendAudit } from '#server/audit/append.ts'
import { fileClass } from '#server/capture/file-plan.ts'
import { OpisError } from '#kernel/errors.ts'
import { newId } from '#kernel/ids.ts'
import { limits } from '#kernel/limits.ts'
import type { ImportedFile } from './imported-file.ts'
import { objectIdOf, storeUser, type RecordsContext } from './context.ts'
import { describeRecord } from './describe-record.ts'
import { record, recordEvent, recordPage, recordRendition } from './schema.ts'

export type ImportOrder = { name: string; class?: string | undefined; date?: string | undefined; file: ImportedFile }

/**
 * Makes one file a record. The very same bytes are not archived twice: the record that has them is
 * named instead. The store comes before the rows; a kill between them leaves an object without rows,
 * which `rebuild` brings back.
 */
export async function importFile(context: RecordsContext, order: ImportOrder, actor: string): Promise<{ record: string | null; duplicateOf: string | null; pages: number }> {
  const { file } = order
  if (file.pages.length > limits.pagesPerFile) throw new OpisError('too-many-pages', `A file may have ${limits.pagesPerFile} pages. Divide it.`)
  const sha512 = createHash('sha512').update(file.original).digest('hex')
  const twin = await duplicateOf(context, sha512)
  if (twin) return { record: null, duplicateOf: twin, pages: 0 }
  const known = order.class ? (await context.db.select().from(fileClass).where(eq(fileClass.code, order.class)))[0] : undefined
  if (order.class && !known) throw new OpisError('not-found', `There is no class ${order.class} in the file plan.`)
  const id = newId()
  const createdAt = context.clock.now()
  const originalPath = `original/${file.storedName}`
  const pages = file.pages.map((page, index) => ({ page: index + 1, path: page.picture ? (page.picture === 'original' ? originalPath : pagePath(index)) : null, image: null }))
  const description = describeRecord({ id, class: known ?? null, file: null, date: order.date ?? null, source: order.name, cover: null, batch: null, createdAt, pages })
  const drawn = file.pages.flatMap((page, index) => (page.picture && page.picture !== 'original' ? [{ path: pagePath(index), source: { bytes: page.picture.bytes } }] : []))
  const state = await context.store.publish({
    id: objectIdOf(id),
    add: [{ path: originalPath, source: { bytes: file.original }, sha512 }, ...drawn, { path: 'record.json', source: { bytes: Buffer.from(`${JSON.stringify(description, null, 2)}\n`) } }],
    message: 'Record imported',
    user: storeUser,
    createdAt,
  })
  const digests = new Map(state.files.map((stored) => [stored.path, stored.sha512]))
  await context.db.transaction(async (tx) => {
    const { title, class: code, unit, wholeHouse } = description
    await tx.insert(record).values({ id, title, class: code, recordDate: order.date ?? null, source: order.name, unit, wholeHouse, state: 'reading', createdAt })
    await tx.insert(recordRendition).values({ record: id, name: 'original', path: originalPath, mediaType: file.mediaType, bytes: file.original.byteLength, sha512 })
    for (const [index, page] of file.pages.entries()) {
      const contentPath = pages[index]?.path ?? null
      const measures = page.picture ? { widthPx: page.widthPx ?? null, heightPx: page.heightPx ?? null, dpi: page.dpi ?? null } : {}
      await tx.insert(recordPage).values({ id: newId(), record: id, page: index + 1, contentPath, sha512: contentPath ? (digests.get(contentPath) ?? null) : null, mediaType: contentPath ? 'image/png' : null, text: page.text ?? '', language: page.language ?? null, ...measures })
    }
    if (order.date) await tx.insert(recordEvent).values({ id: newId(), record: id, event: 'record.date', date: order.date, evidence: order.name, recordedBy: actor, recordedAt: createdAt })
    await context.outbox.announce(tx, 'record.published', id)
    await appendAudit(tx, { actor, action: 'records.import', object: `record:${id}`, details: { pages: file.pages.length, bytes: file.original.byteLength } }, createdAt)
  })
  context.outbox.wake()
  return { record: id, duplicateOf: null, pages: file.pages.length }
}

const pagePath = (index: number) => `pages/${String(index + 1).padStart(4, '0')}.png`

async function duplicateOf(context: RecordsContext, sha512: string): Promise<string | null> {
  const [twin] = await context.db
    .select({ record: recordRendition.record })
    .from(recordRendition)
    .where(and(eq(recordRendition.sha512, sha512), eq(recordRendition.name, 'original')))
    .limit(1)
  return twin?.record ?? null
}
