import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import type { EsclSheet } from './escl-scanner.ts'
import { pagePixels } from './pile.ts'

/** Whether scanimage and the driver of network scanners are there; their suites are skipped otherwise. */
export const hasSane = existsSync('/usr/bin/scanimage') && existsSync('/etc/sane.d/airscan.conf')

/** A configuration of SANE with its own test device alone: `test:0`, a feeder of 10 sheets. `status`: what reading an image ends with, as SANE names it. */
export async function testBackend(status = 'Default'): Promise<{ configFolder: string; close(): Promise<void> }> {
  const configFolder = await mkdtemp(join(tmpdir(), 'opis-sane-'))
  await writeFile(join(configFolder, 'dll.conf'), 'test\n')
  await writeFile(join(configFolder, 'test.conf'), `number_of_devices 1\nmode Gray\nresolution 50.0\ntest-picture "Color pattern"\nread-status-code "${status}"\n`)
  return { configFolder, close: () => rm(configFolder, { recursive: true, force: true }) }
}

/** Numbers of the processes of `scanimage` that run with that configuration. */
export async function driversOf(configFolder: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const drives = async (pid: number): Promise<boolean> => {
    // A process may end between the two questions.
    const [name, environment] = await Promise.all(['comm', 'environ'].map((file) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '')))
    return name?.trim() === 'scanimage' && (environment?.split('\0').includes(`SANE_CONFIG_DIR=${configFolder}`) ?? false)
  }
  const found = await Promise.all(pids.map(async (pid) => ((await drives(pid)) ? [pid] : [])))
  return found.flat()
}

/** Resolution of the sheets below, and their size in pixels: A4. */
export const sheetDpi = 75
const sheetPx = { width: 620, height: 877 }

/** One side of an A4 sheet at 75 dpi that differs from every other number's, as a scanner would send it. */
export function sheetSide(number: number): Promise<Buffer> {
  return sharp(pagePixels(number), { raw: { width: 200, height: 280, channels: 1 } })
    .resize({ ...sheetPx, fit: 'fill', kernel: 'nearest' })
    .toColourspace('b-w')
    .jpeg({ quality: 90 })
    .toBuffer()
}

/** A pile of sheets with one side, or with both: fronts have odd numbers, backs even ones. */
export async function sheetPile(count: number, sides: 1 | 2 = 1): Promise<EsclSheet[]> {
  const numbers = Array.from({ length: count }, (_, index) => index)
  if (sides === 1) return Promise.all(numbers.map(async (at) => ({ front: await sheetSide(at + 1) })))
  return Promise.all(numbers.map(async (at) => ({ front: await sheetSide(2 * at + 1), back: await sheetSide(2 * at + 2) })))
}
