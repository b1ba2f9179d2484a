import { open } from 'node:fs/promises'
import type { Sharp } from 'sharp'
import { OpisError } from '#kernel/errors.ts'
import { limits } from '#kernel/limits.ts'
import { forEachPage } from './for-each-page.ts'
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

function dpiOf(dpi: number | undefined): number | null {
  if (dpi === undefined || dpi < 50 || dpi > 2400 || meaninglessDpi.has(Math.round(dpi))) return null
  return Math.round(dpi)
}

/** Longest time for decoding one page. */
const decodeSeconds = 60

/**
 * Decodes a page to the end and keeps next to nothing of it. JPEG, PNG and WebP are one stream, so
 * whoever asks for the last row reads them all; the strips of a TIFF are read one by one.
 */
async function decodeWholly(stored: Sharp, format: ImageFormat, { widthPx, heightPx }: { widthPx: number; heightPx: number }): Promise<void> {
  const sample = format === 'tiff'
    ? stored.resize(32, 32, { fit: 'fill', kernel: 'linear' })
    : stored.extract({ left: 0, top: heightPx - 1, width: widthPx, height: 1 })
  await sample.timeout({ seconds: decodeSeconds }).raw().toBuffer()
}

/**
 * What an image file is, judged by its content and never by its name. The header is read and held
 * against the limits before any pixel is decoded; with `decode` every page is then decoded to the
 * end, which finds files that were cut off. `pagesMax` is as many pages as the caller has a use for.
 * @throws OpisError `empty-file`, `unknown-format`, `image-too-large`, `image-too-small`,
 * `too-many-pages`, `bad-image`.
 */
export async function inspectImage(image: ImageSource, options: { decode?: boolean; pagesMax?: number } = {}): Promise<ImageFacts> {
  const { head, bytes } = await readHead(image)
  if (bytes === 0) throw new OpisError('empty-file', 'The file has no content. Scan the page again or send the file again.')
  if (bytes > limits.fileBytes) {
    throw new OpisError('image-too-large', `A file may have up to ${limits.fileBytes / 1024 / 1024} MiB. Scan at a lower resolution or split the file.`)
  }
  const format = sniffImageFormat(head)
  if (format === null) throw new OpisError('unknown-format', 'Accepted images are JPEG, PNG, TIFF and WebP.')
  return decoding(async () => {
    const { pages = 1 } = await openImage(image).metadata()
    const { pagesMax = limits.pagesPerFile } = options
    if (pages > pagesMax) throw new OpisError('too-many-pages', `${pagesMax === 1 ? 'The image of a sheet is one page' : `A file may have up to ${pagesMax} pages`}; this one has ${pages}. Divide it.`)
    const sizes: { widthPx: number; heightPx: number; dpi: number | null }[] = []
    let pixels = 0
    await forEachPage(image, pages, async (open) => {
      // Read for every page: the limit on pixels is checked by our own code, with a sentence of its own.
      const { width: widthPx, height: heightPx, density } = await open().metadata()
      refuseBySize(widthPx, heightPx)
      pixels += widthPx * heightPx
      if (pixels > limits.pixelsPerFile) throw new OpisError('image-too-large', `The ${pages} pages of the file have more than ${limits.pixelsPerFile / 1e9} thousand million pixels together. Divide it.`)
      sizes.push({ widthPx, heightPx, dpi: dpiOf(density) })
    })
    const [first] = sizes
    if (!first) throw new OpisError('bad-image', 'The file has no page. Scan the page again or send the file again.')
    if (options.decode === true) await forEachPage(image, pages, (open, number) => decodeWholly(open(), format, sizes[number] ?? first))
    return { format, pages, ...first }
  })
}
