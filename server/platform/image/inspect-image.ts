import { open } from 'node:fs/promises'
import type { Metadata } from 'sharp'
import { OpisError } from '#kernel/errors.ts'
import { limits } from '#kernel/limits.ts'
import { decoding, openImage, tooLarge } from './open-image.ts'
import type { ImageSource } from './open-image.ts'
import { sniffImageFormat } from './sniff-format.ts'
import type { ImageFormat } from './sniff-format.ts'

/** `dpi` is null when the file does not say; sizes are those of the first page as stored. */
export type ImageFacts = { format: ImageFormat; widthPx: number; heightPx: number; dpi: number | null; pages: number }

/** Programs write these for "unknown", and no archive scans as coarse as this. */
const meaninglessDpi = new Set([72, 96])

async function readHead(image: ImageSource): Promise<{ head: Uint8Array; bytes: number }> {
  if (typeof image !== 'string') return { head: image.subarray(0, 16), bytes: image.byteLength }
  const file = await open(image, 'r')
  try {
    const { size } = await file.stat()
    const { buffer, bytesRead } = await file.read(new Uint8Array(16), 0, 16, 0)
    return { head: buffer.subarray(0, bytesRead), bytes: size }
  } finally {
    await file.close()
  }
}

function refuseBySize(widthPx: number, heightPx: number): void {
  const long = Math.max(widthPx, heightPx)
  if (long > limits.imageSidePx || widthPx * heightPx > limits.imagePixels) throw tooLarge()
  if (Math.min(widthPx, heightPx) < limits.imageSideMinPx) {
    throw new OpisError('image-too-small', `A page has at least ${limits.imageSideMinPx} pixels on each side; this one has ${widthPx} × ${heightPx}.`)
  }
}

function dpiOf(metadata: Metadata): number | null {
  const dpi = metadata.density
  if (dpi === undefined || dpi < 50 || dpi > 2400 || meaninglessDpi.has(Math.round(dpi))) return null
  return Math.round(dpi)
}

/**
 * Decodes a page to the end and keeps next to nothing of it. JPEG, PNG and WebP are one stream, so
 * whoever asks for the last row reads them all; the strips of a TIFF are read one by one.
 */
async function decodeWholly(image: ImageSource, format: ImageFormat, page: { number: number; widthPx: number; heightPx: number }): Promise<void> {
  const { number, widthPx, heightPx } = page
  const stored = openImage(image, number)
  const sample = format === 'tiff'
    ? stored.resize(32, 32, { fit: 'fill', kernel: 'linear' })
    : stored.extract({ left: 0, top: heightPx - 1, width: widthPx, height: 1 })
  await sample.raw().toBuffer()
}

/**
 * What an image file is, judged by its content and never by its name. The header is read and held
 * against the limits before any pixel is decoded; with `decode` every page is then decoded to the
 * end, which finds files that were cut off.
 * @throws OpisError `empty-file`, `unknown-format`, `image-too-large`, `image-too-small`,
 * `too-many-pages`, `bad-image`.
 */
export async function inspectImage(image: ImageSource, options: { decode?: boolean } = {}): Promise<ImageFacts> {
  const { head, bytes } = await readHead(image)
  if (bytes === 0) throw new OpisError('empty-file', 'The file has no content. Scan the page again or send the file again.')
  if (bytes > limits.fileBytes) {
    throw new OpisError('image-too-large', `A file may have up to ${limits.fileBytes / 1024 / 1024} MiB. Scan at a lower resolution or split the file.`)
  }
  const format = sniffImageFormat(head)
  if (format === null) throw new OpisError('unknown-format', 'Accepted images are JPEG, PNG, TIFF and WebP.')
  return decoding(async () => {
    const metadata = await openHeader(image, 0)
    const pages = metadata.pages ?? 1
    if (pages > limits.pagesPerFile) throw new OpisError('too-many-pages', `A file may have up to ${limits.pagesPerFile} pages; this one has ${pages}.`)
    for (let number = 0; number < pages; number += 1) {
      const { width: widthPx, height: heightPx } = number === 0 ? metadata : await openHeader(image, number)
      refuseBySize(widthPx, heightPx)
      if (options.decode === true) await decodeWholly(image, format, { number, widthPx, heightPx })
    }
    return { format, widthPx: metadata.width, heightPx: metadata.height, dpi: dpiOf(metadata), pages }
  })
}

/** Reads the header only; the limit on pixels is checked by our own code, with a sentence of its own. */
function openHeader(image: ImageSource, page: number): Promise<Metadata> {
  return openImage(image, page).metadata()
}
