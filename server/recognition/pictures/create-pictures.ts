import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { OpisError } from '#kernel/errors.ts'
import { inspectImage } from '#platform/image/inspect-image.ts'
import type { Pictures } from '#server/records/pictures.ts'
import { createBoundedFolders } from './bounded-folders.ts'
import type { PictureSize } from './deep-zoom.ts'
import { makeThumbnail } from './make-pictures.ts'
import { createTileCache } from './tile-cache.ts'

type StoredImage = Parameters<Pictures['size']>[0]

const tileBytes = 2 * 1024 ** 3
const thumbnailBytes = 256 * 1024 ** 2
/** Sizes kept in memory, so that the tiles of a page in view need no look at its header. */
const sizesKept = 1000
const turns = [0, 90, 180, 270] as const
const thumbnailName = 'thumbnail.jpeg'

const keyOf = (image: StoredImage): string => `${image.sha512}-${image.turn}`

/** Sizes of upright pages by checksum and turn; the oldest go first. */
function createSizes(): (image: StoredImage) => Promise<PictureSize> {
  const sizes = new Map<string, PictureSize>()
  return async (image) => {
    const known = sizes.get(keyOf(image))
    if (known) return known
    const { widthPx, heightPx } = await inspectImage(image.file)
    const sideways = image.turn === 90 || image.turn === 270
    const size = sideways ? { widthPx: heightPx, heightPx: widthPx } : { widthPx, heightPx }
    const [oldest] = sizes.keys()
    if (sizes.size >= sizesKept && oldest !== undefined) sizes.delete(oldest)
    sizes.set(keyOf(image), size)
    return size
  }
}

/** `forget` removes whatever was drawn from images with these checksums. */
export type DrawnPictures = Pictures & { forget(sha512s: readonly string[]): Promise<void> }

/**
 * Thumbnails and Deep Zoom tiles of stored pages, cached below `folder` within bounds. All of it can
 * be made again: the folder may be emptied while the program is stopped.
 * Errors: `not-found` for a tile outside the picture; `bad-image`, `image-too-large`.
 */
export function createPictures(folder: string): DrawnPictures {
  const size = createSizes()
  const tiles = createTileCache({ folder: join(folder, 'tiles'), maxBytes: tileBytes })
  const thumbnails = createBoundedFolders({ root: join(folder, 'thumbnails'), maxBytes: thumbnailBytes })
  return {
    size,
    async forget(sha512s) {
      const keys = new Set(sha512s.flatMap((sha512) => turns.map((turn) => `${sha512}-${turn}`)))
      for (const [name, cache] of [['tiles', tiles], ['thumbnails', thumbnails]] as const) {
        const drawn = await readdir(join(folder, name)).catch(() => [])
        for (const key of drawn) if (keys.has(key)) await cache.forget(key)
      }
    },
    async thumbnail(image) {
      const place = await thumbnails.obtain(keyOf(image), async (target) => {
        await writeFile(join(target, thumbnailName), await makeThumbnail(image.file, image.turn))
      })
      return new Uint8Array(await readFile(join(place, thumbnailName)))
    },
    async tile(image, place) {
      const page = { ...(await size(image)), sha512: image.sha512, turn: image.turn, openImage: async () => image.file }
      const bytes = await tiles.tile(page, place)
      if (bytes === null) throw new OpisError('not-found', 'There is no such tile.')
      return bytes
    },
  }
}
