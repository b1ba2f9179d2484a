import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkFiles } from './check.ts'
import { loadSchedule } from './load.ts'

const rules = new URL('../../../retention-rules/', import.meta.url).pathname

const head = `schedule: s
version: "1"
authority: {act: "a", number: "1", date: "2024-01-04"}
effective: {from: "2024-01-05"}
defaults: {time_zone: Europe/Kyiv, count_from: next-year-start}
marks: {EPK: {approvals: [{role: expert-commission}]}}
rules:
`
const body = 'title: {en: "x"}, classes: ["a"], at_end: destroy, source: {status: local}'
const rule = (id: string, more: string): string => `  - {id: "${id}", cite: "art. 7", ${body}, ${more}}\n`
const plain = 'retain: {for: P5Y, from: file.closed}'

function faultsOf(text: string): string[] {
  const result = loadSchedule(text)
  return result.kind === 'faults' ? result.faults.map(({ line, path, message }) => `${line} ${path}: ${message}`) : []
}

test('a file without faults becomes a schedule', () => {
  expect(loadSchedule(head + rule('1', plain))).toMatchObject({ kind: 'schedule', schedule: { version: { schedule: 's', rules: [{ id: '1', atEnd: 'destroy' }] } } })
})

const before = 'when: {file.closed: {before: "2003-01-01"}}'
const from = (day: string): string => `when: {file.closed: {on_or_after: "${day}"}}`

describe('a faulty file is refused whole with line, path and reason', () => {
  test.each([
    ['a rule without a term', head + rule('1', 'unit: file'), 8, 'rules.0', /retain is missing/],
    ['a length that is none', head + rule('1', 'retain: {for: 5 years, from: file.closed}'), 8, 'rules.0.retain.for', /not a duration/],
    ['an unknown field', head + rule('1', `${plain}, retian: 5`), 8, 'rules.0.retian', /not part of the format/],
    ['an unquoted date', head.replace('"2024-01-05"', '2024-01-05') + rule('1', plain), 4, 'effective.from', /in quotes/],
    ['a version that YAML reads as a number', head.replace('"1"', '1.10') + rule('1', plain), 2, 'version', /in quotes/],
    ['the key on', `${head}${rule('1', plain)}on: x\n`, 9, 'on', /true or false/],
    ['the value no', head.replace('act: "a"', 'act: no') + rule('1', plain), 3, 'authority.act', /true or false/],
    ['a day that does not exist', head.replace('2024-01-05', '2023-02-30') + rule('1', plain), 4, 'effective.from', /no such date/],
    ['an unknown zone', head.replace('Europe/Kyiv', 'Europe/Atlantis') + rule('1', plain), 5, 'defaults.time_zone', /not known/],
    ['a year that starts on 29 February', head.replace('next-year-start}', 'next-year-start, year_start: "02-29"}') + rule('1', plain), 5, 'defaults.year_start', /cannot start/],
    ['an end before the beginning', head.replace('"2024-01-05"}', '"2024-01-05", until: "2023-01-01"}') + rule('1', plain), 4, 'effective.until', /before the beginning/],
    ['no transition', `${head.replace('marks:', 'replaces: {version: "0", basis: "order"}\nmarks:')}${rule('1', plain)}`, 6, 'replaces', /transition is missing/],
    ['an id used twice', head + rule('1', plain) + rule('1', plain), 9, 'rules.1.id', /used twice/],
    ['an override of nothing', head + rule('1', `${plain}, overrides: ["9"], override_basis: "law"`), 8, 'rules.0.overrides.0', /no rule 9/],
    ['an override without a basis', head + rule('2', plain) + rule('1', `${plain}, overrides: ["2"]`), 9, 'rules.1', /override_basis is missing/],
    ['a circle of overrides', head + rule('1', `${plain}, overrides: ["2"], override_basis: "law"`) + rule('2', `${plain}, overrides: ["1"], override_basis: "law"`), 8, 'rules.0.overrides', /circle/],
    ['a mark without a meaning', head + rule('1', `${plain}, mark: ZZ`), 8, 'rules.0.mark', /not defined/],
    ['permanent and destroy', head + rule('1', 'retain: {for: permanent}'), 8, 'rules.0.at_end', /one of: transfer, keep/],
    ['an impossible date in a condition', head + rule('1', `${plain}, when: {file.closed: {before: "2003-02-30"}}`), 8, 'rules.0.when.file.closed.before', /not a date/],
    ['an unknown test', head + rule('1', `${plain}, when: {file.closed: {around: "2003-02-20"}}`), 8, 'rules.0.when.file.closed', /around/],
    ['variants that overlap', head + rule('1', `${plain}, ${before}`) + rule('2', `${plain}, ${from('2002-12-31')}`), 9, 'rules.1.when', /overlap.*2002-12-31/],
    ['variants with a gap', head + rule('1', `${plain}, ${before}`) + rule('2', `${plain}, ${from('2003-01-02')}`), 9, 'rules.1.when', /gap.*2003-01-01/],
    ['a variant alone', head + rule('1', `${plain}, when: {org.source: true}`), 8, 'rules.0.when', /gap.*false/],
    ['a variant beside a rule for all', head + rule('1', `${plain}, when: {org.source: true}`) + rule('2', plain), 9, 'rules.1', /overlap.*true/],
    ['a key used twice', `${head}${rule('1', plain)}version: "2"\n`, 9, 'version', /unique/],
    ['two documents', `${head}${rule('1', plain)}---\nx: 1\n`, 9, '', /one document/],
    ['broken YAML', `${head}  - {id: "1"\n`, 9, '', /flow map/i],
    ['a choice of one', head + rule('1', 'retain: {latest_of: [{for: P5Y, from: file.closed}]}'), 8, 'rules.0.retain', /not a term/],
    ['a tag', `${head}${rule('1', plain)}title: !secret {en: "x"}\n`, 9, 'title', /tags/i],
    ['text instead of a map', 'just text', 1, '', /map/],
    ['nothing', '', 1, '', /empty/],
  ])('%s', (_name, text, line, path, message) => {
    const faults = faultsOf(text)
    const expected = faults.find((fault) => fault.startsWith(`${line} ${path}: `) && message.test(fault))
    expect(expected, faults.join('\n')).toBeDefined()
    expect(faults.length).toBeLessThan(5)
  })

  test('variants that declare the override, and those that fit, are no fault', () => {
    expect(faultsOf(head + rule('1', `${plain}, ${before}`) + rule('2', `${plain}, ${from('2003-01-01')}`))).toEqual([])
    expect(faultsOf(head + rule('1', `${plain}, when: {org.source: true}, overrides: ["2"], override_basis: "law"`) + rule('2', plain))).toEqual([])
    const known = head + rule('1', `${plain}, when: {contract.ended: {known: true}}`) + rule('2', `${plain}, when: {contract.ended: {known: false}}`)
    expect(faultsOf(known)).toEqual([])
  })

  test('files made to exhaust the reader', () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefgh'.split('').map((name, index) => `${name}: &${name} [${`*${'abcdefg'[index] ?? ''},`.repeat(9)}]\n`).join('')}`
    expect(faultsOf(bomb).join('\n')).toMatch(/alias/)
    expect(faultsOf('['.repeat(100_000)).join('\n')).toMatch(/nested too deeply/)
    expect(faultsOf(`a: ${'{a: '.repeat(60)}1${'}'.repeat(60)}`).join('\n')).toMatch(/nested too deeply/)
    expect(faultsOf(`# ${'x'.repeat(5 * 1024 * 1024)}`).join('\n')).toMatch(/larger than 5 MB/)
  })
})

describe('checking files', () => {
  test('every schedule that is shipped is without faults', async () => {
    const names = await readdir(rules, { recursive: true })
    const files = names.filter((name) => name.endsWith('.yaml') && !/^(cases|file-plans)\b/.test(name)).map((name) => join(rules, name))
    const report = await checkFiles(files)
    expect(report.files.filter(({ faults }) => faults.length > 0)).toEqual([])
    expect(report.files.length).toBeGreaterThanOrEqual(5)
    expect(report.files.every((file) => file.rules > 0)).toBe(true)
  })

  test('only what was seen in a source is called confirmed', async () => {
    const result = loadSchedule(await readFile(join(rules, 'ru/2019.yaml'), 'utf8'))
    if (result.kind === 'faults') throw new Error('faults')
    const confirmed = result.schedule.version.rules.filter(({ source }) => source === 'confirmed').map(({ id }) => id)
    expect(confirmed).toEqual(['fz-22.1-1', 'fz-22.1-2', 'anti-corruption-plans', 'anti-corruption-methods'])
  })

  test('versions of one schedule must say how they follow each other', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'opis-check-'))
    try {
      const [first, second, binary] = ['1.yaml', '2.yaml', '3.yaml'].map((name) => join(folder, name))
      if (first === undefined || second === undefined || binary === undefined) throw new Error('no paths')
      await writeFile(first, head + rule('1', plain))
      await writeFile(second, head.replace('"1"', '"2"').replace('2024-01-05', '2025-01-05') + rule('1', plain))
      await writeFile(binary, Buffer.from([0xff, 0xfe, 0x00, 0x80]))
      const { files } = await checkFiles([second, first, binary, join(folder, 'absent.yaml')])
      expect(files.map(({ faults }) => faults.map(({ path, message }) => `${path} ${message}`).join())).toEqual([
        expect.stringContaining('with which transition'), '', ' The file is not UTF-8 text.', ' There is no such file.',
      ])
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
