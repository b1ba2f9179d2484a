import { stat } from 'node:fs/promises'
import sharp, { type Metadata } from 'sharp'
import type { ProblemCode } from '#kernel/errors.ts'
import { limits } from '#kernel/limits.ts'
import { errorText } from '../error-text.ts'
import type { PageMediaType } from './port.ts'

/** An image that can be archived; `pages` is more than 1 for a multi-page TIFF, whose later pages are not checked yet. */
export type GoodImage = { ok: true; mediaType: PageMediaType; widthPx: number; heightPx: number; pages: number }
export type BadImage = { ok: false; code: ProblemCode; detail: string }

/** Pixels are never cached and one thread decodes: a station shares its machine with recognition. */
sharp.cache(false)
sharp.concurrency(1)

/** Longest time for decoding one image, seconds. */
export const decodeSeconds = 60

const mediaTypes: Record<string, PageMediaType> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  tiff: 'image/tiff',
  webp: 'image/webp',
}

/**
 * Whether the file is a whole image within the limits. The sizes come from the header before a pixel
 * is decoded; then every row is decoded once, small and in sequence, which finds a file that was cut off.
 */
export async function inspectImage(path: string): Promise<GoodImage | BadImage> {
  const { size } = await stat(path)
  if (size === 0) return bad('empty-file', 'The file has no content. Scan the sheet again.')
  if (size > limits.fileBytes) return bad('body-too-large', `The file has more than ${limits.fileBytes / 1024 / 1024} MB.`)
  const header = await readHeader(path)
  if (header === null) return bad('bad-image', 'The head of the image cannot be read: the file is damaged or cut off. Scan the sheet again.')
  const mediaType = mediaTypes[header.format]
  if (mediaType === undefined) return unknownFormat()
  const { width: widthPx, height: heightPx } = header
  const pages = header.pages ?? 1
  const sizeFault = checkSize(widthPx, heightPx)
  if (sizeFault !== null) return sizeFault
  if (pages > 1 && mediaType !== 'image/tiff') return bad('unknown-format', 'A moving picture is not a page.')
  if (pages > limits.pagesPerFile) return bad('too-many-pages', `The file has ${pages} pages; ${limits.pagesPerFile} is the limit.`)
  const fault = pages > 1 ? null : await decodeOnce(path)
  return fault ?? { ok: true, mediaType, widthPx, heightPx, pages }
}

/** The refusal of an image whose sides are outside the limits, or null. */
export function checkSize(widthPx: number, heightPx: number): BadImage | null {
  if (Math.min(widthPx, heightPx) < limits.imageSideMinPx) {
    return bad('image-too-small', `The image has ${widthPx} × ${heightPx} pixels; no line of print fits into it.`)
  }
  if (Math.max(widthPx, heightPx) > limits.imageSidePx || widthPx * heightPx > limits.imagePixels) {
    return bad('image-too-large', `The image has ${widthPx} × ${heightPx} pixels; ${limits.imageSidePx} a side and ${limits.imagePixels / 1e6} million in all are the limit. Scan at a lower resolution.`)
  }
  return null
}

/** The refusal of a file that is none of the formats. */
export function unknownFormat(): BadImage {
  return bad('unknown-format', 'The file is neither JPEG, PNG, TIFF, WebP nor PDF.')
}

export function bad(code: ProblemCode, detail: string): BadImage {
  return { ok: false, code, detail }
}

async function readHeader(path: string): Promise<Metadata | null> {
  try {
    return await sharp(path, { limitInputPixels: false, failOn: 'none' }).metadata()
  } catch {
    return null
  }
}

async function decodeOnce(path: string): Promise<BadImage | null> {
  try {
    const image = sharp(path, { limitInputPixels: limits.imagePixels, failOn: 'error', sequentialRead: true })
    await image.resize(8, 8, { fit: 'fill' }).timeout({ seconds: decodeSeconds }).raw().toBuffer()
    return null
  } catch (error) {
    return bad('bad-image', `The image is damaged or cut off (${errorText(error).split('\n')[0] ?? ''}). Scan the sheet again.`)
  }
}
