import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { batchReport, type BatchReport } from '#contract/capture.ts'
import { stationCode } from '#contract/identity.ts'
import { enrol } from '#agent/enrolment/enrol.ts'
import { stationLaunch } from '#agent/launch.ts'
import { blackPng, packedText, pdfBombs, tiffOfOneImage } from '#test/support/bombs.ts'
import { peakMb } from '#test/support/peak-memory.ts'
import { freshFolder, pageImage } from '#test/support/pile.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'

const root = resolve(import.meta.dirname, '../..')
const small = { widthPx: 200, heightPx: 280 }

/** What lies in the feeder: file, and what is to become of it: pages, or the code of its refusal. */
const pile: [name: string, outcome: number | string, make: () => Buffer | Promise<Buffer>][] = [
  ['01 good.png', 1, () => pageImage(1)],
  ['02 page of five metres.pdf', 'image-too-large', pdfBombs.hugePage],
  ['03 nested.pdf', 'bad-image', pdfBombs.nestedForms],
  ['04 packed.pdf', 'bad-image', pdfBombs.packedDrawing],
  ['05 good.png', 1, () => pageImage(2)],
  ['06 three thousand.tif', 'too-many-pages', () => tiffOfOneImage({ ...small, directories: 3000 })],
  ['07 circle.tif', 3, () => tiffOfOneImage({ ...small, directories: 3, circle: true })],
  ['08 comment.png', 1, () => blackPng({ ...small, pixel: 'grey-8', before: [packedText(2_000_000_000)] })],
  ['09 beyond.png', 'image-too-large', () => blackPng({ widthPx: 30_000, heightPx: 30_000, pixel: 'grey-8' })],
  ['10 good.png', 1, () => pageImage(3)],
]

let server: RunningServer
let folder: string
let report: BatchReport
let stationMb = 0

/** The station as a process of its own, fed with the pile; its highest resident size is looked at until it ends. */
beforeAll(async () => {
  server = await runServer()
  folder = await freshFolder('bad-pile')
  await mkdir(join(folder, 'pile'))
  for (const [name, , make] of pile) await writeFile(join(folder, 'pile', name), await make())
  const { code } = await server.admin.get(stationCode, 'POST', '/api/stations/code')
  await enrol({ server: server.url, code, name: 'desk', role: 'station', dataFolder: join(folder, 'data/station') })
  const words = [...stationLaunch.execArgv, 'capture-agent/main.ts', 'scan', '--folder', join(folder, 'pile'), '--no-wait']
  const child = spawn(resolve(root, 'node_modules/.bin/node'), words, { cwd: root, env: { PATH: '/usr/bin:/bin', OPIS_DATA: join(folder, 'data'), OPIS_SERVER: server.url, ...stationLaunch.env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  let complaints = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')))
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString('utf8')))
  const ended = once(child, 'close')
  await vi.waitUntil(() => {
    stationMb = Math.max(stationMb, peakMb(child.pid ?? 0) ?? 0)
    return child.exitCode !== null || child.signalCode !== null
  }, { timeout: 180_000, interval: 25 })
  await ended
  if (child.exitCode !== 0) throw new Error(`the station ended with ${child.exitCode}: ${complaints.slice(-2000)}`)
  report = batchReport.parse(JSON.parse(output))
}, 240_000)
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

test('every file has its pages or its refusal with a code and a sentence, and the pile adds up', () => {
  const refused = pile.filter(([, outcome]) => typeof outcome === 'string')
  const pages = pile.reduce((sum, [, outcome]) => sum + (typeof outcome === 'number' ? outcome : 0), 0)
  expect(report.fed).toBe(pages)
  expect(report.rejected.map(({ name, code }) => [name, code])).toEqual(refused.map(([name, code]) => [expect.stringContaining(name), code]))
  for (const { detail } of report.rejected) expect(detail).toMatch(/^\w.{15,}\.$/su)
})

test('the station stays below 300 MB whatever it is fed', () => {
  expect(stationMb).toBeGreaterThan(0)
  expect(stationMb).toBeLessThan(300)
})

test('the server took in what is good and logged no fault of ours', () => {
  expect(server.log.filter((line) => line.includes('"level":"error"'))).toEqual([])
})
