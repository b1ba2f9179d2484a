import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { OpisError } from '#kernel/errors.ts'
import type { Turn } from '#platform/image/open-image.ts'
import { createPictures } from './create-pictures.ts'
import { hasTile, topLevel } from './deep-zoom.ts'
import { makePageView, makeThumbnail } from './make-pictures.ts'
import { createTileCache } from './tile-cache.ts'
import type { TiledPage } from './tile-cache.ts'

/** White paper, 1240 × 1754, with a black square in its upper left corner. */
const marked = () => sharp({ create: { width: 1240, height: 1754, channels: 3, background: 'white' } })
  .composite([{ input: { create: { width: 400, height: 400, channels: 3, background: 'black' } }, left: 0, top: 0 }]).png().toBuffer()

let folder = ''
let image: Buffer
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'opis-pictures-'))
  image = await marked()
})
afterAll(async () => { await rm(folder, { recursive: true }) })

async function brightness(jpeg: Uint8Array, at: { left: number; top: number }): Promise<number> {
  const { data } = await sharp(jpeg).extract({ ...at, width: 1, height: 1 }).greyscale().raw().toBuffer({ resolveWithObject: true })
  return data[0] ?? -1
}

const stored = (turn: Turn, sha512 = 'a'.repeat(128)): TiledPage => {
  const sideways = turn === 90 || turn === 270
  return { sha512, turn, widthPx: sideways ? 1754 : 1240, heightPx: sideways ? 1240 : 1754, openImage: async () => image }
}

describe('small pictures', () => {
  test.each([[0, 320, 453, 10, 10], [90, 320, 226, 310, 10], [180, 320, 453, 310, 443], [270, 320, 226, 10, 216]] as const)(
    'turned by %i', async (turn, width, height, left, top) => {
      const thumbnail = await makeThumbnail(image, turn)
      expect(await sharp(thumbnail).metadata()).toMatchObject({ format: 'jpeg', width, height })
      expect(await brightness(thumbnail, { left, top })).toBeLessThan(30)
    })

  test('a view fits the side asked for and is never blown up', async () => {
    expect(await sharp(await makePageView(image, 0, { maxSidePx: 1000 })).metadata()).toMatchObject({ width: 707, height: 1000 })
    expect(await sharp(await makePageView(image, 90, { maxSidePx: 9000 })).metadata()).toMatchObject({ width: 1754, height: 1240 })
  })

  test('a damaged image is refused', async () => {
    const failure: unknown = await makeThumbnail(image.subarray(0, 1500), 0).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(OpisError)
    expect(failure).toMatchObject({ code: 'bad-image' })
  })
})

describe('the plan of tiles', () => {
  test('levels double from one pixel to all', () => {
    expect(topLevel({ widthPx: 2480, heightPx: 3508 })).toBe(12)
    expect(topLevel({ widthPx: 512, heightPx: 512 })).toBe(9)
  })

  test.each([[12, 4, 6, true], [12, 5, 0, false], [12, 0, 7, false], [13, 0, 0, false], [0, 0, 0, true], [0, 1, 0, false], [-1, 0, 0, false], [12, 0.5, 0, false]])(
    'level %i, tile %i, %i', (level, x, y, there) => {
      expect(hasTile({ widthPx: 2480, heightPx: 3508 }, { level, x, y })).toBe(there)
    })
})

describe('tiles on disk', () => {
  test.each([0, 90, 180, 270] as const)('every planned tile is there and the square is where it belongs, turned by %i', async (turn) => {
    const cache = createTileCache({ folder: join(folder, `turn-${turn}`), maxBytes: 50_000_000 })
    const page = stored(turn)
    for (let level = 0; level <= topLevel(page); level += 1) {
      for (let x = 0; hasTile(page, { level, x, y: 0 }); x += 1) {
        for (let y = 0; hasTile(page, { level, x, y }); y += 1) expect(await cache.tile(page, { level, x, y })).not.toBeNull()
      }
    }
    const dark = { 0: [0, 0], 90: [page.widthPx - 5, 0], 180: [page.widthPx - 5, page.heightPx - 5], 270: [0, page.heightPx - 5] }[turn]
    const [left = 0, top = 0] = dark
    const tile = await cache.tile(page, { level: topLevel(page), x: Math.floor(left / 512), y: Math.floor(top / 512) })
    expect(tile && await brightness(tile, { left: left % 512, top: top % 512 })).toBeLessThan(30)
    expect(await cache.tile(page, { level: 99, x: 0, y: 0 })).toBeNull()
  })

  test('ten who ask at once make the server cut once', async () => {
    let opened = 0
    const page = { ...stored(0), openImage: async () => { opened += 1; return image } }
    const cache = createTileCache({ folder: join(folder, 'once'), maxBytes: 50_000_000 })
    await Promise.all(Array.from({ length: 10 }, () => cache.tile(page, { level: 9, x: 0, y: 0 })))
    expect(opened).toBe(1)
  })

  test('the room is bounded, also after a restart, and what was thrown out is cut again', async () => {
    const root = join(folder, 'bounded')
    const place = { level: 9, x: 0, y: 0 }
    const pages = ['b', 'c', 'd'].map((letter) => stored(0, letter.repeat(128)))
    const roomForOne = { folder: root, maxBytes: 40_000 }
    for (const page of pages) expect(await createTileCache(roomForOne).tile(page, place)).not.toBeNull()
    expect(await readdir(root)).toEqual([`${'d'.repeat(128)}-0`])
    for (const page of pages) expect(await createTileCache(roomForOne).tile(page, place)).not.toBeNull()
  })

  test('a folder emptied by hand, and one left half made, are mended', async () => {
    const root = join(folder, 'mended')
    const cache = createTileCache({ folder: root, maxBytes: 50_000_000 })
    const place = { level: 9, x: 0, y: 0 }
    await cache.tile(stored(0), place)
    await rm(root, { recursive: true })
    await mkdir(join(root, '.part-left-over'), { recursive: true })
    expect(await cache.tile(stored(0), place)).not.toBeNull()
    await createTileCache({ folder: root, maxBytes: 50_000_000 }).tile(stored(0), place)
    expect(await readdir(root)).toEqual([`${'a'.repeat(128)}-0`])
  })

  test('a damaged image is refused and leaves nothing', async () => {
    const root = join(folder, 'damaged')
    const cache = createTileCache({ folder: root, maxBytes: 50_000_000 })
    const page = { ...stored(0), openImage: async () => image.subarray(0, 1500) }
    await expect(cache.tile(page, { level: 9, x: 0, y: 0 })).rejects.toMatchObject({ code: 'bad-image' })
    expect(await readdir(root)).toEqual([])
  })
})

describe('pictures of stored pages', () => {
  test('size, thumbnail and tiles of a page that lies on its side', async () => {
    const file = join(folder, 'stored.png')
    await writeFile(file, image)
    const pictures = createPictures(join(folder, 'cache'))
    const page = { file, sha512: 'e'.repeat(128), turn: 90 as const }
    expect(await pictures.size(page)).toEqual({ widthPx: 1754, heightPx: 1240 })
    expect(await sharp(await pictures.thumbnail(page)).metadata()).toMatchObject({ width: 320, height: 226 })
    expect(await sharp(await pictures.tile(page, { level: 11, x: 3, y: 2 })).metadata()).toMatchObject({ width: 1754 - 3 * 512, height: 1240 - 2 * 512 })
    await expect(pictures.tile(page, { level: 11, x: 4, y: 0 })).rejects.toMatchObject({ code: 'not-found' })
    await rm(file)
    expect(await sharp(await pictures.thumbnail(page)).metadata()).toMatchObject({ width: 320 })
  })
})
