import sharp from 'sharp'
import { OpisError } from '#kernel/errors.ts'
import { limits } from '#kernel/limits.ts'

/** One byte a pixel, 0 black to 255 white, rows from the top without gaps. */
export type GreyImage = { data: Uint8Array; widthPx: number; heightPx: number }

/**
 * The long side of A4 at 150 dpi. Finer pixels tell nothing more about covers: blurred and
 * faded ones are read better at 100 and 150 dpi than at 300, because the mean of many pixels smooths grain and blur.
 */
const longestSidePx = 1754

/** An image file: its path, from which it is read bit by bit, or its bytes. */
export type ImageFile = string | Uint8Array

/** An image with the size it had before it was reduced for looking at. */
export type DecodedImage = { grey: GreyImage; widthPx: number; heightPx: number }

/**
 * Decodes an image file (JPEG, PNG, TIFF, WebP; the first page of several) to grey as it lies, at
 * most 1,754 px long. Refuses what cannot be decoded (`bad-image`).
 */
export async function decodeGrey(file: ImageFile): Promise<DecodedImage> {
  try {
    const image = sharp(file, { limitInputPixels: limits.imagePixels, sequentialRead: true })
    const { width, height } = await image.metadata()
    const pixels = await image
      .flatten({ background: 'white' })
      .resize({ width: longestSidePx, height: longestSidePx, fit: 'inside', withoutEnlargement: true, kernel: 'linear' })
      .toColourspace('b-w')
      .raw()
      .toBuffer({ resolveWithObject: true })
    const { data, info } = pixels
    return { grey: { data, widthPx: info.width, heightPx: info.height }, widthPx: width, heightPx: height }
  } catch (cause) {
    throw new OpisError('bad-image', 'The image cannot be decoded: scan the sheet again.', { cause })
  }
}

/** The same picture at half the size, every pixel the mean of four. */
export function halve(image: GreyImage): GreyImage {
  const widthPx = Math.max(1, image.widthPx >> 1)
  const heightPx = Math.max(1, image.heightPx >> 1)
  const data = new Uint8Array(widthPx * heightPx)
  const right = image.widthPx > 1 ? 1 : 0
  const below = image.heightPx > 1 ? image.widthPx : 0
  let to = 0
  for (let y = 0; y < heightPx; y += 1) {
    let from = y * 2 * image.widthPx
    for (let x = 0; x < widthPx; x += 1) {
      const four =
        at(image.data, from) + at(image.data, from + right) + at(image.data, from + below) + at(image.data, from + right + below)
      data[to] = (four + 2) >> 2
      to += 1
      from += 2
    }
  }
  return { data, widthPx, heightPx }
}

function at(data: Uint8Array, index: number): number {
  return data[index] ?? 255
}

/** The same picture with both sides multiplied by `factor`, 0..1. */
export async function shrink(image: GreyImage, factor: number): Promise<GreyImage> {
  const { data, info } = await sharp(image.data, { raw: { width: image.widthPx, height: image.heightPx, channels: 1 } })
    .resize({ width: Math.max(1, Math.round(image.widthPx * factor)), kernel: 'linear' })
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { data, widthPx: info.width, heightPx: info.height }
}

/** The longer of both sides, pixels. */
export function longSidePx(image: GreyImage): number {
  return Math.max(image.widthPx, image.heightPx)
}

/** Pixels in a millimetre if the sheet is A4, which covers are. */
export function pxPerMm(image: GreyImage): number {
  return longSidePx(image) / 297
}
