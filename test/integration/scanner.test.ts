import { execFile } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { batchReport, type BatchReport } from '#contract/capture.ts'
import { startEsclScanner, type EsclFault, type EsclScanner } from '#test/support/escl-scanner.ts'
import { sheetsFromFolder } from '#test/support/escl-pile.ts'
import { layOutPile, type LaidPile, type PaperRecord } from '#test/support/paper-pile.ts'
import { freshFolder } from '#test/support/pile.ts'
import { programEnv } from '#test/support/program-env.ts'
import { awaitBatch, runServer, type RunningServer } from '#test/support/run-server.ts'
import { hasSane } from '#test/support/sane.ts'

const dpi = 150
const order = { class: 'correspondence', date: '2024-03-01', sheets: 3 }
const lines = ['Dear Sir or Madam,', 'the bridge over the old river is to be repaired', 'before the winter comes.']
const paper: PaperRecord = { order, pages: [{ lines }, { lines }, { lines }] }

let server: RunningServer
let folder = ''
let device: EsclScanner

/** The program `opis` in a process of its own, on the data folder of the server. */
function opis(words: string[]): Promise<{ code: number; output: string; errors: string }> {
  const root = resolve(import.meta.dirname, '../..')
  const env = { ...programEnv, OPIS_DATA: server.dataFolder, SANE_CONFIG_DIR: device.configFolder }
  return new Promise((done) => {
    const child = execFile(join(root, 'node_modules/.bin/node'), [join(root, 'server/cli/opis.ts'), ...words], { env, cwd: root }, (error, output, errors) => {
      done({ code: error === null ? 0 : (child.exitCode ?? -1), output, errors })
    })
  })
}

describe.skipIf(!hasSane)('from a scanner to records', () => {
  beforeAll(async () => {
    server = await runServer()
    folder = await freshFolder('paper')
  })
  afterEach(() => device.close())
  afterAll(async () => {
    await server?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  async function load(name: string, papers: PaperRecord[], faults: Record<number, EsclFault> = {}): Promise<LaidPile> {
    const pile = await layOutPile(server, join(folder, name), papers)
    device = await startEsclScanner({ sheets: await sheetsFromFolder(join(folder, name), dpi), faults })
    return pile
  }
  const scan = (...more: string[]) => opis(['scan', '--device', device.device, '--resolution', String(dpi), '--no-wait', '--json', ...more])
  const settled = async (output: string): Promise<BatchReport> =>
    awaitBatch(server, batchReport.parse(JSON.parse(output)).batch, ({ records, exceptions }) => records.length + exceptions.length > 0)

  it('takes a pile apart at its covers, with every sheet accounted for', async () => {
    const pile = await load('whole', [paper, paper])
    const { code, output, errors } = await scan()
    expect({ code, errors }).toMatchObject({ code: 0, errors: expect.stringContaining('The feeder is empty after 8 images.') })
    const report = await settled(output)
    expect(report).toMatchObject({ fed: 8, archived: 6, exceptions: [], rejected: [] })
    expect(report.setAside).toEqual([{ image: 1, reason: 'cover' }, { image: 5, reason: 'cover' }])
    expect(report.records.map(({ cover, pages }) => ({ cover, pages }))).toEqual(pile.covers.map((cover, record) => ({ cover, pages: [2, 3, 4].map((page) => record * 4 + page) })))
  })

  it('ends with advice at a jam, and goes on with the same batch', async () => {
    await load('jam', [paper], { 3: 'jam' })
    const broken = await scan()
    expect(broken).toMatchObject({ code: 7, output: '' })
    expect(JSON.parse(broken.errors.trim().split('\n').at(-1) ?? '')).toMatchObject({ type: 'unreachable', detail: expect.stringMatching(/jammed.*2 images are safe.*--continue/) })
    device.clear()
    const { code, output } = await scan('--continue')
    expect(code).toBe(0)
    expect(await settled(output)).toMatchObject({ fed: 4, archived: 3, exceptions: [], rejected: [] })
  })

  it('catches by the number of sheets on the cover that the scanner ended too early', async () => {
    await load('early', [paper], { 4: 'empty' })
    const { output } = await scan()
    const report = await settled(output)
    expect(report).toMatchObject({ fed: 3, archived: 0, exceptions: [{ code: 'sheet-count' }] })
  })

  it('shows scanners with what they can do, without a server', async () => {
    device = await startEsclScanner({ sheets: [] })
    const { code, output } = await opis(['scan', '--list', '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(output)).toEqual({
      devices: [{ id: device.device, name: expect.stringContaining('Loopback'), kind: 'scanner', capabilities: { sources: ['Flatbed', 'ADF', 'ADF Duplex'], resolutionsDpi: { kind: 'list', values: [75, 100, 150, 200, 300, 600] }, modes: ['colour', 'grey'], duplex: true, pageSizes: ['a4', 'a5', 'letter', 'legal', 'full'], resumable: false } }],
    })
    expect((await opis(['scan', '--list'])).output).toMatch(/resolutions: 75, 100/)
  })

  it('refuses wrong usage', async () => {
    device = await startEsclScanner({ sheets: [] })
    expect(await opis(['scan', '--folder', '/x', '--duplex'])).toMatchObject({ code: 2, errors: expect.stringMatching(/no settings of a scanner/) })
  })
})
