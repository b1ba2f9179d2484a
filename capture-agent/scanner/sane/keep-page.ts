import { rm, stat } from 'node:fs/promises'
import sharp from 'sharp'
import { bad, type BadImage } from '../inspect.ts'
import type { PageMediaType } from '../port.ts'
import { extractTiffPage } from '../tiff-page.ts'
import { endsInFill } from './ends-in-fill.ts'

/** Strong enough to halve a grey page, quick enough for two pages a second beside all else. */
const compressionLevel = 2

/** Head of the driver's file, bytes at most: tags and perhaps a colour profile. */
const headMostBytes = 1024 * 1024

const incomplete = 'The image came incomplete from the scanner. Scan this sheet again.'

/**
 * Makes the image that the driver wrote (pixels as they came, uncompressed) one that is kept: a PNG with the very
 * same pixels and resolution. Each row is read for it, so an image that is not all there is found.
 */
export async function keepPage(source: string, target: string): Promise<{ ok: true; mediaType: PageMediaType } | BadImage> {
  const made = await extractTiffPage(source, 1, target, compressionLevel)
  if (made.ok && !(await isMadeUp(source))) return made
  await rm(target, { force: true })
  return made.ok || made.code === 'bad-image' ? bad('bad-image', incomplete) : made
}

async function isMadeUp(source: string): Promise<boolean> {
  const { width: widthPx, height: heightPx, channels } = await sharp(source).metadata()
  const { size } = await stat(source)
  const beside = size - widthPx * heightPx * channels
  // One bit or sixteen a sample never was a JPEG.
  return beside >= 0 && beside < headMostBytes && endsInFill(source, { widthPx, heightPx, channels })
}
