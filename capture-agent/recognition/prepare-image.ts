import sharp from 'sharp'
import type { Sharp } from 'sharp'
import { OpisError } from '#kernel/errors.ts'
import { limits } from '#kernel/limits.ts'

/** Degrees clockwise by which the stored image has to be turned to be upright. */
export type Turn = 0 | 90 | 180 | 270
/** Part of an image as fractions from the upper left. */
export type Region = { x: number; y: number; width: number; height: number }
/** Grey pixels, one byte each, row by row; 0 is black. */
export type GreyPicture = { pixels: Uint8Array; widthPx: number; heightPx: number }
/** A decoded page as stored (an EXIF orientation is not applied: `turn` says all). */
export type OpenPage = GreyPicture & { storedWidthPx: number; storedHeightPx: number }

/** More pixels than an A3 page at 400 dpi help no engine and cost memory; such pages are read smaller. */
const readingPixels = 31_000_000

/**
 * Decodes an image to grey. The header is checked against the limits before any pixel is decoded.
 * Throws OpisError: `empty-file`, `bad-image` (also when it is cut off), `image-too-large`, `image-too-small`.
 */
export async function openPage(bytes: Uint8Array): Promise<OpenPage> {
  if (bytes.length === 0) throw new OpisError('empty-file', 'The image file is empty. Scan the page again.')
  const { widthPx, heightPx } = await readHeader(bytes)
  const shrink = Math.min(1, Math.sqrt(readingPixels / (widthPx * heightPx)))
  const whole = sharp(bytes, { limitInputPixels: limits.imagePixels }).flatten({ background: '#ffffff' })
  const fitted = shrink < 1 ? whole.resize(Math.floor(widthPx * shrink), Math.floor(heightPx * shrink), { fit: 'fill' }) : whole
  try {
    const { data, info } = await fitted.toColourspace('b-w').raw().toBuffer({ resolveWithObject: true })
    return { pixels: data, widthPx: info.width, heightPx: info.height, storedWidthPx: widthPx, storedHeightPx: heightPx }
  } catch (error) {
    throw new OpisError('bad-image', 'The image is damaged or cut off. Scan the page again.', { cause: error })
  }
}

async function readHeader(bytes: Uint8Array): Promise<{ widthPx: number; heightPx: number }> {
  const header = await sharp(bytes, { limitInputPixels: false }).metadata().catch((error: unknown) => {
    throw new OpisError('bad-image', 'The file is not an image that can be read.', { cause: error })
  })
  const { width: widthPx, height: heightPx } = header
  if (Math.max(widthPx, heightPx) > limits.imageSidePx || widthPx * heightPx > limits.imagePixels) {
    throw new OpisError('image-too-large', `The image has ${widthPx} × ${heightPx} pixels; ${limits.imageSidePx} a side and ${limits.imagePixels} in all are accepted.`)
  }
  if (Math.min(widthPx, heightPx) < limits.imageSideMinPx) {
    throw new OpisError('image-too-small', `The image has ${widthPx} × ${heightPx} pixels; a page needs at least ${limits.imageSideMinPx} a side.`)
  }
  return { widthPx, heightPx }
}

/** A part of the page, turned upright, as an uncompressed TIFF: the form the engine opens fastest. */
export async function cutOut(page: GreyPicture, turn: Turn, region: Region): Promise<Uint8Array> {
  return grey(page).extract(pixelsOf(page, region)).rotate(turn).toColourspace('b-w').tiff({ compression: 'none' }).toBuffer()
}

/** The whole page turned upright and made smaller by `scale` (0..1), as an uncompressed TIFF. */
export async function turnUpright(page: GreyPicture, turn: Turn, scale: number): Promise<Uint8Array> {
  const sized = scale === 1 ? grey(page) : grey(page).resize(Math.round(page.widthPx * scale), Math.round(page.heightPx * scale), { fit: 'fill' })
  return sized.rotate(turn).toColourspace('b-w').tiff({ compression: 'none' }).toBuffer()
}

/** A small copy for finding lines of text; text of 12 points at 300 dpi is about 12 pixels high in it. */
export async function shrinkPage(page: GreyPicture): Promise<GreyPicture> {
  const factor = Math.min(1, 880 / Math.max(page.widthPx, page.heightPx))
  const { data, info } = await grey(page)
    .resize(Math.max(1, Math.round(page.widthPx * factor)), Math.max(1, Math.round(page.heightPx * factor)), { fit: 'fill', kernel: 'linear' })
    .toColourspace('b-w').raw().toBuffer({ resolveWithObject: true })
  return { pixels: data, widthPx: info.width, heightPx: info.height }
}

function grey(picture: GreyPicture): Sharp {
  return sharp(picture.pixels, { raw: { width: picture.widthPx, height: picture.heightPx, channels: 1 } })
}

function pixelsOf(page: GreyPicture, region: Region): { left: number; top: number; width: number; height: number } {
  const left = Math.floor(region.x * page.widthPx)
  const top = Math.floor(region.y * page.heightPx)
  return {
    left,
    top,
    width: Math.max(1, Math.min(page.widthPx - left, Math.round(region.width * page.widthPx))),
    height: Math.max(1, Math.min(page.heightPx - top, Math.round(region.height * page.heightPx))),
  }
}
