import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { cutOut, openPage } from './prepare-image.ts'

const paper = (width: number, height: number) => sharp({ create: { width, height, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } })

/** A PNG header that announces more than the limits allow, with nothing behind it. */
function bomb(widthPx: number, heightPx: number): Uint8Array {
  const header = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
  const size = Buffer.alloc(8)
  size.writeUInt32BE(widthPx, 0)
  size.writeUInt32BE(heightPx, 4)
  return Buffer.concat([header, size, Buffer.from('0800000000', 'hex'), Buffer.from('00000000', 'hex'), Buffer.from('0000000049444154', 'hex')])
}

describe('opening an image', () => {
  test.each([
    ['an empty file', async () => new Uint8Array(0), 'empty-file'],
    ['a text', async () => Buffer.from('Proces-verbal nr. 37'), 'bad-image'],
    ['a cut-off JPEG', async () => (await paper(900, 900).composite([{ input: Buffer.from('<svg width="900" height="900"><circle cx="450" cy="450" r="300"/></svg>') }]).flatten({ background: '#fff' }).jpeg().toBuffer()).subarray(0, 4000), 'bad-image'],
    ['a cut-off PNG', async () => (await paper(900, 900).png().toBuffer()).subarray(0, 100), 'bad-image'],
    ['one pixel', async () => await paper(1, 1).png().toBuffer(), 'image-too-small'],
    ['40,000 × 40,000 pixels', async () => bomb(40_000, 40_000), 'image-too-large'],
    ['a strip that is too long', async () => bomb(25_000, 60), 'image-too-large'],
  ] as const)('%s is refused', async (_, make, code) => {
    await expect(openPage(await make())).rejects.toMatchObject({ code })
  })

  test('what is transparent is paper', async () => {
    const page = await openPage(await paper(60, 80).png().toBuffer())
    expect(page).toMatchObject({ widthPx: 60, heightPx: 80, storedWidthPx: 60, storedHeightPx: 80 })
    expect(page.pixels.every((level) => level === 255)).toBe(true)
  })

  test('a page of many pixels is read smaller, its size is remembered', async () => {
    const page = await openPage(await sharp({ create: { width: 6500, height: 5000, channels: 3, background: '#eee' } }).jpeg().toBuffer())
    expect(page.widthPx * page.heightPx).toBeLessThanOrEqual(31_000_000)
    expect(page).toMatchObject({ storedWidthPx: 6500, storedHeightPx: 5000 })
  })

  test('a part is cut out and turned', async () => {
    const page = await openPage(await sharp({ create: { width: 100, height: 200, channels: 3, background: '#fff' } }).png().toBuffer())
    const meta = await sharp(await cutOut(page, 90, { x: 0, y: 0.5, width: 1, height: 0.25 })).metadata()
    expect(meta).toMatchObject({ format: 'tiff', width: 50, height: 100, channels: 1 })
  })
})
