import sharp from 'sharp'
import { expect, test } from 'vitest'
import { tiffOfOneImage } from '#test/support/bombs.ts'
import { multiPageTiff, pageImage } from '#test/support/pile.ts'
import { listTiffDirectories, withOnlyDirectory } from './tiff-directories.ts'

test('every directory is found, in order, and each can be the only one', async () => {
  const bytes = await multiPageTiff(5)
  const before = Buffer.from(bytes)
  const directories = listTiffDirectories(bytes, 100)
  expect(directories).toHaveLength(5)
  for (const [index, directory] of directories.entries()) {
    await withOnlyDirectory(bytes, directory, async () => {
      expect((await sharp(bytes).metadata()).pages ?? 1).toBe(1)
      const wanted = await sharp(await pageImage(index + 1)).greyscale().raw().toBuffer()
      expect((await sharp(bytes).greyscale().raw().toBuffer()).equals(wanted)).toBe(true)
    })
  }
  expect(bytes.equals(before)).toBe(true)
})

test('BigTIFF and big-endian files are read as well', async () => {
  const pages = await Promise.all([1, 2].map((number) => pageImage(number)))
  const bytes = await sharp(pages, { join: { animated: true } }).tiff({ bigtiff: true }).toBuffer()
  const directories = listTiffDirectories(bytes, 100)
  expect(directories).toHaveLength(2)
  await withOnlyDirectory(bytes, directories[1] ?? { at: 0, nextAt: 0 }, async () => expect((await sharp(bytes).metadata()).pages ?? 1).toBe(1))
  const motorola = Buffer.from([0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 0, 0, 0, 0, 14, 0, 0, 0, 0, 0, 0])
  expect(listTiffDirectories(motorola, 100)).toEqual([{ at: 8, nextAt: 10 }, { at: 14, nextAt: 16 }])
})

test('a circle ends, and a chain is followed no further than asked', () => {
  const small = { widthPx: 60, heightPx: 60 }
  expect(listTiffDirectories(tiffOfOneImage({ ...small, directories: 3, circle: true }), 100)).toHaveLength(3)
  expect(listTiffDirectories(tiffOfOneImage({ ...small, directories: 3000 }), 2000)).toHaveLength(2001)
})

test('a file that is cut off anywhere has the directories before the cut', async () => {
  const whole = await multiPageTiff(3)
  for (let length = 8; length < whole.length; length += 97) expect(listTiffDirectories(whole.subarray(0, length), 10).length).toBeLessThanOrEqual(3)
})
