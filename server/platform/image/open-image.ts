import sharp from 'sharp'
import type { Sharp } from 'sharp'
import { OpisError } from '#kernel/errors.ts'
import { limits } from '#kernel/limits.ts'

/** An image as bytes in memory or as the path of a file. */
export type ImageSource = Uint8Array | string

/** Degrees clockwise by which a stored image is turned to be upright. */
export type Turn = 0 | 90 | 180 | 270

/**
 * The image ready to be decoded in one pass from top to bottom, inside the limits on pixels. The
 * orientation note of cameras (EXIF) is not applied: boxes and turns relate to the pixels as stored.
 * @param page counts from 0 in a TIFF of several pages.
 */
export function openImage(image: ImageSource, page = 0): Sharp {
  return sharp(image, { limitInputPixels: limits.imagePixels, sequentialRead: true, failOn: 'error', page })
}

/** Runs decoding work and turns what the decoder says into a refusal that a person understands. */
export async function decoding<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : ''
    // A file that is not there is a fault of whoever names it, not of the image.
    if (cause instanceof OpisError || /file is missing/i.test(message)) throw cause
    if (/pixel limit|too large/i.test(message)) throw tooLarge(cause)
    throw new OpisError('bad-image', 'The image is damaged or incomplete. Scan the page again or send the file again.', { cause })
  }
}

/** The refusal of an image beyond the limits on sides or pixels. */
export function tooLarge(cause?: unknown): OpisError {
  const millions = limits.imagePixels / 1_000_000
  return new OpisError('image-too-large',
    `An image may have up to ${limits.imageSidePx} pixels a side and ${millions} million pixels in all. Scan at a lower resolution.`, { cause })
}
