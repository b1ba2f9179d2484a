import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fakeDriver, type Misdeed } from '#test/support/fake-driver.ts'
import { freshFolder, pagePixels } from '#test/support/pile.ts'
import type { FeedEvent } from '../port.ts'
import { saneScanner } from './sane-scanner.ts'

let root = ''
beforeAll(async () => {
  root = await freshFolder('driver')
  const image = await sharp(pagePixels(5), { raw: { width: 200, height: 280, channels: 1 } }).toColourspace('b-w').tiff({ compression: 'none' }).toBuffer()
  await writeFile(join(root, 'page.tif'), image)
})
afterAll(() => rm(root, { recursive: true, force: true }))

const patience = { silentMs: 400, stoppingMs: 400, closingMs: 400 }

async function feed(program: string, device = 'x:1'): Promise<FeedEvent[]> {
  const folder = join(root, 'feed')
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder)
  const job = { device, source: null, resolutionDpi: 75, duplex: false, mode: null, pageSize: null, folder, delivered: [] }
  const events: FeedEvent[] = []
  for await (const event of saneScanner({ program, configFolder: null }, patience).feed(job, new AbortController().signal)) events.push(event)
  expect((await readdir(folder)).filter((name) => name.includes('.tif'))).toEqual([])
  return events
}

describe('a driver that misbehaves', () => {
  it.each<[Misdeed, string[], string, RegExp]>([
    ['half-image', ['page', 'rejected', 'page', 'ended'], 'feeder-empty', /after 3 images/],
    ['silent-end', ['page', 'ended'], 'fault', /without saying why.*1 image is safe/],
    ['crash', ['page', 'ended'], 'fault', /crashed \(SIGSEGV\).*1 image is safe/],
    ['deaf', ['page', 'ended'], 'fault', /did not answer/],
    ['deaf-close', ['page', 'ended'], 'feeder-empty', /after 1 image\./],
    ['garbage', ['ended'], 'fault', /75 dpi cannot be set/],
    ['no-right', ['ended'], 'fault', /group “scanner”/],
  ])('%s', async (misdeed, types, reason, detail) => {
    const events = await feed(await fakeDriver(root, misdeed, join(root, 'page.tif')))
    expect(events.map((event) => event.type)).toEqual(types)
    expect(events.at(-1)).toMatchObject({ reason, detail: expect.stringMatching(detail) })
  })

  it('says which package is missing', async () => {
    expect(await feed(join(root, 'nowhere'))).toEqual([{ type: 'ended', reason: 'fault', detail: expect.stringMatching(/sane-utils/) }])
    expect(await saneScanner({ program: join(root, 'nowhere'), configFolder: null }).list()).toEqual([])
  })

  it.each(['--help', '', '-d', 'a\nb', 'a\0b'])('never takes %j for a device', async (device) => {
    expect(await feed('/bin/false', device)).toEqual([{ type: 'ended', reason: 'device-gone', detail: expect.stringMatching(/not the name/) }])
  })
})
