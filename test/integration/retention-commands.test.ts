import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runOpis } from '#test/support/run-opis.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'

const rules = resolve(import.meta.dirname, '../../retention-rules')
const faulty = resolve(import.meta.dirname, '../fixtures/faulty-schedules')
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'opis-retention-'))
})
afterAll(async () => rm(folder, { recursive: true, force: true }))

/** Without a data folder or a server: these two need neither. */
const opis = (...words: string[]) => runOpis(['retention', ...words], { OPIS_DATA: join(folder, 'nothing-here') })

describe('retention check', () => {
  test('a file without faults ends with 0, a circle and a gap with 3 and the line of each', async () => {
    const good = await opis('check', join(rules, 'neutral/2026.yaml'), '--json')
    expect([good.code, JSON.parse(good.out)]).toMatchObject([0, { files: [{ faults: [] }] }])
    const bad = await opis('check', join(faulty, 'overrides-in-a-circle.yaml'), join(faulty, 'variants-with-a-gap.yaml'), '--json')
    const { files } = JSON.parse(bad.out) as { files: { faults: { line: number; path: string; message: string }[] }[] }
    expect([bad.code, files.map(({ faults }) => faults.length > 0 && faults.every(({ line, path, message }) => line > 1 && path !== '' && message !== ''))]).toEqual([3, [true, true]])
    const told = await opis('check', join(faulty, 'variants-overlap.yaml'))
    expect([told.code, told.out]).toEqual([3, expect.stringMatching(/variants-overlap\.yaml:\d+: rules\.\d+.*overlap/)])
  })
})

describe('retention evaluate', () => {
  const caseOf = (id: string, facts: string) => `- {id: ${id}, today: 2026-06-01, ${facts}}\n`
  const letters = 'rules: [{id: A, cite: art. 4, retain: {for: P5Y, from: record.date}}], events: [{event: record.date, date: "2019-04"}], at: {2024-12-31: retained, 2025-01-01: eligible}'

  test('answers every case of a file in a line with every field, in five languages', async () => {
    const file = join(folder, 'cases.yaml')
    await writeFile(file, caseOf('one', letters) + caseOf('two', 'rules: []'))
    const { code, out } = await opis('evaluate', '--cases', file, '--json')
    const [one, two, ...more] = out.trim().split('\n').map((line): Record<string, unknown> => JSON.parse(line) as Record<string, unknown>)
    expect([code, more]).toEqual([0, []])
    expect(one).toMatchObject({ id: 'one', state: 'eligible', eligible_on: '2025-01-01', retain_through: '2024-12-31', action: 'destroy', rule: 'A', version: null, marks: [], waiting_for: [], transfer_due: null, pending: [], provisional: false, held_by: [], erase_by: null, dropped: [], at: { '2024-12-31': 'retained', '2025-01-01': 'eligible' } })
    expect(Object.keys(one?.['explanation'] ?? {}).toSorted()).toEqual(['en', 'ka', 'ro', 'ru', 'uk'])
    expect(two).toMatchObject({ id: 'two', state: 'unscheduled', action: 'none', eligible_on: null })
  })

  test('a faulty case answers its fault, the rest go on, and the end is 8', async () => {
    const file = join(folder, 'faulty.yaml')
    await writeFile(file, caseOf('bad', 'rules: [{id: A, retain: {for: P5Z, from: record.date}}]') + caseOf('good', letters))
    const { code, out } = await opis('evaluate', '--cases', file)
    const lines = out.trim().split('\n').map((line): unknown => JSON.parse(line))
    expect([code, lines]).toMatchObject([8, [{ id: 'bad', error: { code: 'bad-schedule', path: 'rules.0.retain.for', message: expect.stringContaining('duration') } }, { id: 'good', state: 'eligible' }]])
    expect((await opis('evaluate', '--cases', join(folder, 'absent.yaml'), '--json')).code).toBe(4)
  })
})

describe('retention run', () => {
  let server: RunningServer
  beforeAll(async () => {
    server = await runServer()
  })
  afterAll(() => server?.stop())

  test('W16: ends with 5 while the day of the server cannot be right, and with 0 once somebody says that it is', async () => {
    const run = async (...words: string[]) => {
      const { code, out } = await runOpis(['retention', 'run', ...words, '--json'], { OPIS_DATA: server.dataFolder })
      return [code, JSON.parse(out)]
    }
    await server.parts.database.pool.query("insert into retention_run (run_on, state, started_at) values ((current_date + 400)::text, 'done', now())")
    expect(await run()).toMatchObject([5, { state: 'refused', reason: 'before-last-run' }])
    expect(await run('--confirm-clock')).toMatchObject([0, { state: 'done' }])
  })
})
