import { deflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import writeXlsx from 'write-excel-file/node'
import { xlsxFile } from '#platform/spreadsheet/xlsx.ts'
import { unzip } from '#platform/zip/unzip.ts'
import { writeZip } from '#platform/zip/write-zip.ts'
import { parseConfiguration } from '../setup/parse-configuration.ts'
import { parseWorkbook } from './parse-workbook.ts'
import { readWorkbook } from './read-workbook.ts'
import { setupTemplate } from './template.ts'

const codes = async (bytes: Uint8Array) => (await parseWorkbook(bytes)).faults.map(({ code }) => code)
const plain = xlsxFile([{ name: 'units', rows: [['code', 'kind', 'opened_on', 'name_en'], ['a', 'unit', '2026-01-01', 'A']], widths: [] }])

/** The workbook with its first sheet replaced. */
async function withSheet(xml: string): Promise<Uint8Array> {
  const unpacked = await unzip(plain, { files: 50, bytes: 1e6 })
  if (unpacked.kind !== 'files') throw new Error(unpacked.kind)
  unpacked.files.set('xl/worksheets/sheet1.xml', Buffer.from(xml))
  return writeZip([...unpacked.files].map(([path, bytes]) => ({ path, bytes })))
}
const sheet = (rows: string) => `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`

test('the empty template brings in nothing and has no fault, also written by another program', async () => {
  expect(await codes(setupTemplate())).toEqual([])
  expect((await parseWorkbook(plain)).setup.units).toMatchObject([{ at: { sheet: 'units', row: 2 }, value: { code: 'a', openedOn: '2026-01-01' } }])
  const foreign = await writeXlsx([['code', 'kind', 'opened_on', 'name_en'], ['a', 'unit', new Date('2026-01-01T00:00:00Z'), 'A'], [7, 'unit', '05.02.2026', 'B']].map((row) => row.map((value) => (value instanceof Date ? { value, type: Date, format: 'yyyy-mm-dd' } : { value }))), { sheet: 'units' }).toBuffer()
  expect((await parseWorkbook(foreign)).setup.units.map(({ value }) => [value.code, value.openedOn])).toEqual([['a', '2026-01-01'], ['7', '2026-02-05']])
})

test('a formula is not taken, whatever it would give', async () => {
  expect((await parseWorkbook(await withSheet(sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>code</t></is></c></row><row r="2"><c r="A2"><f>HYPERLINK("http://x")</f><v>1</v></c></row>')))).faults).toMatchObject([{ code: 'formula', sheet: 'units', row: 2, column: 'A' }])
  expect(await codes(xlsxFile([{ name: 'units', rows: [['code', 'kind', 'opened_on', 'name_en'], ['a', 'unit', '2026-01-01', '=1+1']], widths: [] }]))).toEqual(['formula'])
})

test('bombs are refused before they are unpacked: by size, by rows far apart, by a million rows, by entities', async () => {
  const bomb = writeZip([{ path: 'xl/workbook.xml', bytes: Buffer.from('<workbook/>') }, { path: 'xl/worksheets/sheet1.xml', bytes: Buffer.alloc(64 * 1024 * 1024, 32) }])
  expect(bomb.byteLength).toBeLessThan(100_000)
  expect(await codes(bomb)).toEqual(['too-large'])
  expect(await codes(await withSheet(sheet('<row r="1048576"><c r="A1048576" t="n"><v>1</v></c></row>')))).toEqual(['too-many-rows'])
  expect(await codes(await withSheet(sheet('<row r="1"><c r="XFD1" t="n"><v>1</v></c></row>')))).toEqual(['too-many-rows'])
  expect(await codes(await withSheet(sheet('<row/>'.repeat(1_000_000))))).toEqual(['too-many-rows'])
  expect(await codes(await withSheet(`<!DOCTYPE x [<!ENTITY a "aaaa">]>${sheet('')}`))).toEqual(['broken-file'])
})

test('an archive that lies about its sizes, other files and broken ones are faults, not exceptions', async () => {
  const lying = Buffer.from(writeZip([{ path: 'xl/workbook.xml', bytes: Buffer.from('<workbook/>') }]))
  const at = lying.lastIndexOf(Buffer.from('PK\u0001\u0002', 'latin1'))
  lying.writeUInt32LE(1, at + 24)
  expect(await codes(lying)).toEqual(['broken-file'])
  expect(await codes(writeZip([{ path: 'mimetype', bytes: Buffer.from('application/vnd.oasis.opendocument.spreadsheet') }]))).toEqual(['not-a-spreadsheet'])
  expect(await codes(Buffer.concat([Buffer.from('PK'), deflateRawSync(Buffer.from('x'))]))).toEqual(['broken-file'])
  expect(await codes(plain.subarray(0, plain.byteLength - 40))).toEqual(['broken-file'])
  expect((await readWorkbook(Buffer.alloc(9 * 1024 * 1024))).faults).toMatchObject([{ code: 'too-large' }])
})

test('sheets and columns that nobody knows are named, a sheet without a head too', async () => {
  expect(await codes(xlsxFile([{ name: 'Units', rows: [['code'], ['a']], widths: [] }]))).toEqual(['unknown-sheet'])
  expect(await codes(xlsxFile([{ name: 'units', rows: [['a', 'unit']], widths: [] }]))).toEqual(['no-header'])
  expect((await parseWorkbook(xlsxFile([{ name: 'positions', rows: [['code', 'nmae_en'], ['a', 'A']], widths: [] }]))).faults).toMatchObject([{ code: 'unknown-column', column: 'nmae_en' }, { code: 'missing', column: 'name', row: 2 }])
})

test('a configuration that grows by aliases, or is none, is refused', () => {
  const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]', ...[...'bcdefgh'].map((letter, at) => `${letter}: &${letter} [${`*${'abcdefg'[at] ?? ''},`.repeat(9)}]`)].join('\n')
  expect(parseConfiguration(bomb).faults).toMatchObject([{ code: 'broken-file' }])
  expect(parseConfiguration('{"a": 1}').faults).toMatchObject([{ code: 'not-a-spreadsheet' }])
  expect(parseConfiguration('{"format": "opis-configuration", "version": 1, "units": [{"code": "a"}]}').faults).toMatchObject([{ sheet: 'units', row: 1 }, { sheet: 'units', row: 1 }, { sheet: 'units', row: 1 }])
})
