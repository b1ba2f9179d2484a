import sharp from 'sharp'
import { decoding, openImage } from '#platform/image/open-image.ts'
import type { ImageSource, Turn } from '#platform/image/open-image.ts'

const accessDpi = 200
const jpegQuality = 75
/** Channels of a scan of black print differ by the noise of the lamp. */
const greyTolerance = 24
/** Share of pixels, 1 in 2,000: a stamp or a signature in blue is more than that. */
const colouredShare = 1 / 2000

/** Whether a picture in red, green, blue has no colour that a person would miss. */
export function isGrey(pixels: Uint8Array): boolean {
  let coloured = 0
  for (let i = 0; i + 2 < pixels.length; i += 3) {
    const red = pixels[i] ?? 0
    const green = pixels[i + 1] ?? 0
    const blue = pixels[i + 2] ?? 0
    if (Math.max(red, green, blue) - Math.min(red, green, blue) > greyTolerance) coloured += 1
  }
  return coloured < (pixels.length / 3) * colouredShare
}

/**
 * The picture of a page for reading: upright JPEG, at most 200 dots per inch, grey when the page is.
 * `dpi` is that of the stored image. Errors: `bad-image`, `image-too-large`.
 */
export async function makePagePicture(image: ImageSource, turn: Turn, dpi: number): Promise<Uint8Array> {
  return decoding(async () => {
    const stored = openImage(image)
    const { width, channels } = await stored.metadata()
    const wide = Math.max(1, Math.round(width * Math.min(1, accessDpi / dpi)))
    const jpeg = { quality: jpegQuality, chromaSubsampling: '4:2:0' }
    // Cubic is a fifth quicker than the usual kernel, and print looks the same.
    const flat = stored.flatten({ background: 'white' }).resize({ width: wide, withoutEnlargement: true, kernel: 'cubic' })
    // In one go from file to picture where it can be: a sideways turn in the same go would change what the width is.
    if (channels < 3 && turn % 180 === 0) return flat.rotate(turn).toColourspace('b-w').jpeg(jpeg).toBuffer()
    const { data, info } = await flat.toColourspace(channels < 3 ? 'b-w' : 'srgb').raw().toBuffer({ resolveWithObject: true })
    const picture = sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } }).rotate(turn)
    const grey = info.channels === 1 || isGrey(data)
    return (grey ? picture.toColourspace('b-w') : picture).jpeg(jpeg).toBuffer()
  })
}
