import { and, eq } from 'drizzle-orm'
import type { ImageAnnouncement } from '#contract/capture.ts'
import { OpisError } from '#kernel/errors.ts'
import { limits } from '#kernel/limits.ts'
import type { DurableWrite } from '#platform/durable-file.ts'
import { inspectImage } from '#platform/image/inspect-image.ts'
import type { CaptureContext } from './context.ts'
import { refuseOtherStation } from './open-batch.ts'
import { batch, batchImage } from './schema.ts'

export type Upload = { batch: string; image: number; announced: ImageAnnouncement; body: AsyncIterable<Uint8Array> }

/**
 * Takes one image in and answers with its checksum only after file and row are durable (design,
 * invariant 1). Sending the same bytes again is answered alike; other bytes under the same number
 * are a `page-conflict`. Errors: `checksum-mismatch`, `empty-file`, `bad-image`, `image-too-large`,
 * `image-too-small`, `unknown-format`, `batch-closed`, `storage-full`, `too-many-pages`, `upload-cut-off`.
 */
export async function receiveImage(context: CaptureContext, station: string, upload: Upload): Promise<{ image: number; sha512: string }> {
  const { image, announced } = upload
  const receipt = { image, sha512: announced.sha512 }
  const found = await refuseOtherStation(context.db, upload.batch, station)
  if (await alreadyReceived(context, upload)) return receipt
  if (found.state !== 'open') throw new OpisError('batch-closed', closed)
  if (image > limits.imagesPerBatch) throw new OpisError('bad-request', `A batch holds at most ${limits.imagesPerBatch} images. Start a new one.`)
  const name = { batch: upload.batch, image, mediaType: announced.mediaType }
  const written = await context.intake.write(name, upload.body)
  try {
    if (written.bytes === 0) throw new OpisError('empty-file', 'The image has no bytes. Scan the sheet again.')
    if (written.sha512 !== announced.sha512) throw new OpisError('checksum-mismatch', 'The bytes that arrived are not those announced. Send the image again.')
    const { widthPx, heightPx, dpi } = await inspectImage(written.file, { decode: true, pagesMax: 1 })
    await keep(context, upload, { widthPx, heightPx, dpi }, written)
  } finally {
    await written.discard()
  }
  if (!(await alreadyReceived(context, upload))) throw new OpisError('page-conflict', conflict)
  return receipt
}

const closed = 'The batch is closed; feed the sheet in a new batch.'
const conflict =
  'Another image was already received under this number, and it is kept. Close the batch and feed the sheet again. If another machine uses a copy of this station, enrol that one anew.'

async function alreadyReceived(context: CaptureContext, { batch: id, image, announced }: Upload): Promise<boolean> {
  const [row] = await context.db
    .select({ sha512: batchImage.sha512 })
    .from(batchImage)
    .where(and(eq(batchImage.batch, id), eq(batchImage.image, image)))
  if (row && row.sha512 !== announced.sha512) throw new OpisError('page-conflict', conflict)
  return row !== undefined
}

/**
 * Gives the file its name while the row holds the number: of two uploads under one number the second
 * waits here, finds the row and must not put its bytes in the place of those that have a receipt. The
 * lock on the batch keeps it from closing meanwhile.
 */
async function keep(context: CaptureContext, upload: Upload, measures: { widthPx: number; heightPx: number; dpi: number | null }, written: DurableWrite): Promise<void> {
  const { batch: id, image, announced } = upload
  await context.db.transaction(async (tx) => {
    const [found] = await tx.select({ state: batch.state }).from(batch).where(eq(batch.id, id)).for('share')
    if (found?.state !== 'open') throw new OpisError('batch-closed', closed)
    const { sha512, mediaType, name, marks } = announced
    const added = await tx
      .insert(batchImage)
      .values({ batch: id, image, sha512, bytes: written.bytes, mediaType, name, ...measures, marks, receivedAt: context.clock.now() })
      .onConflictDoNothing()
      .returning({ image: batchImage.image })
    if (added.length > 0) await written.commit()
  })
}
