import { execFile } from 'node:child_process'
import { access, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshFolder, pagePixels } from '#test/support/pile.ts'
import { hasSane, testBackend } from '#test/support/sane.ts'
import { keepPage } from './keep-page.ts'

let root = ''
let backend: Awaited<ReturnType<typeof testBackend>>
beforeAll(async () => {
  root = await freshFolder('keep')
  backend = await testBackend()
})
afterAll(async () => {
  await backend.close()
  await rm(root, { recursive: true, force: true })
})

const run = promisify(execFile)
const size = { width: 200, height: 280 }

async function scan(format: 'tiff' | 'pnm', options: string[]): Promise<string> {
  const path = join(root, `scan.${format}`)
  const env = { PATH: '/usr/bin', SANE_CONFIG_DIR: backend.configFolder }
  await run('scanimage', ['-d', 'test:0', '--resolution=100', '--test-picture=Color pattern', '-x', '60', '-y', '80', `--format=${format}`, `--output-file=${path}`, ...options], { env })
  return path
}

async function keep(bytes: Buffer): ReturnType<typeof keepPage> {
  await writeFile(join(root, 'page.tif'), bytes)
  return keepPage(join(root, 'page.tif'), join(root, 'page.png'))
}

const tiffOf = (pixels: Buffer, channels: 1 | 3 = 1) => sharp(pixels, { raw: { ...size, channels } }).toColourspace(channels === 1 ? 'b-w' : 'srgb').tiff({ compression: 'none' }).toBuffer()

describe('an image as the driver wrote it', () => {
  it.skipIf(!hasSane).each([
    ['grey', ['--mode=Gray', '--depth=8']],
    ['grey of 16 bits', ['--mode=Gray', '--depth=16']],
    ['black and white', ['--mode=Gray', '--depth=1']],
    ['colour', ['--mode=Color', '--depth=8']],
    ['a height that is not known before', ['--mode=Gray', '--hand-scanner=yes']],
  ])('keeps every pixel: %s', async (_, options) => {
    const target = join(root, 'kept.png')
    expect(await keepPage(await scan('tiff', options), target)).toEqual({ ok: true, mediaType: 'image/png' })
    expect((await pixelsOf(target)).equals(pnmPixels(await readFile(await scan('pnm', options))))).toBe(true)
    expect((await sharp(target).metadata()).density).toBe(100)
  })

  it.each([1, 200, 20_000, 55_000])('refuses one that is %d bytes short', async (missing) => {
    const whole = await tiffOf(pagePixels(3))
    expect(await keep(whole.subarray(0, whole.length - missing))).toMatchObject({ ok: false, code: 'bad-image' })
    await expect(access(join(root, 'page.png'))).rejects.toThrow()
  })

  it.each([
    ['grey rows at the end', (row: number) => (row >= 270 ? 128 : 200), 'bad-image'],
    ['grey rows and white below them', (row: number) => (row >= 270 ? 255 : row >= 240 ? 128 : 200), 'bad-image'],
    ['fewer than a block', (row: number) => (row >= 275 ? 128 : 200), null],
    ['grey that is not the last', (row: number) => (row >= 275 ? 130 : row >= 240 ? 128 : 200), null],
    ['white throughout', () => 255, null],
  ])('knows rows that a decoder made up: %s', async (_, value, code) => {
    for (const channels of [1, 3] as const) {
      const pixels = Buffer.concat(Array.from({ length: size.height }, (__, row) => Buffer.alloc(size.width * channels, value(row))))
      const kept = await keep(await rawTiff(pixels, channels))
      expect(kept.ok ? null : kept.code).toBe(code)
    }
  })
})

/** A TIFF whose rows are its last bytes, as the driver's program writes it. */
async function rawTiff(pixels: Buffer, channels: 1 | 3): Promise<Buffer> {
  const tiff = await tiffOf(pixels, channels)
  const at = tiff.indexOf(pixels)
  if (at + pixels.length === tiff.length) return tiff
  const entries = [[256, 4, 1, size.width], [257, 4, 1, size.height], [258, 3, 1, 8], [259, 3, 1, 1], [262, 3, 1, channels === 1 ? 1 : 2], [273, 4, 1, 0], [277, 3, 1, channels], [278, 4, 1, size.height], [279, 4, 1, pixels.length]]
  const head = Buffer.alloc(8 + 2 + entries.length * 12 + 4)
  head.write('II*\0', 'latin1')
  head.writeUInt32LE(8, 4)
  head.writeUInt16LE(entries.length, 8)
  for (const [index, [tag = 0, type = 0, count = 0, value = 0]] of entries.entries()) {
    const entry = 10 + index * 12
    head.writeUInt16LE(tag, entry)
    head.writeUInt16LE(type, entry + 2)
    head.writeUInt32LE(count, entry + 4)
    head.writeUInt32LE(tag === 273 ? head.length : value, entry + 8)
  }
  return Buffer.concat([head, pixels])
}

async function pixelsOf(path: string): Promise<Buffer> {
  const image = sharp(path)
  const { space } = await image.metadata()
  return image.toColourspace(space).raw({ depth: space.endsWith('16') ? 'ushort' : 'uchar' }).toBuffer()
}

/** Samples of a PNM file as the image library gives them: one byte each, or two with the lower first. */
function pnmPixels(file: Buffer): Buffer {
  const [head = '', kind, width = '', , most] = /^(P[456])\n(?:#.*\n)*(\d+) (\d+)\n(?:(\d+)\n)?/.exec(file.subarray(0, 200).toString('latin1')) ?? []
  const samples = file.subarray(head.length)
  if (most === '65535') return Buffer.from(samples).swap16()
  if (kind !== 'P4') return samples
  const rowBytes = Math.ceil(Number(width) / 8)
  const bits = Array.from(samples).flatMap((byte, at) => Array.from({ length: Math.min(8, Number(width) - (at % rowBytes) * 8) }, (_, bit) => ((byte >> (7 - bit)) & 1) === 1 ? 0 : 255))
  return Buffer.from(bits)
}
