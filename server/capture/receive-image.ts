import { and, eq } from 'drizzle-orm'
import type { ImageAnnouncement } from '#contract/capture.ts'
import { OpisError } from '#kernel/errors.ts'
import { limits } from '#kernel/limits.ts'
import { inspectImage } from '#platform/image/inspect-image.ts'
import type { CaptureContext } from './context.ts'
import { refuseOtherStation } from './open-batch.ts'
import { batchImage } from './schema.ts'

export type Upload = { batch: string; image: number; announced: ImageAnnouncement; body: AsyncIterable<Uint8Array> }

/**
 * Takes one image in and answers with its checksum only after file and row are durable (design,
 * invariant 1). Sending the same bytes again is answered alike; other bytes under the same number
 * are a `page-conflict`. Errors: `checksum-mismatch`, `empty-file`, `bad-image`, `image-too-large`,
 * `image-too-small`, `unknown-format`, `batch-closed`, `storage-full`, `upload-cut-off`.
 */
export async function receiveImage(context: CaptureContext, station: string, upload: Upload): Promise<{ image: number; sha512: string }> {
  const { batch, image, announced } = upload
  const receipt = { image, sha512: announced.sha512 }
  const found = await refuseOtherStation(context.db, batch, station)
  if (await alreadyReceived(context, upload)) return receipt
  if (found.state !== 'open') throw new OpisError('batch-closed', 'The batch is closed; feed the sheet in a new batch.')
  if (image > limits.imagesPerBatch) throw new OpisError('bad-request', `A batch holds at most ${limits.imagesPerBatch} images. Start a new one.`)
  const name = { batch, image, mediaType: announced.mediaType }
  const written = await context.intake.write(name, upload.body)
  try {
    if (written.bytes === 0) throw new OpisError('empty-file', 'The image has no bytes. Scan the sheet again.')
    if (written.sha512 !== announced.sha512) throw new OpisError('checksum-mismatch', 'The bytes that arrived are not those announced. Send the image again.')
    const measures = await inspectImage(written.file, { decode: true })
    await written.commit()
    await addRow(context, upload, { widthPx: measures.widthPx, heightPx: measures.heightPx, dpi: measures.dpi }, written.bytes)
  } catch (error) {
    await written.discard()
    throw error
  }
  if (!(await alreadyReceived(context, upload))) throw new OpisError('page-conflict', conflict)
  return receipt
}

const conflict = 'Another image was already received under this number. Close the batch and feed the sheet again.'

async function alreadyReceived(context: CaptureContext, { batch, image, announced }: Upload): Promise<boolean> {
  const [row] = await context.db
    .select({ sha512: batchImage.sha512 })
    .from(batchImage)
    .where(and(eq(batchImage.batch, batch), eq(batchImage.image, image)))
  if (row && row.sha512 !== announced.sha512) throw new OpisError('page-conflict', conflict)
  return row !== undefined
}

async function addRow(context: CaptureContext, upload: Upload, measures: { widthPx: number; heightPx: number; dpi: number | null }, bytes: number): Promise<void> {
  const { batch, image, announced } = upload
  await context.db
    .insert(batchImage)
    .values({
      batch,
      image,
      sha512: announced.sha512,
      bytes,
      mediaType: announced.mediaType,
      name: announced.name,
      ...measures,
      marks: announced.marks,
      receivedAt: context.clock.now(),
    })
    .onConflictDoNothing()
}
