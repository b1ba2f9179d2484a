import { createHash } from 'node:crypto'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startEsclScanner, type EsclFault, type EsclOptions, type EsclScanner } from '#test/support/escl-scanner.ts'
import { freshFolder } from '#test/support/pile.ts'
import { hasSane, sheetDpi, sheetPile, testBackend } from '#test/support/sane.ts'
import { scannerSuite } from '#test/suites/scanner.ts'
import type { FeedEvent, FeedJob } from '../port.ts'
import type { Patience } from './drive-feeder.ts'
import { saneScanner } from './sane-scanner.ts'

const program = 'scanimage'
const open = { source: null, resolutionDpi: sheetDpi, duplex: false, mode: null, pageSize: null }

describe.skipIf(!hasSane)('SANE', () => {
  scannerSuite("SANE's own test device", async () => {
    const backend = await testBackend()
    const scanner = saneScanner({ program, configFolder: backend.configFolder })
    return { scanner, job: { device: 'test:0', ...open }, pages: 10, missingDevice: 'test:7', close: backend.close }
  })

  scannerSuite('eSCL network scanner', async () => {
    const device = await startEsclScanner({ sheets: await sheetPile(6) })
    const scanner = saneScanner({ program, configFolder: device.configFolder })
    return { scanner, job: { device: device.device, ...open }, pages: 6, missingDevice: 'airscan:e0:Elsewhere', reload: async () => device.clear(await sheetPile(6)), close: device.close }
  })
})

describe.skipIf(!hasSane)('SANE scanner', () => {
  let root = ''
  let device: EsclScanner
  const closing: (() => Promise<void>)[] = []
  beforeAll(async () => {
    root = await freshFolder('sane')
  })
  afterEach(async () => {
    for (const close of closing.splice(0)) await close()
  })
  afterAll(() => rm(root, { recursive: true, force: true }))

  async function start(options: EsclOptions): Promise<void> {
    device = await startEsclScanner(options)
    closing.push(device.close)
  }

  let feeds = 0
  async function feed(job: Partial<FeedJob> = {}, patience?: Patience, configFolder = device.configFolder): Promise<FeedEvent[]> {
    feeds += 1
    const folder = join(root, String(feeds))
    await mkdir(folder)
    const events: FeedEvent[] = []
    const whole = { ...open, folder, delivered: [], ...job, device: job.device ?? device.device }
    for await (const event of saneScanner({ program, configFolder }, patience).feed(whole, new AbortController().signal)) events.push(event)
    const pages = events.filter((event) => event.type === 'page')
    expect((await readdir(folder)).sort()).toEqual(pages.map((page) => page.file.slice(folder.length + 1)).sort())
    return events
  }

  it('keeps every pixel that the scanner sends, with the resolution', async () => {
    const sheets = await sheetPile(3)
    await start({ sheets })
    const pages = (await feed()).filter((event) => event.type === 'page')
    expect(pages).toHaveLength(3)
    for (const [index, page] of pages.entries()) {
      const { width, height, channels, density } = await sharp(page.file).metadata()
      expect([width, height, channels, density]).toEqual([620, 877, 1, sheetDpi])
      expect(await pixels(page.file)).toBe(await pixels(sheets[index]?.front ?? ''))
    }
  })

  it('takes both sides in order', async () => {
    const sheets = await sheetPile(3, 2)
    await start({ sheets })
    const pages = (await feed({ duplex: true })).filter((event) => event.type === 'page')
    const wanted = sheets.flatMap(({ front, back = Buffer.alloc(0) }) => [front, back])
    expect(await Promise.all(pages.map((page) => pixels(page.file)))).toEqual(await Promise.all(wanted.map(pixels)))
    expect(device.jobs[0]).toMatchObject({ source: 'Feeder', duplex: true })
  })

  it('asks the device for what the job says', async () => {
    await start({ sheets: await sheetPile(1) })
    await feed({ resolutionDpi: 100, mode: 'colour', pageSize: 'a5' })
    expect(device.jobs[0]).toMatchObject({ source: 'Feeder', duplex: false, colorMode: 'RGB24', resolutionDpi: 100, width: 1748, height: 2480 })
  })

  it('leaves the usual choice where the job is silent: feeder, grey, 300 dpi, A4', async () => {
    await start({ sheets: await sheetPile(1) })
    await feed({ resolutionDpi: null })
    expect(device.jobs[0]).toEqual({ source: 'Feeder', duplex: false, colorMode: 'Grayscale8', resolutionDpi: 300, width: 2480, height: 3508 })
  })

  it('takes one sheet from the glass and does not scan it again and again', async () => {
    await start({ sheets: await sheetPile(3) })
    const events = await feed({ source: 'Flatbed' })
    expect(events.map((event) => event.type)).toEqual(['page', 'ended'])
    expect(events.at(-1)).toMatchObject({ reason: 'feeder-empty' })
  })

  it.each([
    ['a resolution', { resolutionDpi: 240 }, /240 dpi.*75, 100, 150/],
    ['a source', { source: 'Tray 7' }, /Tray 7.*“ADF”/],
    ['a size', { pageSize: 'a3' }, /a3.*a4/],
    ['a mode', { mode: 'lineart' }, /lineart.*grey/],
    ['both sides from the glass', { source: 'Flatbed', duplex: true }, /both sides/],
  ] as const)('refuses what the device cannot do and says what it can: %s', async (_, job, detail) => {
    await start({ sheets: await sheetPile(2) })
    expect(await feed(job)).toEqual([{ type: 'ended', reason: 'fault', detail: expect.stringMatching(detail) }])
    expect(device.jobs).toEqual([])
  })

  it('says that there is no paper, that the scanner is in use, and that it is switched off', async () => {
    await start({ sheets: [] })
    expect(await feed()).toEqual([{ type: 'ended', reason: 'no-paper', detail: expect.stringMatching(/pile/) }])
    await device.close()
    expect(await feed()).toEqual([{ type: 'ended', reason: 'device-gone', detail: expect.stringMatching(/switched on/) }])
  })

  it.each<[EsclFault, string, RegExp]>([
    ['jam', 'jam', /jammed.*2 images are safe/],
    ['cover-open', 'cover-open', /[Cc]over.*2 images are safe/],
    ['vanish', 'device-gone', /switched on.*2 images are safe/],
    ['cut', 'device-gone', /2 images are safe/],
  ])('ends with what to do, and keeps what was fed: %s', async (fault, reason, detail) => {
    await start({ sheets: await sheetPile(4), faults: { 3: fault } })
    const events = await feed()
    expect(events.map((event) => event.type)).toEqual(['page', 'page', 'ended'])
    expect(events.at(-1)).toMatchObject({ reason, detail: expect.stringMatching(detail) })
  })

  it.each([
    ['JAMMED', 'jam', /jammed/],
    ['NO_DOCS', 'no-paper', /No paper/],
    ['COVER_OPEN', 'cover-open', /cover/],
    ['DEVICE_BUSY', 'device-busy', /in use/],
    ['IO_ERROR', 'device-gone', /switched on/],
    ['ACCESS_DENIED', 'fault', /group “scanner”/],
    ['NO_MEM', 'fault', /memory/],
    ['CANCELLED', 'stopped', /at the scanner/],
    ['INVAL', 'fault', /Invalid argument/],
  ])('understands what a driver says while it reads: %s', async (status, reason, detail) => {
    const backend = await testBackend(`SANE_STATUS_${status}`)
    closing.push(backend.close)
    const events = await feed({ device: 'test:0' }, undefined, backend.configFolder)
    expect(events).toEqual([{ type: 'ended', reason, detail: expect.stringMatching(detail) }])
  })

  it('rejects an image of which the scanner sent half, although its driver says nothing, and goes on', async () => {
    await start({ sheets: await sheetPile(4), faults: { 3: 'truncated' } })
    const events = await feed()
    expect(events.map((event) => event.type)).toEqual(['page', 'page', 'rejected', 'page', 'ended'])
    expect(events[2]).toEqual({ type: 'rejected', name: 'scan 0003', code: 'bad-image', detail: expect.stringMatching(/Scan this sheet again/), origin: { item: 'scan 0003', page: 1 } })
    expect(events.at(-1)).toMatchObject({ reason: 'feeder-empty' })
  })

  it('goes on behind a jam with the sheet that was laid back', async () => {
    const sheets = await sheetPile(4)
    await start({ sheets, faults: { 3: 'jam' } })
    await feed()
    expect(await feed()).toEqual([{ type: 'ended', reason: 'jam', detail: expect.any(String) }])
    device.clear()
    const rest = (await feed()).filter((event) => event.type === 'page')
    expect(await Promise.all(rest.map((page) => pixels(page.file)))).toEqual(await Promise.all(sheets.slice(2).map(({ front }) => pixels(front))))
  })

  it('makes the count visible where the scanner says too early that it is empty', async () => {
    await start({ sheets: await sheetPile(5), faults: { 3: 'empty' } })
    const events = await feed()
    expect(events.filter((event) => event.type === 'page')).toHaveLength(2)
    expect(events.at(-1)).toEqual({ type: 'ended', reason: 'feeder-empty', detail: 'The feeder is empty after 2 images.' })
    expect(device.left()).toBe(3)
  })

  it('waits for a scanner that is not ready with an image yet', async () => {
    await start({ sheets: await sheetPile(3), faults: { 2: 'not-ready' } })
    expect((await feed()).map((event) => event.type)).toEqual(['page', 'page', 'page', 'ended'])
  })

  it('ends a driver that hangs, and keeps what was fed', async () => {
    await start({ sheets: await sheetPile(4), faults: { 3: 'hang' } })
    const events = await feed({}, { silentMs: 2000, stoppingMs: 1000, closingMs: 1000 })
    expect(events.map((event) => event.type)).toEqual(['page', 'page', 'ended'])
    expect(events.at(-1)).toMatchObject({ reason: 'fault', detail: expect.stringMatching(/did not answer/) })
  })
})

async function pixels(image: string | Buffer): Promise<string> {
  return createHash('sha256').update(await sharp(image).toColourspace('b-w').raw().toBuffer()).digest('hex')
}
