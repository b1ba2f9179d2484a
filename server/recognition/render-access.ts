import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { asc, eq } from 'drizzle-orm'
import { languages, type Language } from '#kernel/language.ts'
import { asStorageFull } from '#platform/durable-file.ts'
import { objectIdOf, storeUser, type RecordsContext } from '#server/records/context.ts'
import { descriptionFile, descriptionPath } from '#server/records/record-form.ts'
import { accessPath } from '#server/records/record-rows.ts'
import { record, recordPage, recordRendition } from '#server/records/schema.ts'
import { textFile, textPath } from '#server/records/text-file.ts'
import { currentDescription } from '#server/records/write-description.ts'
import { writeAccessPdf, type AccessPage } from './access-pdf/write-access-pdf.ts'

/**
 * Makes the access rendition (PDF/A-2b with an invisible text layer) and keeps it, with the text, as
 * the next version of the record's object. A record without pictures gets its text only.
 */
export async function renderAccess(context: RecordsContext, id: string, workFolder: string): Promise<void> {
  const [found] = await context.db.select().from(record).where(eq(record.id, id))
  if (!found || found.state !== 'rendering') return
  const pages = await context.db.select().from(recordPage).where(eq(recordPage.record, id)).orderBy(asc(recordPage.page))
  const pictured = pages.flatMap((page) => (page.contentPath ? [{ ...page, contentPath: page.contentPath }] : []))
  await mkdir(workFolder, { recursive: true })
  const out = join(workFolder, `${id}.pdf`)
  try {
    const language = languages.find((one): one is Language => one === found.language) ?? null
    if (pictured.length > 0) await writeAccessPdf({ title: found.title, language, createdAt: found.createdAt, pages: pdfPages(context, id, pictured) }, out)
    const description = await currentDescription(context.db, id)
    const state = await context.store.publish({
      id: objectIdOf(id),
      add: [
        ...(pictured.length > 0 ? [{ path: accessPath, source: { file: out } }] : []),
        { path: textPath, source: { bytes: textFile(pages) } },
        ...(description ? [{ path: descriptionPath, source: { bytes: descriptionFile(description) } }] : []),
      ],
      message: 'Text and access rendition',
      user: storeUser,
      createdAt: found.readAt ?? found.createdAt,
    })
    const access = state.files.find((file) => file.path === accessPath)
    await context.db.transaction(async (tx) => {
      if (access)
        await tx
          .insert(recordRendition)
          .values({ record: id, name: 'access', path: accessPath, mediaType: 'application/pdf', bytes: access.bytes, sha512: access.sha512 })
          .onConflictDoUpdate({ target: [recordRendition.record, recordRendition.name, recordRendition.path], set: { bytes: access.bytes, sha512: access.sha512 } })
      await tx.update(record).set({ state: 'indexing' }).where(eq(record.id, id))
      await context.outbox.announce(tx, 'record.rendered', id)
    })
  } catch (error) {
    throw asStorageFull(error)
  } finally {
    await rm(out, { force: true })
  }
  context.outbox.wake()
}

type Page = typeof recordPage.$inferSelect

async function* pdfPages(context: RecordsContext, id: string, pages: (Page & { contentPath: string })[]): AsyncGenerator<AccessPage> {
  for (const { contentPath, turn, widthPx, heightPx, dpi, words } of pages) {
    yield {
      image: await context.store.locate(objectIdOf(id), contentPath),
      turn,
      widthPx: widthPx ?? 1,
      heightPx: heightPx ?? 1,
      dpi,
      words: words.map(([text, x, y, width, height, confidence, line]) => ({ text, box: [x, y, width, height], confidence, line })),
    }
  }
}
