import { decoding, openImage } from '#platform/image/open-image.ts'
import type { ImageSource, Turn } from '#platform/image/open-image.ts'

const thumbnailWidthPx = 320
/** A page five times as tall as wide is a strip of paper; its thumbnail need not show more. */
const thumbnailHeightPx = 1600

/** Media type of everything made here. */
export const pictureMediaType = 'image/jpeg'

async function shrink(image: ImageSource, turn: Turn, box: { widthPx: number; heightPx: number }, quality: number): Promise<Uint8Array> {
  return decoding(async () => {
    const sideways = turn === 90 || turn === 270
    const small = await openImage(image)
      .flatten({ background: 'white' })
      .resize({
        width: sideways ? box.heightPx : box.widthPx,
        height: sideways ? box.widthPx : box.heightPx,
        fit: 'inside',
        withoutEnlargement: true,
      })
      .toColourspace('srgb')
      .rotate(turn)
      .jpeg({ quality })
      .toBuffer()
    return small
  })
}

/**
 * The small picture of a page for lists: upright JPEG, 320 pixels wide unless the page is smaller.
 * @throws OpisError `bad-image`, `image-too-large`.
 */
export async function makeThumbnail(image: ImageSource, turn: Turn): Promise<Uint8Array> {
  return shrink(image, turn, { widthPx: thumbnailWidthPx, heightPx: thumbnailHeightPx }, 72)
}

/**
 * A page as one picture for reading: upright JPEG whose longer side has at most `maxSidePx` pixels.
 * @throws OpisError `bad-image`, `image-too-large`.
 */
export async function makePageView(image: ImageSource, turn: Turn, { maxSidePx }: { maxSidePx: number }): Promise<Uint8Array> {
  return shrink(image, turn, { widthPx: maxSidePx, heightPx: maxSidePx }, 80)
}
