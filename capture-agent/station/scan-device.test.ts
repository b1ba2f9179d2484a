import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startEsclScanner, type EsclOptions, type EsclScanner, type EsclSheet } from '#test/support/escl-scanner.ts'
import { startFakeIntake, type FakeBatch, type FakeIntake } from '#test/support/fake-intake.ts'
import { freshFolder } from '#test/support/pile.ts'
import { driversOf, hasSane, sheetDpi, sheetPile } from '#test/support/sane.ts'
import { enrol } from '../enrolment/enrol.ts'
import { saneScanner } from '../scanner/sane/sane-scanner.ts'
import type { Progress } from './progress.ts'
import { scanPile, type ScanOptions } from './scan-pile.ts'

let root = ''
let intake: FakeIntake
let device: EsclScanner
let sheets: EsclSheet[] = []
let progress: Progress[] = []

beforeEach(async () => {
  root = await freshFolder('device')
  progress = []
  intake = await startFakeIntake()
  await enrol({ server: intake.url, code: 'one-time', name: 'station', role: 'station', dataFolder: join(root, 'station') })
})
afterEach(async () => {
  await device.close()
  await intake.close()
  await rm(root, { recursive: true, force: true })
})

async function load(count: number, options: Omit<EsclOptions, 'sheets'> = {}): Promise<void> {
  sheets = await sheetPile(count)
  device = await startEsclScanner({ sheets, ...options })
}

function scan(goOn = false, options: Partial<ScanOptions> = {}) {
  const scanner = saneScanner({ program: 'scanimage', configFolder: device.configFolder })
  return scanPile({
    serverUrl: intake.url,
    dataFolder: join(root, 'station'),
    giveUpAfterMs: 20_000,
    wait: false,
    pile: { scanner, device: device.device, resolutionDpi: sheetDpi, goOn },
    onProgress: (one) => progress.push(one),
    ...options,
  })
}

const batches = (): FakeBatch[] => [...intake.batches.values()]
const spooled = (): Promise<string[]> => readdir(join(root, 'station', 'spool'))

async function pixels(image: Buffer | undefined): Promise<string> {
  return createHash('sha256').update(await sharp(image ?? Buffer.alloc(0)).toColourspace('b-w').raw().toBuffer()).digest('hex')
}

async function expectImages(batch: FakeBatch | undefined, wanted: EsclSheet[]): Promise<void> {
  const bodies = [...(batch?.images ?? [])].sort(([one], [other]) => one - other).map(([, { body }]) => body)
  expect(await Promise.all(bodies.map(pixels))).toEqual(await Promise.all(wanted.map(({ front }) => pixels(front))))
}

describe.skipIf(!hasSane)('scanning paper', () => {
  it('brings every sheet to the server and says how many there were', async () => {
    await load(6)
    expect(await scan()).toMatchObject({ state: 'closed', fed: 6, rejected: [] })
    await expectImages(batches()[0], sheets)
    expect(await spooled()).toEqual([])
    expect(progress).toContainEqual({ type: 'feeding-ended', images: 6, reason: 'feeder-empty', detail: 'The feeder is empty after 6 images.' })
  })

  it('puts the rest of a pile into the same batch when the jam is cleared', async () => {
    await load(6, { faults: { 4: 'jam' } })
    await expect(scan()).rejects.toMatchObject({ code: 'unreachable', detail: expect.stringMatching(/jammed.*3 images are safe.*--continue/) })
    device.clear()
    expect(await scan(true)).toMatchObject({ state: 'closed', fed: 6 })
    expect(intake.batches.size).toBe(1)
    await expectImages(batches()[0], sheets)
    const names = [...(batches()[0]?.images.values() ?? [])].map(({ announcement }) => announcement.name)
    expect(names.sort()).toEqual([1, 2, 3, 4, 5, 6].map((number) => `scan 000${number}.png`))
  })

  it('closes a pile that broke off, with an exception for a person, when another one is begun', async () => {
    await load(6, { faults: { 4: 'cover-open' } })
    await expect(scan()).rejects.toMatchObject({ code: 'unreachable' })
    device.clear()
    await scan()
    expect(batches().map(({ closing }) => closing?.fed).sort()).toEqual([3, 3])
    expect(batches().flatMap(({ closing }) => closing?.rejected ?? [])).toMatchObject([{ code: 'batch-incomplete', detail: expect.stringMatching(/after 3 images/) }])
    await expect(scan(true)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('leaves nothing behind where no sheet was fed', async () => {
    await load(0)
    await expect(scan()).rejects.toMatchObject({ code: 'unreachable', detail: expect.stringMatching(/No paper.*Nothing was fed/) })
    expect(await spooled()).toEqual([])
    expect(intake.batches.size).toBe(0)
  })

  it('stops the feeder when the spool is full, and loses no sheet that went through', async () => {
    await load(12, { imageMs: 150 })
    await expect(scan(false, { spoolBytes: 1 })).rejects.toMatchObject({ code: 'storage-full', detail: expect.stringMatching(/--continue/) })
    const fed = progress.filter((one) => one.type === 'fed').length
    expect(fed).toBeLessThan(12)
    await expectImages(batches()[0], sheets.slice(0, fed))
    const missing = device.delivered() - fed
    device.clear()
    expect(await scan(true)).toMatchObject({ fed: 12 - missing })
  })

  it('leaves no driver behind that draws in sheets for nobody, when the station is killed', async () => {
    await load(40, { imageMs: 200 })
    const env = { PATH: '/usr/bin:/bin', OPIS_DATA: root, OPIS_SERVER: intake.url, SANE_CONFIG_DIR: device.configFolder }
    const main = join(import.meta.dirname, '../main.ts')
    const station = spawn(process.execPath, [main, 'scan', '--device', device.device, '--resolution', String(sheetDpi)], { env, stdio: 'ignore' })
    await expect.poll(() => device.delivered(), { timeout: 30_000 }).toBeGreaterThan(2)
    expect(await driversOf(device.configFolder)).toHaveLength(1)
    station.kill('SIGKILL')
    // Whether the dying driver could still tell the device is a matter of luck; that it dies is not.
    await expect.poll(() => driversOf(device.configFolder), { timeout: 30_000 }).toEqual([])
    expect(device.left()).toBeGreaterThan(10)
  })

  it('reports the sheet whose image came incomplete, by its place in the pile', async () => {
    await load(5, { faults: { 3: 'truncated' } })
    const report = await scan()
    expect(report).toMatchObject({ fed: 4, rejected: [{ name: 'scan 0003', code: 'bad-image' }] })
  })
})
