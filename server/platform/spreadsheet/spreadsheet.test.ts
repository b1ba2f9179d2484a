import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { csvFile } from './csv.ts'
import { odsFile } from './ods.ts'
import { tableAnswer } from './table-answer.ts'
import type { Table } from './table.ts'

const run = promisify(execFile)
const hasPython = await run('python3', ['-c', 'import zipfile, csv']).then(() => true, () => false)

const table: Table = {
  name: 'Due: 2026/[1]',
  columns: [{ title: 'Назва', kind: 'text' }, { title: 'Files', kind: 'number' }, { title: 'Eligible', kind: 'date' }],
  rows: [
    ['=HYPERLINK("http://x")', 3, '2031-01-01'],
    ['Dosar „A, B”\nși «C»', -2, '1998'],
    ['  two  spaces & <tag> "quoted" \u0001', null, null],
    ['@sum', 0, '2026-02-29x'],
    ['+1', 1, null],
    ['საქმე', 2.5, null],
  ],
}

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'opis-sheet-'))
})
afterAll(async () => rm(folder, { recursive: true }))

test('CSV is RFC 4180 with a byte order mark, and no cell is a formula', () => {
  const text = Buffer.from(csvFile(table)).toString('utf8')
  expect(text.startsWith('\u{feff}Назва,Files,Eligible\r\n')).toBe(true)
  expect(text).toContain(`"'=HYPERLINK(""http://x"")",3,2031-01-01\r\n`)
  expect(text).toContain('"Dosar „A, B”\nși «C»",-2,1998\r\n')
  expect(text).toContain("'@sum,0,")
  expect(text).toContain("'+1,1,\r\n")
  expect(text.endsWith('საქმე,2.5,\r\n')).toBe(true)
})

const readCsv = `
import csv, json, sys
print(json.dumps(list(csv.reader(open(sys.argv[1], encoding='utf-8-sig', newline='')))))`

const readOds = `
import json, sys, zipfile
import xml.etree.ElementTree as tree
archive = zipfile.ZipFile(sys.argv[1])
assert archive.testzip() is None
first = archive.infolist()[0]
assert first.filename == 'mimetype' and first.compress_type == 0
assert archive.read('mimetype') == b'application/vnd.oasis.opendocument.spreadsheet'
named = {e.get('{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}full-path') for e in tree.fromstring(archive.read('META-INF/manifest.xml'))}
assert named == {'/', 'content.xml', 'styles.xml'}, named
tree.fromstring(archive.read('styles.xml'))
t, o = '{urn:oasis:names:tc:opendocument:xmlns:table:1.0}', '{urn:oasis:names:tc:opendocument:xmlns:office:1.0}'
content = tree.fromstring(archive.read('content.xml'))
rows = [[(c.get(o + 'value-type'), c.get(o + 'value') or c.get(o + 'date-value') or '|'.join(''.join(p.itertext()) for p in c)) for c in r.iter(t + 'table-cell')] for r in content.iter(t + 'table-row')]
assert not any(k.endswith('formula') for e in content.iter() for k in e.keys())
print(json.dumps([content.find('.//' + t + 'table').get(t + 'name'), rows]))`

async function python(program: string, name: string, bytes: Uint8Array): Promise<unknown> {
  const file = join(folder, name)
  await writeFile(file, bytes)
  return JSON.parse((await run('python3', ['-c', program, file])).stdout)
}

test.skipIf(!hasPython)('another reader of CSV finds every cell', async () => {
  const rows = await python(readCsv, 'a.csv', csvFile(table))
  expect(rows).toMatchObject([['Назва', 'Files', 'Eligible'], [`'=HYPERLINK("http://x")`, '3', '2031-01-01'], ['Dosar „A, B”\nși «C»', '-2', '1998'], {}, {}, {}, {}])
})

test.skipIf(!hasPython)('ODS opens as a ZIP of well-formed XML with numbers, dates and text told apart', async () => {
  const [name, rows] = (await python(readOds, 'a.ods', odsFile(table))) as [string, [string | null, string][][]]
  expect(name).toBe('Due- 2026--1-')
  expect(rows[1]).toEqual([['string', '=HYPERLINK("http://x")'], ['float', '3'], ['date', '2031-01-01']])
  expect(rows[2]?.slice(0, 2)).toEqual([['string', 'Dosar „A, B”|și «C»'], ['float', '-2']])
  expect(rows[3]).toEqual([['string', 'twospaces & <tag> "quoted" '], [null, ''], [null, '']])
  expect(rows[4]?.[2]).toEqual(['string', '2026-02-29x'])
  expect(rows).toHaveLength(7)
})

test('the same list gives the same bytes, and a file that people can name', () => {
  expect(odsFile(table)).toEqual(odsFile(table))
  const answer = tableAnswer({ ...table, name: 'справи/2026' }, 'ods')
  expect(answer.headers.get('content-disposition')).toBe(`attachment; filename*=UTF-8''${encodeURIComponent('справи-2026.ods')}`)
})
