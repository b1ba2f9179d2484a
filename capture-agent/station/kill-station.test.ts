import { spawn, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { batchReport } from '#contract/capture.ts'
import { startFakeIntake, type Asked, type FakeIntake } from '#test/support/fake-intake.ts'
import { freshFolder, pileOf } from '#test/support/pile.ts'

/** The station as the process that it is, killed without warning. */
const main = fileURLToPath(new URL('../main.ts', import.meta.url))
const pageCount = 8

let root = ''
let intake: FakeIntake
let pages: Buffer[] = []
let children: ChildProcess[] = []

beforeEach(async () => {
  root = await freshFolder('kill')
  pages = await pileOf(join(root, 'pile'), pageCount)
  children = []
  intake = await startFakeIntake()
  expect((await run('station', 'enrol', '--code', 'one-time')).code).toBe(0)
})
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL')
  await intake.close()
  await rm(root, { recursive: true, force: true })
})

function start(...args: string[]): ChildProcess {
  const env = { PATH: process.env['PATH'], OPIS_DATA: join(root, 'data'), OPIS_SERVER: intake.url, OPIS_STATION_FOLDER: join(root, 'hot') }
  const child = spawn(process.execPath, [main, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  children.push(child)
  return child
}

async function run(...args: string[]): Promise<{ code: number; output: string; errors: string }> {
  const child = start(...args)
  const read = (stream: NodeJS.ReadableStream | null) => (stream === null ? Promise.resolve('') : text(stream))
  const [output, errors, [code]] = await Promise.all([read(child.stdout), read(child.stderr), once(child, 'exit')])
  return { code: Number(code), output, errors }
}

function expectWhole(): void {
  expect(intake.batches.size).toBe(1)
  for (const { images, closing } of intake.batches.values()) {
    expect(images.size).toBe(pageCount)
    expect(closing?.fed).toBe(pageCount)
    for (const [index, page] of pages.entries()) expect(sha(images.get(index + 1)?.body)).toBe(sha(page))
  }
  expect(intake.complaints).toEqual([])
}

function sha(bytes: Buffer | undefined): string {
  return createHash('sha256').update(bytes ?? '').digest('hex')
}

const at = (kind: Asked['kind'], image: number | null = null) => (asked: Asked) => asked.kind === kind && asked.image === image

describe('a station killed with SIGKILL', () => {
  it.each<[string, (asked: Asked) => boolean, 'cut' | 'lost-answer']>([
    ['before the batch was opened', at('open'), 'cut'],
    ['after the batch was opened', at('open'), 'lost-answer'],
    ['in the first upload', at('image', 1), 'cut'],
    ['after an upload, before its receipt', at('image', 5), 'lost-answer'],
    ['before the batch was closed', at('close'), 'cut'],
    ['after the batch was closed, before it knew', at('close'), 'lost-answer'],
    ['while it waited for the report', at('report'), 'cut'],
  ])('%s: the same command ends in the same batch', async (_, moment, fault) => {
    let armed = true
    const victim = start('scan', '--folder', join(root, 'pile'))
    intake.onRequest = (asked) => {
      if (!armed || !moment(asked)) return null
      armed = false
      victim.kill('SIGKILL')
      return fault
    }
    const [, signal] = await once(victim, 'exit')
    expect(signal).toBe('SIGKILL')
    const second = await run('scan', '--folder', join(root, 'pile'))
    expect(second.code, second.errors).toBe(0)
    expect(batchReport.parse(JSON.parse(second.output))).toMatchObject({ fed: pageCount, state: 'closed' })
    expectWhole()
  })

  it('again and again while it feeds: nothing is doubled or lost', async () => {
    intake.onRequest = ({ kind }) => (kind === 'image' ? 'cut' : null)
    for (const fed of [1, 3, 5, 7]) {
      const victim = start('scan', '--folder', join(root, 'pile'))
      await progressOf(victim, (line) => line.includes('"type":"fed"') && line.includes(`"image":${fed},`), ['feeding-ended'])
      const ended = once(victim, 'exit')
      victim.kill('SIGKILL')
      await ended
    }
    intake.onRequest = () => null
    const last = await run('scan', '--folder', join(root, 'pile'))
    expect(last.code, last.errors).toBe(0)
    expectWhole()
  }, 180_000)
})

describe('the station process', () => {
  it('finishes the spool, feeds a pile dropped into the hot folder, moves it aside, and ends on SIGTERM', async () => {
    await mkdir(join(root, 'hot'))
    const station = start('station', 'start')
    const ended = once(station, 'exit')
    await rename(join(root, 'pile'), join(root, 'hot', 'morning'))
    await progressOf(station, (line) => line.includes('"type":"report"'))
    station.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
    expectWhole()
    expect(await readdir(join(root, 'hot'))).toEqual(['done'])
    expect(await readdir(join(root, 'data', 'station', 'spool'))).toEqual([])
  })

  it('ends soon on SIGTERM while the server does not answer, and keeps the pages', async () => {
    intake.onRequest = ({ kind }) => (kind === 'image' ? new Promise(() => undefined) : null)
    const victim = start('scan', '--folder', join(root, 'pile'))
    const ended = once(victim, 'exit')
    await progressOf(victim, (line) => line.includes('feeding-ended'))
    victim.kill('SIGTERM')
    expect(await ended).toEqual([7, null])
    intake.onRequest = () => null
    expect((await run('scan', '--folder', join(root, 'pile'))).code).toBe(0)
    expectWhole()
  })
})

/** Resolves at the first line of progress that fits, or that has one of the words beyond which none will come. */
function progressOf(child: ChildProcess, fits: (line: string) => boolean, beyond: string[] = []): Promise<void> {
  let buffer = ''
  return new Promise((resolve, reject) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      buffer += chunk.toString('utf8')
      if (buffer.split('\n').some((line) => fits(line) || beyond.some((word) => line.includes(word)))) resolve()
    })
    child.once('exit', () => reject(new Error(`the process ended: ${buffer}`)))
  })
}
