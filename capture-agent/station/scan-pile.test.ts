import { createHash } from 'node:crypto'
import { readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startFakeIntake, type Asked, type Fault, type FakeBatch, type FakeIntake } from '#test/support/fake-intake.ts'
import { freshFolder, pileOf } from '#test/support/pile.ts'
import { enrol } from '../enrolment/enrol.ts'
import type { Progress } from './progress.ts'
import { scanPile, type ScanOptions } from './scan-pile.ts'

let root = ''
let folder = ''
let intake: FakeIntake
let pages: Buffer[] = []
let progress: Progress[] = []

beforeEach(async () => {
  root = await freshFolder('station')
  folder = join(root, 'pile')
  pages = await pileOf(folder, 6)
  progress = []
  intake = await startFakeIntake()
  await enrol({ server: intake.url, code: 'one-time', name: 'station', role: 'station', dataFolder: join(root, 'station') })
})
afterEach(async () => {
  await intake.close()
  await rm(root, { recursive: true, force: true })
})

function scan(options: Partial<ScanOptions> = {}) {
  return scanPile({
    serverUrl: intake.url,
    dataFolder: join(root, 'station'),
    giveUpAfterMs: 20_000,
    wait: true,
    pile: { folder },
    onProgress: (one) => progress.push(one),
    ...options,
  })
}

/** The fault for the nth request that `wanted` picks, once. */
function onceFor(wanted: (asked: Asked) => boolean, fault: Fault, times = 1): (asked: Asked) => Fault {
  let left = times
  return (asked) => {
    if (!wanted(asked) || left === 0) return null
    left -= 1
    return fault
  }
}

function onlyBatch(): FakeBatch {
  expect(intake.batches.size).toBe(1)
  return [...intake.batches.values()][0] ?? expect.fail('no batch')
}

/** Every page arrived once, in order, bit for bit, and nothing stays behind at the station. */
async function expectWhole(): Promise<void> {
  const { images, closing } = onlyBatch()
  expect([...images.keys()].sort((one, other) => one - other)).toEqual(pages.map((_, index) => index + 1))
  for (const [index, page] of pages.entries()) expect(sha(images.get(index + 1)?.body)).toBe(sha(page))
  expect(closing?.fed).toBe(pages.length)
  expect(intake.complaints).toEqual([])
  expect(await readdir(join(root, 'station', 'spool'))).toEqual([])
}

const isImage = ({ kind }: Asked): boolean => kind === 'image'

describe('scanning a pile', () => {
  it('brings every page to the server bit for bit and ends with the report', async () => {
    const report = await scan()
    expect(report).toMatchObject({ state: 'closed', fed: 6, searchable: true })
    await expectWhole()
    expect(progress.filter((one) => one.type === 'fed')).toHaveLength(6)
    const marks = onlyBatch().images.get(1)?.announcement.marks
    expect(marks).toMatchObject({ widthPx: 200, heightPx: 280 })
  })

  it('keeps its identity where only the owner reads it', async () => {
    expect((await stat(join(root, 'station', 'agent.json'))).mode & 0o777).toBe(0o600)
  })

  it.each<[string, (asked: Asked) => Fault]>([
    ['the connection cut in an upload', onceFor(isImage, 'cut', 3)],
    ['an answer lost after an upload', onceFor(isImage, 'lost-answer', 3)],
    ['a receipt for other bytes', onceFor(isImage, 'wrong-receipt', 2)],
    ['the disk of the server full for a while', onceFor(isImage, 'storage-full', 3)],
    ['a fault of the server on opening', onceFor(({ kind }) => kind === 'open', 'internal')],
    ['the answer to closing lost', onceFor(({ kind }) => kind === 'close', 'lost-answer')],
    ['the report not to be had', onceFor(({ kind }) => kind === 'report', 'cut', 2)],
  ])('survives %s', async (_, fault) => {
    intake.onRequest = fault
    await scan()
    await expectWhole()
    expect(progress.some((one) => one.type === 'waiting')).toBe(true)
  })

  it('finds its way with a clock that is a year off', async () => {
    intake.clockOffsetMs = 365 * 24 * 3600 * 1000
    await scan()
    await expectWhole()
  })

  it('keeps a page for which the server never gives the right checksum, and says so', async () => {
    intake.onRequest = ({ kind, image }) => (kind === 'image' && image === 2 ? 'wrong-receipt' : null)
    await expect(scan()).rejects.toMatchObject({ code: 'checksum-mismatch' })
    const [batch = ''] = await readdir(join(root, 'station', 'spool'))
    expect(await readdir(join(root, 'station', 'spool', batch, 'images'))).toContain('000002.png')
    intake.onRequest = () => null
    await scan()
    await expectWhole()
  })

  it('keeps everything when the server is away, and goes on when the command is given again', async () => {
    intake.onRequest = onceFor(isImage, 'cut', 1000)
    await expect(scan({ giveUpAfterMs: 1 })).rejects.toMatchObject({ code: 'unreachable' })
    intake.onRequest = () => null
    await scan()
    expect(progress.findLast((one) => one.type === 'started')).toMatchObject({ resumed: true })
    await expectWhole()
  })

  it('stops when the spool is full and goes on where it stopped', async () => {
    const ended = Promise.withResolvers<Fault>()
    intake.onRequest = ({ kind }) => (kind === 'image' ? ended.promise : null)
    const outcome = scan({ spoolBytes: 1, onProgress: (one) => one.type === 'feeding-ended' && ended.resolve(null) })
    await expect(outcome).rejects.toMatchObject({ code: 'storage-full' })
    expect(onlyBatch().images.size).toBeGreaterThan(0)
    expect(onlyBatch().images.size).toBeLessThan(6)
    await scan()
    await expectWhole()
  })

  it('sends a page that the server refuses aside, and the others on', async () => {
    intake.onRequest = ({ kind, image }) => (kind === 'image' && image === 3 ? 'bad-image' : null)
    await expect(scan()).rejects.toMatchObject({ code: 'batch-incomplete' })
    expect([...onlyBatch().images.keys()].sort()).toEqual([1, 2, 4, 5, 6])
    const [batch = ''] = await readdir(join(root, 'station', 'spool'))
    expect(await readdir(join(root, 'station', 'spool', batch, 'refused'))).toEqual(['000003.png'])
  })

  it('reports sheets that are no images as rejected', async () => {
    await writeFile(join(folder, 'sheet 3b.png'), 'nothing')
    const report = await scan()
    expect(report.rejected).toEqual([{ name: 'sheet 3b.png', code: 'unknown-format', detail: expect.any(String) }])
    await expectWhole()
  })

  it('ends the old batch with an exception and begins a new one when the pile was changed half-way', async () => {
    const ended = Promise.withResolvers<Fault>()
    intake.onRequest = ({ kind }) => (kind === 'image' ? ended.promise : null)
    const first = scan({ spoolBytes: 1, onProgress: (one) => one.type === 'feeding-ended' && ended.resolve(null) })
    await expect(first).rejects.toMatchObject({ code: 'storage-full' })
    intake.onRequest = () => null
    await rm(folder, { recursive: true })
    pages = await pileOf(folder, 2)
    await scan({ wait: false })
    const [old, young] = [...intake.batches.values()]
    expect(old?.closing).toMatchObject({ fed: old?.images.size, rejected: [{ code: 'batch-incomplete', detail: expect.stringContaining('pile of 6 files') }] })
    expect(young?.closing).toMatchObject({ fed: 2, rejected: [] })
    expect(intake.batches.size).toBe(2)
  })

  it('refuses to start where it is not enrolled', async () => {
    await rm(join(root, 'station', 'agent.json'))
    await expect(scan()).rejects.toMatchObject({ code: 'unauthenticated' })
  })
})

function sha(bytes: Buffer | undefined): string {
  return createHash('sha256').update(bytes ?? '').digest('hex')
}
