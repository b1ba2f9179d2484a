import { and, eq } from 'drizzle-orm'
import { OpisError } from '#kernel/errors.ts'
import { batchImage } from '#server/capture/schema.ts'
import { objectIdOf, type RecordsContext } from './context.ts'
import { recordPage } from './schema.ts'

type Turn = 0 | 90 | 180 | 270

/** What records needs of the part that draws pictures: cached by checksum and turn. */
export type Pictures = {
  thumbnail(image: { file: string; sha512: string; turn: Turn }): Promise<Uint8Array>
  tile(image: { file: string; sha512: string; turn: Turn }, tile: { level: number; x: number; y: number }): Promise<Uint8Array>
  size(image: { file: string; sha512: string; turn: Turn }): Promise<{ widthPx: number; heightPx: number }>
}

/** Pictures of an address never change: the address names the bytes; but only the one user may keep them. */
export function jpeg(bytes: Uint8Array): Response {
  return new Response(new Uint8Array(bytes), { headers: { 'content-type': 'image/jpeg', 'cache-control': 'private, max-age=600' } })
}

/** The file behind a page of a record, for drawing. `not-found` for a page of text only. */
export async function pageImage(context: RecordsContext, record: string, page: number): Promise<{ file: string; sha512: string; turn: Turn }> {
  const [found] = await context.db
    .select()
    .from(recordPage)
    .where(and(eq(recordPage.record, record), eq(recordPage.page, page)))
  if (!found?.contentPath || !found.sha512) throw new OpisError('not-found', 'There is no picture of this page.')
  return { file: await context.store.locate(objectIdOf(record), found.contentPath), sha512: found.sha512, turn: found.turn }
}

/** The file of an image of a batch, wherever its bytes lie by now, for drawing. */
export async function imageOfBatch(context: RecordsContext, batch: string, image: number): Promise<{ file: string; sha512: string; turn: Turn }> {
  const [found] = await context.db
    .select()
    .from(batchImage)
    .where(and(eq(batchImage.batch, batch), eq(batchImage.image, image)))
  if (!found) throw new OpisError('not-found', 'There is no such image.')
  return { file: await fileOf(context, found), sha512: found.sha512, turn: 0 }
}

async function fileOf(context: RecordsContext, image: typeof batchImage.$inferSelect): Promise<string> {
  const intake = context.capture.intake.fileOf(image)
  if (!image.releasedAt) return intake
  if (!image.record || image.fate !== 'page') return context.store.locate(batchObjectIdOf(image.batch), setAsidePath(image.image, intake))
  const [page] = await context.db
    .select({ path: recordPage.contentPath })
    .from(recordPage)
    .where(and(eq(recordPage.record, image.record), eq(recordPage.batchImage, image.image)))
  return page?.path ? context.store.locate(objectIdOf(image.record), page.path) : intake
}

/** Id of the object that keeps what a batch set aside: covers, blanks, rejected sheets. */
export const batchObjectIdOf = (batch: string) => `urn:opis:batch:${batch}`

/** Where an image set aside lies in the object of its batch. */
export function setAsidePath(image: number, intakeFile: string): string {
  return `set-aside/${String(image).padStart(5, '0')}${intakeFile.slice(intakeFile.lastIndexOf('.'))}`
}
