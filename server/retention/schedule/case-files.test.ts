import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { compile } from '../engine/compile.ts'
import { evaluate } from '../engine/evaluate.ts'
import { parseCivilDate } from '#kernel/civil-date.ts'
import { caseForm } from './case-form.ts'
import { evaluateCases, presentAnswer } from './cases.ts'
import { loadFile } from './check.ts'
import { toFacts } from './to-case.ts'

const folder = new URL('../../../retention-rules/', import.meta.url)
const expectedForm = z.looseObject({
  id: z.string(),
  expect: z.record(z.string(), z.unknown()),
  at: z.record(z.string(), z.string()).optional(),
})

function read(name: string): { text: string; cases: z.infer<typeof expectedForm>[] } {
  const text = readFileSync(new URL(`cases/${name}`, folder), 'utf8')
  return { text, cases: z.array(expectedForm).parse(parse(text)) }
}

describe.each(['examples.yaml', 'meaning.yaml', 'corners.yaml'])('cases of %s', (name) => {
  const { text, cases } = read(name)
  const lines = [...evaluateCases(text)]
  test.each(cases.map((each, index) => ({ id: each.id, each, line: lines[index] })))('$id', ({ each, line }) => {
    expect(line).toMatchObject({ id: each.id, ...each.expect, ...(each.at === undefined ? {} : { at: each.at }) })
  })
})

const files = ['schedules.yaml', 'every-rule.yaml']
describe.each(files)('records against the schedule files: %s', (name) => {
  const { cases } = read(name)
  test.each(cases)('$id', async (each) => {
    const file = z.string().parse(each['schedule'])
    const loaded = await loadFile(new URL(file, folder).pathname)
    if (loaded.kind === 'faults') throw new Error(JSON.stringify(loaded.faults))
    const form = caseForm.parse({ ...each, rules: [] })
    const today = parseCivilDate(form.today)
    if (today === null) throw new Error('no such day')
    const answer = evaluate({ schedules: compile([loaded.schedule.version]), facts: toFacts(form), today })
    expect(presentAnswer(each.id, answer)).toMatchObject(each.expect)
  })
})

test('every rule of every schedule has a case that it decides', async () => {
  const cases = files.flatMap((name) => read(name).cases)
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml') && !/^(cases|file-plans)\b/.test(name))
  const lacking: string[] = []
  for (const name of names) {
    const loaded = await loadFile(new URL(name, folder).pathname)
    if (loaded.kind === 'faults') throw new Error(JSON.stringify(loaded.faults))
    const decided = new Set(cases.filter((each) => each['schedule'] === name).map((each) => each.expect['rule']))
    lacking.push(...loaded.schedule.version.rules.filter(({ id }) => !decided.has(id)).map(({ id }) => `${name}: ${id}`))
  }
  expect(names.length).toBeGreaterThanOrEqual(8)
  expect(lacking).toEqual([])
})

test('a faulty case answers its fault and the others go on', () => {
  const rule = '{id: A, retain: {for: P1Y, from: record.date}}'
  const lines = [...evaluateCases([
    `- {id: bad-date, rules: [${rule}], events: [{event: record.date, date: 2023-02-30}]}`,
    '- {id: bad-length, rules: [{id: A, retain: {for: 5 years, from: record.date}}]}',
    `- {id: bad-zone, time_zone: Mars/Olympus, rules: [${rule}]}`,
    `- {id: no-transition, versions: [{version: a, effective_from: 2020-01-01, rules: [${rule}]}, {version: b, effective_from: 2021-01-01, rules: [${rule}]}]}`,
    '- {id: circle, rules: [{id: A, overrides: [B], retain: {for: permanent}}, {id: B, overrides: [A], retain: {for: permanent}}]}',
    '- {id: twice, id: again, rules: []}',
    '- {id: boolean-key, on: x, rules: []}',
    '- just text',
    `- {id: no-offset, rules: [${rule}], events: [{event: record.date, at: "2020-12-31T22:30:00"}]}`,
    '- {id: bad-test, rules: [{id: A, when: {file.closed: {before: soon}}, retain: {for: permanent}}]}',
    `- {id: good, rules: [${rule}], events: [{event: record.date, date: 2020}]}`,
  ].join('\n'))]
  const shown = lines.map((line) => ('error' in line ? `${line.id ?? '-'} ${line.error.code} ${line.error.path}` : `${line.id} ${line.state}`))
  expect(shown).toEqual([
    'bad-date bad-request events.0.date',
    'bad-length bad-schedule rules.0.retain.for',
    'bad-zone bad-request time_zone',
    'no-transition bad-schedule versions.1.transition',
    'circle bad-schedule rules.0.overrides',
    'again bad-request id',
    'boolean-key bad-request on',
    '- bad-request ',
    'no-offset bad-request events.0.at',
    'bad-test bad-schedule rules.0.when.file.closed.before',
    'good eligible',
  ])
})

test('a file that is no list of cases is refused', () => {
  expect(() => [...evaluateCases('rules: []')]).toThrow(/not a list/)
  expect(() => [...evaluateCases('')]).toThrow(/empty/)
})
