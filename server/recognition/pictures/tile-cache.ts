import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ImageSource, Turn } from '#platform/image/open-image.ts'
import { createBoundedFolders } from './bounded-folders.ts'
import { cutTiles, tilePath } from './cut-tiles.ts'
import { hasTile } from './deep-zoom.ts'
import type { PictureSize, TilePlace } from './deep-zoom.ts'

/** A page whose tiles are wanted. `openImage` is asked only when they must be cut. */
export type TiledPage = PictureSize & { sha512: string; turn: Turn; openImage(): Promise<ImageSource> }

export type TileCache = {
  /**
   * One tile as JPEG; null when the picture has no such tile.
   * @throws OpisError `bad-image`, `image-too-large`.
   */
  tile(page: TiledPage, place: TilePlace): Promise<Uint8Array | null>
  /** Removes the tiles of a page; the key is its checksum and turn, `<sha512>-<turn>`. */
  forget(key: string): Promise<void>
}

/** Cutting holds the pixels of a page in memory, up to 600 MB at the limits. */
const cutAtOnce = 2

/** Lets so many pieces of work run at once; the others wait in order. */
function createGate(places: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = places
  const waiting: (() => void)[] = []
  return async (work) => {
    if (free > 0) free -= 1
    else await new Promise<void>((enter) => { waiting.push(enter) })
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) free += 1
      else next()
    }
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

/**
 * Deep Zoom tiles, cut when the first tile of a page is asked for and kept below `folder` up to
 * `maxBytes`. Derived data: the folder may be emptied at any time.
 */
export function createTileCache({ folder, maxBytes }: { folder: string; maxBytes: number }): TileCache {
  const pyramids = createBoundedFolders({ root: folder, maxBytes })
  const gate = createGate(cutAtOnce)
  return {
    forget: pyramids.forget,
    async tile(page, place) {
      if (!hasTile(page, place)) return null
      const key = `${page.sha512}-${page.turn}`
      const obtain = () => pyramids.obtain(key, (target) => gate(async () => cutTiles(await page.openImage(), page.turn, target)))
      const read = async () => new Uint8Array(await readFile(join(await obtain(), tilePath(place))))
      return read().catch(async (error: unknown) => {
        if (!isGone(error)) throw error
        await pyramids.forget(key)
        return read()
      })
    },
  }
}
