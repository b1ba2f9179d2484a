import { spawn, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, readFile, rename, rm, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { stationsByHand } from '#contract/by-hand.ts'
import { batchList } from '#contract/capture.ts'
import { stationCode } from '#contract/identity.ts'
import { recordView } from '#contract/records.ts'
import { enrol } from '#agent/enrolment/enrol.ts'
import type { Progress } from '#agent/station/progress.ts'
import { freshFolder, pileOf } from '#test/support/pile.ts'
import { awaitBatch, enrolStation, orderCovers, readingOf, runServer, type RunningServer, type TestAgent } from '#test/support/run-server.ts'
import { serialLine, serialLineIsThere, type SerialLine } from '#test/support/serial-line.ts'

const main = fileURLToPath(new URL('../../capture-agent/main.ts', import.meta.url))
/** Older than what the hot folder takes for being written. */
const restedAt = new Date('2024-05-02T10:00:00Z')

/** Pseudo-terminal → the station as a process → the server → records. */
describe.skipIf(!serialLineIsThere)('a cover scanned with a reader at a station', () => {
  let server: RunningServer
  let recogniser: TestAgent
  let root: string
  let line: SerialLine
  let station: ChildProcess
  let seen: Progress[]

  beforeAll(async () => {
    server = await runServer()
    recogniser = await enrolStation(server, 'recogniser')
    root = await freshFolder('by-reader')
    const { code } = await server.admin.get(stationCode, 'POST', '/api/stations/code')
    await enrol({ server: server.url, code, name: 'desk', role: 'station', dataFolder: join(root, 'data/station') })
    await mkdir(join(root, 'hot'))
    line = await serialLine(root)
  })
  afterAll(async () => {
    await line?.unplug()
    await recogniser?.close()
    await server?.stop()
    if (root) await rm(root, { recursive: true, force: true })
  })
  beforeEach(async () => {
    seen = []
    const env = { PATH: process.env['PATH'], OPIS_DATA: join(root, 'data'), OPIS_SERVER: server.url, OPIS_STATION_FOLDER: join(root, 'hot'), OPIS_BARCODE_READER: `${line.path},9600` }
    station = spawn(process.execPath, [main, 'station', 'start'], { env, stdio: ['ignore', 'ignore', 'pipe'] })
    if (station.stderr) createInterface(station.stderr).on('line', (text) => seen.push(JSON.parse(text) as Progress))
    await told(({ type, ...more }) => type === 'notice' && JSON.stringify(more).includes('is ready'))
  })
  afterEach(async () => {
    const ended = once(station, 'exit')
    station.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
  })

  async function told<T extends Progress>(wanted: ((one: Progress) => boolean) | ((one: Progress) => one is T)): Promise<T> {
    await vi.waitUntil(() => seen.some(wanted), { timeout: 30_000, interval: 10 })
    return seen.find(wanted) as T
  }
  const opened = (one: Progress): one is Extract<Progress, { type: 'by-hand' }> => one.type === 'by-hand' && one.event === 'opened'
  const refused = (one: Progress): one is Extract<Progress, { type: 'code-refused' }> => one.type === 'code-refused'
  const oneCover = async (order: object) => (await orderCovers(server, { count: 1, ...order }))[0] ?? ''

  /** Lays a pile of pages, no cover among them, into the hot folder. */
  async function layPile(name: string): Promise<string[]> {
    const pages = await pileOf(join(root, name), 3)
    for (const file of ['sheet 1.png', 'sheet 2.png', 'sheet 3.png', '.']) await utimes(join(root, name, file), restedAt, restedAt)
    await rename(join(root, name), join(root, 'hot', name))
    return pages.map((page) => createHash('sha512').update(page).digest('hex'))
  }
  const searchable = (batch: string) => awaitBatch(server, batch, (report) => report.searchable, { recogniser, read: () => readingOf('copper lantern') })

  test('gives its pile without a printed cover the class and file of that cover', async () => {
    const cover = await oneCover({ class: 'petitions', file: '02-14', date: '2024-05-02', sheets: 3 })
    await line.send(`${cover}\r\n`)
    const { batch, cover: facts } = await told(opened)
    expect(facts).toMatchObject({ id: cover, class: 'petitions', file: '02-14' })
    await layPile('petition')
    const report = await searchable(batch)
    expect(report).toMatchObject({ state: 'closed', fed: 3, archived: 3, exceptions: [], records: [{ cover, class: 'petitions', pages: [1, 2, 3] }] })
    expect(await server.admin.get(recordView, 'GET', `/api/records/${report.records[0]?.id ?? ''}`)).toMatchObject({ class: 'petitions', file: '02-14', date: '2024-05-02', pages: 3 })
    await vi.waitUntil(async () => (await readFile(join(root, 'data/station/next-batch.json'), 'utf8').catch(() => '')) === '', { timeout: 30_000 })
  })

  test('is refused at the station and at the capture screen where it opens nothing; a pile then waits for a person', async () => {
    await line.send('5901234123457\r')
    expect(await told(refused)).toMatchObject({ code: '5901234123457', problem: 'bad-request', detail: expect.stringContaining('not that of a cover sheet') })
    const { stations } = await server.admin.get(stationsByHand, 'GET', '/api/batches/by-hand')
    expect(stations).toMatchObject([{ name: 'desk', waiting: null, refused: { code: '5901234123457', reason: 'code-foreign' } }])
    await layPile('nobody')
    const newest = async () => (await server.admin.get(batchList, 'GET', '/api/batches')).batches[0]
    await vi.waitUntil(async () => (await newest())?.state === 'exceptions', { timeout: 30_000, interval: 50 })
    expect(await newest()).toMatchObject({ stationName: 'desk', fed: 3, archived: 0, exceptions: 1 })
  })

  test('opens a batch also when the reader was unplugged and plugged in again', async () => {
    await line.unplug()
    await told(({ type, ...more }) => type === 'notice' && JSON.stringify(more).includes('is gone'))
    await line.plug()
    await vi.waitUntil(() => seen.filter((one) => one.type === 'notice' && one.detail.includes('is ready')).length === 2, { timeout: 30_000 })
    const cover = await oneCover({ class: 'correspondence' })
    await line.send(`${cover}\r`)
    const { batch } = await told(opened)
    await layPile('letters')
    expect((await searchable(batch)).records).toMatchObject([{ cover, class: 'correspondence', pages: [1, 2, 3] }])
  })
})
