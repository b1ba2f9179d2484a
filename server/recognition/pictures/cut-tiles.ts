import { decoding, openImage } from '#platform/image/open-image.ts'
import type { ImageSource, Turn } from '#platform/image/open-image.ts'
import { join } from 'node:path'
import { tileSizePx } from './deep-zoom.ts'
import type { TilePlace } from './deep-zoom.ts'

const pictureName = 'page'

/** Path of a tile below the folder that `cutTiles` filled. */
export function tilePath({ level, x, y }: TilePlace): string {
  return join(`${pictureName}_files`, String(level), `${x}_${y}.jpeg`)
}

/** Decodes a page once and writes its tiles of all levels below `folder`, which exists. Errors: `bad-image`, `image-too-large`. */
export async function cutTiles(image: ImageSource, turn: Turn, folder: string): Promise<void> {
  await decoding(async () => {
    const upright = openImage(image).flatten({ background: 'white' }).toColourspace('srgb').rotate(turn)
    await upright.jpeg({ quality: 80 }).tile({ size: tileSizePx, overlap: 0, layout: 'dz', depth: 'onepixel' }).toFile(join(folder, `${pictureName}.dz`))
  })
}
