import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { batchReport } from '#contract/capture.ts'
import { problem } from '#contract/problem.ts'
import { freshFolder, pileOf } from '#test/support/pile.ts'
import { programEnv } from '#test/support/program-env.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'

const root = resolve(import.meta.dirname, '../..')
const manyPages = 60

/** `opis scan` as people give it: the station is a process of its own behind it, and nobody should notice. */
describe('opis scan', () => {
  let server: RunningServer
  let folder: string
  let children: ChildProcess[]

  beforeAll(async () => {
    server = await runServer()
  })
  afterAll(() => server?.stop())
  beforeEach(async () => {
    folder = await freshFolder('scan')
    children = []
  })
  afterEach(async () => {
    for (const child of children) child.kill('SIGKILL')
    await rm(folder, { recursive: true, force: true })
  })

  type Started = { child: ChildProcess; errors(): string; end: Promise<{ code: number | null; signal: string | null; output: string; errors: string }> }
  function start(...words: string[]): Started {
    const child = spawn(join(root, 'node_modules/.bin/node'), [join(root, 'server/cli/opis.ts'), 'scan', '--no-wait', ...words], { env: { ...programEnv, OPIS_DATA: server.dataFolder }, stdio: ['ignore', 'pipe', 'pipe'] })
    children.push(child)
    let errors = ''
    child.stderr?.setEncoding('utf8').on('data', (part: string) => (errors += part))
    const output = child.stdout === null ? Promise.resolve('') : text(child.stdout)
    const ended = once(child, 'close')
    const end = async () => {
      const [[code, signal]] = await Promise.all([ended, output])
      return { code, signal, output: await output, errors }
    }
    return { child, errors: () => errors, end: end() }
  }
  const saw = (started: Started, wanted: RegExp) => vi.waitUntil(() => wanted.test(started.errors()), { timeout: 30_000, interval: 5 })
  const spooled = async () => (await readdir(join(server.dataFolder, 'station/spool'))).length

  test('prints the report alone to standard output, progress to standard error, and forgets the pile', async () => {
    await pileOf(join(folder, 'pile'), 3)
    const { code, output, errors } = await start('--folder', join(folder, 'pile'), '--json').end
    expect({ code, errors }).toMatchObject({ code: 0, errors: expect.stringMatching(/^batch [0-9a-f-]{36}\nfed 3 images: /) })
    expect(batchReport.parse(JSON.parse(output))).toMatchObject({ fed: 3 })
    expect(await spooled()).toBe(0)
    const again = await start('--folder', join(folder, 'pile')).end
    expect(again.output).toMatch(/fed 3/)
  })

  test('says what ended it as a problem, with the exit code of its kind', async () => {
    const { code, output, errors } = await start('--folder', join(folder, 'nowhere'), '--json').end
    expect({ code, output }).toEqual({ code: 4, output: '' })
    expect(problem.omit({ status: true }).parse(JSON.parse(errors))).toMatchObject({ type: 'not-found', detail: expect.stringContaining('cannot be read') })
    expect(await start('--folder').end).toMatchObject({ code: 2, output: '' })
  })

  test.each(['SIGINT', 'SIGTERM'] as const)('ends in order on %s and goes on with the same batch', async (signal) => {
    await pileOf(join(folder, 'pile'), manyPages)
    const first = start('--folder', join(folder, 'pile'), '--json')
    await saw(first, /fed 10,/)
    first.child.kill(signal)
    const ended = await first.end
    expect({ code: ended.code, output: ended.output }).toEqual({ code: 7, output: '' })
    expect(await spooled()).toBe(1)
    await expectRest(first)
  })

  test('goes on with the same batch after it was killed', async () => {
    await pileOf(join(folder, 'pile'), manyPages)
    const first = start('--folder', join(folder, 'pile'), '--json')
    await saw(first, /fed 10,/)
    first.child.kill('SIGKILL')
    await first.end
    await expectRest(first)
  })

  async function expectRest(first: Started): Promise<void> {
    const batch = /batch ([0-9a-f-]{36})/.exec(first.errors())?.[1]
    const { code, output, errors } = await start('--folder', join(folder, 'pile'), '--json').end
    expect({ code, errors }).toMatchObject({ code: 0, errors: expect.stringContaining(`batch ${batch} goes on`) })
    expect(batchReport.parse(JSON.parse(output))).toMatchObject({ batch, fed: manyPages })
    expect(await spooled()).toBe(0)
  }
})
