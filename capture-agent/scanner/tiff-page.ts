import sharp from 'sharp'
import { limits } from '#kernel/limits.ts'
import { errorText } from '../error-text.ts'
import { bad, checkSize, decodeSeconds, type BadImage } from './inspect.ts'
import type { PageMediaType } from './port.ts'

/** Colour spaces that are kept as they are. */
const exact: ReadonlySet<string> = new Set(['b-w', 'grey16', 'rgb16', 'srgb', 'cmyk'])

/**
 * Writes one page of a multi-page TIFF as an image of its own, pixel for pixel, with its resolution.
 * PNG, or TIFF again for ink colours (CMYK), which PNG does not have. `page` counts from 1; a lower
 * `compressionLevel` (1 to 9) is quicker and gives larger files.
 */
export async function extractTiffPage(
  source: string,
  page: number,
  target: string,
  compressionLevel = 6,
): Promise<{ ok: true; mediaType: PageMediaType } | BadImage> {
  try {
    const input = { page: page - 1, limitInputPixels: limits.imagePixels, failOn: 'error', sequentialRead: true } as const
    const header = await sharp(source, { ...input, limitInputPixels: false, failOn: 'none' }).metadata()
    const fault = checkSize(header.width, header.height)
    if (fault !== null) return fault
    const ink = header.space === 'cmyk'
    // Without being told so, the library turns every picture into 8-bit sRGB and drops its profile.
    const image = sharp(source, input).autoOrient().timeout({ seconds: decodeSeconds }).keepIccProfile()
    if (exact.has(header.space)) image.toColourspace(header.space)
    if (header.density !== undefined) image.withDensity(header.density)
    await (ink ? image.tiff({ compression: 'deflate' }) : image.png({ compressionLevel })).toFile(target)
    return { ok: true, mediaType: ink ? 'image/tiff' : 'image/png' }
  } catch (error) {
    return bad('bad-image', `Page ${page} of the TIFF file is damaged (${errorText(error).split('\n')[0] ?? ''}).`)
  }
}
