import { and, eq, exists, notExists, sql } from 'drizzle-orm'
import { createHash } from 'node:crypto'
import { appendAudit } from '#server/audit/append.ts'
import { fileClass } from '#server/file-plan/classes.ts'
import { OpisError } from '#kernel/errors.ts'
import { newId } from '#kernel/ids.ts'
import { limits } from '#kernel/limits.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Db, Tx } from '#platform/database.ts'
import { cardRecord } from '#server/registry/schema.ts'
import type { ImportedFile } from './imported-file.ts'
import { objectIdOf, storeUser, type RecordsContext } from './context.ts'
import { describeRecord } from './describe-record.ts'
import { descriptionFile, descriptionPath, type RecordDescription } from './record-form.ts'
import { insertRecord } from './record-rows.ts'
import { importClaim, recordRendition } from './schema.ts'
import { plainTextPage, textFile, textPath, type TextPage } from './text-file.ts'

export type ImportOrder = {
  name: string
  class?: string | undefined
  date?: string | undefined
  title?: string | undefined
  file: ImportedFile
  /**
   * A card whose paper it is. The same bytes laid to two cards are two records: else the second would show its people a
   * record of others. `link` writes what ties the record to the card in the same transaction.
   */
  ofCard?: { card: string; link: (tx: Tx, record: string) => Promise<void> } | undefined
}
export type Imported = { record: string | null; duplicateOf: string | null; pages: number }

/**
 * Makes one file a record. The very same bytes are not archived twice: the record that has them is
 * named instead, also when both come at once. The store comes before the rows; after a kill between
 * them the same bytes become the same record, and `rebuild` brings it back without them.
 */
export async function importFile(context: RecordsContext, order: ImportOrder, actor: string): Promise<Imported> {
  const { file } = order
  if (file.pages.length > limits.pagesPerFile) throw new OpisError('too-many-pages', `A file may have ${limits.pagesPerFile} pages. Divide it.`)
  const sha512 = createHash('sha512').update(file.original).digest('hex')
  const card = order.ofCard?.card ?? null
  const twin = await duplicateOf(context.db, sha512, card)
  if (twin) return { record: null, duplicateOf: twin, pages: 0 }
  const known = order.class ? ((await context.db.select().from(fileClass).where(eq(fileClass.code, order.class)))[0] ?? null) : null
  if (order.class && !known) throw refusal('unknown-class', { class: order.class }, `There is no class ${order.class} in the file plan.`)
  for (;;) {
    // Committed before the store is written: who comes after a kill finds under which id it was.
    await context.db.insert(importClaim).values({ sha512: claimOf(sha512, card), record: newId(), claimedAt: context.clock.now() }).onConflictDoNothing()
    const done = await context.db.transaction((tx) => importClaimed(context, tx, { ...order, sha512, known, actor }))
    context.outbox.wake()
    if (done) return done
  }
}

type Claimed = ImportOrder & { sha512: string; known: typeof fileClass.$inferSelect | null; actor: string }

/** The row of the claim is the lock: a second import of the bytes waits here, then finds the record. Null: the claim went meanwhile. */
async function importClaimed(context: RecordsContext, tx: Tx, order: Claimed): Promise<Imported | null> {
  const { file, sha512, actor } = order
  const card = order.ofCard?.card ?? null
  const ofBytes = eq(importClaim.sha512, claimOf(sha512, card))
  const [claim] = await tx.select().from(importClaim).where(ofBytes).for('update')
  const twin = await duplicateOf(tx, sha512, card)
  if (twin) {
    await tx.delete(importClaim).where(ofBytes)
    return { record: null, duplicateOf: twin, pages: 0 }
  }
  if (!claim) return null
  const { record: id, claimedAt } = claim
  const description = describe(order, id, claimedAt)
  const text = file.pages.every((page) => page.picture === undefined) ? file.pages.map((page, index) => plainTextPage(index + 1, page.text ?? '', page.language ?? null)) : null
  const { files } = await context.store.publish({ id: objectIdOf(id), add: filesOf(order, description, text), message: 'Record imported', user: storeUser, createdAt: claimedAt })
  await insertRecord(context, tx, { description, text, files }, 'reading')
  await order.ofCard?.link(tx, id)
  await tx.delete(importClaim).where(ofBytes)
  await context.outbox.announce(tx, 'record.published', id)
  await appendAudit(tx, { actor, action: 'records.import', object: `record:${id}`, details: { pages: file.pages.length, bytes: file.original.byteLength } }, context.clock.now())
  return { record: id, duplicateOf: null, pages: file.pages.length }
}

function describe({ file, name, date, title, known, actor }: Claimed, id: string, createdAt: Date): RecordDescription {
  const original = { path: originalPath(file), mediaType: file.mediaType }
  const pages = file.pages.map(({ picture, widthPx, heightPx, dpi }, index) => {
    const where = picture === undefined ? { path: null, mediaType: null } : picture === 'original' ? original : { path: pagePath(index), mediaType: 'image/png' }
    return { page: index + 1, path: where.path, image: null, mediaType: where.mediaType, widthPx: widthPx ?? null, heightPx: heightPx ?? null, dpi: dpi ?? null }
  })
  return describeRecord({ id, class: known, file: null, date: date ?? null, source: name, title, cover: null, batch: null, createdAt, datedBy: actor, originals: [original], pages })
}

function filesOf({ file, sha512 }: Claimed, description: RecordDescription, text: TextPage[] | null) {
  const drawn = file.pages.flatMap((page, index) => (page.picture && page.picture !== 'original' ? [{ path: pagePath(index), source: { file: page.picture.file } }] : []))
  return [
    { path: originalPath(file), source: { bytes: file.original }, sha512 },
    ...drawn,
    ...(text ? [{ path: textPath, source: { bytes: textFile(text) } }] : []),
    { path: descriptionPath, source: { bytes: descriptionFile(description) } },
  ]
}

const originalPath = (file: ImportedFile) => `original/${file.storedName}`
const pagePath = (index: number) => `pages/${String(index + 1).padStart(4, '0')}.png`

const claimOf = (sha512: string, card: string | null) => (card === null ? sha512 : `${sha512} ${card}`)

/** The record that has these bytes: among those of one card, or among all that belong to none. */
async function duplicateOf(db: Db | Tx, sha512: string, card: string | null): Promise<string | null> {
  const links = db.select({ one: sql`1` }).from(cardRecord).where(and(eq(cardRecord.record, recordRendition.record), card === null ? undefined : eq(cardRecord.card, card)))
  const [twin] = await db
    .select({ record: recordRendition.record })
    .from(recordRendition)
    .where(and(eq(recordRendition.sha512, sha512), eq(recordRendition.name, 'original'), card === null ? notExists(links) : exists(links)))
    .limit(1)
  return twin?.record ?? null
}
