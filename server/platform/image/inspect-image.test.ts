import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { OpisError } from '#kernel/errors.ts'
import { inspectImage } from './inspect-image.ts'

const paper = (widthPx: number, heightPx: number) =>
  sharp({ create: { width: widthPx, height: heightPx, channels: 3, background: 'white', noise: { type: 'gaussian', mean: 128, sigma: 40 } } })

let folder = ''
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'opis-image-')) })
afterAll(async () => { await rm(folder, { recursive: true }) })

/** A sound small PNG whose header announces another size. */
async function announcing(widthPx: number, heightPx: number): Promise<Buffer> {
  const png = await paper(64, 64).png().toBuffer()
  png.writeUInt32BE(widthPx, 16)
  png.writeUInt32BE(heightPx, 20)
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29)
  return png
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(() => 'accepted', (error: unknown) => (error instanceof OpisError ? error.code : `not ours: ${String(error)}`))
}

describe('what an image is', () => {
  test.each(['jpeg', 'png', 'tiff', 'webp'] as const)('%s with its resolution', async (format) => {
    const bytes = await paper(600, 900).withMetadata({ density: 300 }).toFormat(format).toBuffer()
    const facts = await inspectImage(bytes, { decode: true })
    expect(facts).toMatchObject({ format, widthPx: 600, heightPx: 900, pages: 1 })
    expect(facts.dpi).toBe(format === 'webp' ? facts.dpi : 300)
  })

  test('a resolution that nobody measured is none', async () => {
    expect((await inspectImage(await paper(600, 900).jpeg().toBuffer())).dpi).toBeNull()
  })

  test('the content decides, not the name', async () => {
    const path = join(folder, 'letter.pdf')
    await writeFile(path, await paper(300, 300).png().toBuffer())
    expect((await inspectImage(path)).format).toBe('png')
  })
})

describe('what is refused', () => {
  test.each([
    ['an empty file', async () => new Uint8Array(), 'empty-file'],
    ['text', async () => Buffer.from('Dear Sir or Madam'), 'unknown-format'],
    ['SVG, which decoders would open', async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99"/>'), 'unknown-format'],
    ['one pixel', async () => paper(1, 1).png().toBuffer(), 'image-too-small'],
    ['40,000 × 40,000 announced', async () => announcing(40_000, 40_000), 'image-too-large'],
    ['many pixels on sides that are allowed', async () => announcing(15_000, 15_000), 'image-too-large'],
    ['a header that announces more than there is', async () => announcing(500, 500), 'bad-image'],
    ['a JPEG of three bytes', async () => Buffer.from([0xff, 0xd8, 0xff]), 'bad-image'],
    ['a cut JPEG', async () => (await paper(600, 900).jpeg().toBuffer()).subarray(0, 30_000), 'bad-image'],
    ['a cut PNG', async () => (await paper(600, 900).png().toBuffer()).subarray(0, 300_000), 'bad-image'],
    ['a cut TIFF', async () => (await paper(600, 900).tiff().toBuffer()).subarray(0, 3_000), 'bad-image'],
  ])('%s', async (_, make, code) => {
    const bytes = await make()
    expect(await codeOf(inspectImage(bytes, { decode: true }))).toBe(code)
    const path = join(folder, 'image.bin')
    await writeFile(path, bytes)
    expect(await codeOf(inspectImage(path, { decode: true }))).toBe(code)
  })

  test('a JPEG without its end passes by its header and fails when decoded', async () => {
    const cut = (await paper(600, 900).jpeg().toBuffer()).subarray(0, -200)
    expect(await codeOf(inspectImage(cut))).toBe('accepted')
    expect(await codeOf(inspectImage(cut, { decode: true }))).toBe('bad-image')
  })
})
