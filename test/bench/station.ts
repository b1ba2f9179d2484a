import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setInterval } from 'node:timers'
import sharp from 'sharp'
import { batchReport } from '#contract/capture.ts'
import { readRunFile } from '#server/run-file.ts'
import { callerWithToken, type Caller } from '#test/support/caller.ts'
import { startEsclScanner, type EsclSheet } from '#test/support/escl-scanner.ts'
import { textLines } from '#test/support/page-texts.ts'
import { peakMb } from '#test/support/peak-memory.ts'
import { printCover } from '#test/support/print-cover.ts'
import { renderPage } from '#test/support/render-page.ts'
import { hasSane } from '#test/support/sane.ts'
import { freePort, startServerProcess } from '#test/support/server-process.ts'
import { processesBelow } from './cpu.ts'

/** The target: 120 images in a minute. */
const imageMs = 500
/** What a feeder keeps for a slow reader before it stands still. */
const bufferImages = 4
const pagesEach = 49
const watchMs = 500

/**
 * `opis scan` from a network scanner at 120 grey images a minute, 300 dpi, for so many images, while the recogniser reads
 * what came: how long the feeder waited, and the highest resident size of the station and of the server.
 */
export async function benchStation(images: number): Promise<string[]> {
  if (!hasSane) return ['station: SANE is not installed']
  const folder = await mkdtemp(join(tmpdir(), 'opis-bench-station-'))
  const env = { OPIS_DATA: join(folder, 'data'), OPIS_PORT: String(await freePort()) }
  const server = await startServerProcess(env)
  try {
    const admin = callerWithToken(server.url, (await readRunFile(env.OPIS_DATA))?.token ?? '')
    const scanner = await startEsclScanner({ sheets: await sheetsFor(admin, images), imageMs, bufferImages })
    const startedMs = performance.now()
    const { output, stationMb } = await scan(scanner.device, { OPIS_DATA: env.OPIS_DATA, SANE_CONFIG_DIR: scanner.configFolder })
    const seconds = (performance.now() - startedMs) / 1000
    const waitedMs = scanner.waitedMs()
    await scanner.close()
    const { fed } = batchReport.parse(JSON.parse(output))
    return [
      `station: ${fed} of ${images} images, 300 dpi grey, at one in ${imageMs} ms: ${seconds.toFixed(0)} s, feeder waited ${Math.round(waitedMs)} ms (target 0), station at most ${stationMb} MB (target 300), server at most ${peakMb(server.pid) ?? 0} MB beside its database (target 400)`,
    ]
  } finally {
    await server.kill('SIGTERM')
    await rm(folder, { recursive: true, force: true })
  }
}

async function sheetsFor(admin: Caller, images: number): Promise<EsclSheet[]> {
  const asScanned = async (png: Uint8Array) => ({ front: await sharp(png).resize(2480, 3508, { fit: 'fill' }).toColourspace('b-w').jpeg({ quality: 90 }).toBuffer() })
  const drawn: EsclSheet[] = []
  for (let page = 0; page < 12; page++) drawn.push(await asScanned((await renderPage({ lines: textLines('ro', 44, 700 + page, 68), noise: 0.001, seed: page })).png))
  const sheets: EsclSheet[] = []
  for (let image = 0; image < images; image++) {
    const page = drawn[image % drawn.length]
    if (image % (pagesEach + 1) === 0) sheets.push(await asScanned((await printCover(admin, { class: 'correspondence' })).png))
    else if (page !== undefined) sheets.push(page)
  }
  return sheets
}

/** The command until every image is with the server; `stationMb`: the largest of its processes that is not the scanner's driver. */
async function scan(device: string, env: Record<string, string>): Promise<{ output: string; stationMb: number }> {
  const root = resolve(import.meta.dirname, '../..')
  const words = ['server/cli/opis.ts', 'scan', '--device', device, '--resolution', '300', '--mode', 'grey', '--no-wait', '--json']
  const child = spawn(join(root, 'node_modules/.bin/node'), words, { cwd: root, env: { PATH: '/usr/bin:/bin', ...env }, stdio: ['ignore', 'pipe', 'inherit'] })
  let [output, stationMb] = ['', 0]
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const watch = setInterval(() => {
    for (const pid of [child.pid ?? 0, ...processesBelow(child.pid ?? 0)]) stationMb = Math.max(stationMb, peakMb(pid) ?? 0)
  }, watchMs)
  await once(child, 'close')
  clearInterval(watch)
  return { output, stationMb }
}
