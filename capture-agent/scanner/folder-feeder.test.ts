import { createHash } from 'node:crypto'
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshFolder, multiPageTiff, pageImage, pagePixels, pileOf, pngHead, textPdf } from '#test/support/pile.ts'
import { scannerSuite } from '#test/suites/scanner.ts'
import { folderDevice, folderFeeder } from './folder-feeder.ts'
import type { Delivered, FeedEvent } from './port.ts'

let root = ''
beforeAll(async () => {
  root = await freshFolder('feeder')
})
afterAll(() => rm(root, { recursive: true, force: true }))

let piles = 0
async function newFolder(): Promise<string> {
  piles += 1
  const folder = join(root, String(piles))
  await mkdir(folder)
  return folder
}

async function feed(folder: string, delivered: Delivered[] = []): Promise<FeedEvent[]> {
  const events: FeedEvent[] = []
  const job = { device: folderDevice(folder), source: null, resolutionDpi: null, duplex: false, mode: null, pageSize: null }
  for await (const event of folderFeeder().feed({ ...job, folder: await newFolder(), delivered }, new AbortController().signal)) events.push(event)
  return events
}

function pagesOf(events: FeedEvent[]) {
  return events.filter((event) => event.type === 'page')
}

scannerSuite('folder feeder', async () => {
  const folder = await newFolder()
  await pileOf(folder, 5)
  const job = { device: folderDevice(folder), source: null, resolutionDpi: null, duplex: false, mode: null, pageSize: null }
  return { scanner: folderFeeder([folder]), job, pages: 5, missingDevice: folderDevice(join(folder, 'missing')), close: async () => undefined }
})

describe('folder feeder', () => {
  it('feeds in natural name order and delivers single images bit for bit, by content and not by name', async () => {
    const folder = await newFolder()
    const files: [string, Buffer][] = [
      ['page 1.dat', await pageImage(1, 'jpeg')],
      ['page 2.jpg', await pageImage(2, 'png')],
      ['page 10.png', await pageImage(10, 'tiff')],
      ['page 11', await pageImage(11, 'webp')],
    ]
    for (const [name, bytes] of files) await writeFile(join(folder, name), bytes)
    const fed = pagesOf(await feed(folder))
    expect(fed.map((page) => page.name)).toEqual(files.map(([name]) => name))
    expect(fed.map((page) => page.mediaType)).toEqual(['image/jpeg', 'image/png', 'image/tiff', 'image/webp'])
    for (const [index, page] of fed.entries()) expect(sha(await readFile(page.file))).toBe(sha(files[index]?.[1] ?? Buffer.alloc(0)))
  })

  it('makes every page of a TIFF a PNG with the same pixels', async () => {
    const folder = await newFolder()
    await writeFile(join(folder, 'all.tif'), await multiPageTiff(3))
    const fed = pagesOf(await feed(folder))
    expect(fed.map(({ origin, lastOfItem, mediaType }) => [origin.page, lastOfItem, mediaType])).toEqual([
      [1, false, 'image/png'],
      [2, false, 'image/png'],
      [3, true, 'image/png'],
    ])
    for (const page of fed) expect(sha(await sharp(page.file).toColourspace('b-w').raw().toBuffer())).toBe(sha(pagePixels(page.number)))
  })

  it('draws the pages of a PDF at 300 dpi, grey where they are grey, and goes on within it', async () => {
    const folder = await newFolder()
    await textPdf(join(folder, 'text.pdf'), 3)
    const fed = pagesOf(await feed(folder))
    expect(fed).toHaveLength(3)
    for (const page of fed) {
      const { width, height, channels, density } = await sharp(page.file).metadata()
      expect([width, height, channels, density]).toEqual([1240, 1748, 1, 300])
    }
    const rest = pagesOf(await feed(folder, [{ item: 'text.pdf', page: 1, lastOfItem: false }]))
    expect(rest.map((page) => page.origin.page)).toEqual([2, 3])
    expect(sha(await readFile(rest[0]?.file ?? ''))).toBe(sha(await readFile(fed[1]?.file ?? '')))
  })

  it.each([
    ['empty file', 'empty-file', async () => Buffer.alloc(0)],
    ['truncated JPEG', 'bad-image', async () => (await pageImage(1, 'jpeg')).subarray(0, 900)],
    ['truncated PNG', 'bad-image', async () => (await pageImage(1)).subarray(0, -40)],
    ['truncated TIFF', 'bad-image', async () => (await pageImage(1, 'tiff')).subarray(0, 300)],
    ['head of a JPEG alone', 'bad-image', async () => Buffer.from('ffd8ff', 'hex')],
    ['1×1 image', 'image-too-small', async () => sharp({ create: { width: 1, height: 1, channels: 3, background: 'white' } }).png().toBuffer()],
    ['40,000×40,000 image', 'image-too-large', async () => pngHead(40_000, 40_000)],
    ['too many pixels on good sides', 'image-too-large', async () => pngHead(19_000, 19_000)],
    ['a text', 'unknown-format', async () => Buffer.from('Dear Sir or Madam')],
    ['a GIF', 'unknown-format', async () => Buffer.from('GIF89a______')],
    ['broken PDF', 'bad-image', async () => Buffer.from('%PDF-1.7\nnothing of the kind')],
    ['encrypted PDF', 'encrypted-file', async () => {
      const path = join(await newFolder(), 'secret.pdf')
      await textPdf(path, 1, 'secret')
      return readFile(path)
    }],
  ])('rejects: %s → %s, and feeds the sheets around it', async (name, code, content) => {
    const folder = await newFolder()
    await writeFile(join(folder, '1.png'), await pageImage(1))
    await writeFile(join(folder, '2.jpg'), await content())
    await writeFile(join(folder, '3.png'), await pageImage(3))
    const events = await feed(folder)
    expect(events.map((event) => event.type), name).toEqual(['page', 'rejected', 'page', 'ended'])
    expect(events[1]).toMatchObject({ name: '2.jpg', code, detail: expect.stringMatching(/\.$/), origin: { item: '2.jpg', page: 1 } })
    expect(events.at(-1)).toMatchObject({ reason: 'feeder-empty' })
  })

  it('takes hostile names as data', async () => {
    const folder = await newFolder()
    const names = ['..%2f..%2fetc%2fpasswd', '-rf', "'; drop table", 'line\nfeed\t\u202etxt.png', 'ü'.repeat(120), `${'n'.repeat(250)}.png`, '$(reboot)']
    for (const name of names) await writeFile(join(folder, name), await pageImage(1))
    await writeFile(Buffer.concat([Buffer.from(`${folder}/bytes-`), Buffer.from([0xff, 0xfe])]), await pageImage(2))
    const fed = pagesOf(await feed(folder))
    expect(fed).toHaveLength(names.length + 1)
    for (const page of fed) {
      expect(page.name.length).toBeLessThanOrEqual(255)
      expect(page.name).not.toMatch(/[\p{Cc}\u202e]/u)
    }
    expect(new Set(fed.map((page) => page.origin.item)).size).toBe(fed.length)
  })

  it('leaves links, folders and the files of file managers out', async () => {
    const folder = await newFolder()
    await symlink('/etc/hostname', join(folder, 'link.png'))
    await mkdir(join(folder, 'inner'))
    await writeFile(join(folder, '.DS_Store'), 'x')
    const events = await feed(folder)
    expect(events.map((event) => event.type)).toEqual(['notice', 'notice', 'ended'])
  })
})

function sha(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
