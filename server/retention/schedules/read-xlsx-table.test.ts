import writeXlsx from 'write-excel-file/node'
import { expect, test } from 'vitest'
import { xlsxFile } from '#platform/spreadsheet/xlsx.ts'
import { unzip } from '#platform/zip/unzip.ts'
import { writeZip } from '#platform/zip/write-zip.ts'
import { readXlsxTable } from './read-xlsx-table.ts'

/** A workbook that another program wrote, with numbers as numbers and days as days. */
const saved = (rows: readonly (readonly (string | number | Date | null)[])[]) => writeXlsx(rows.map((row) => row.map((value) => (value === null ? null : value instanceof Date ? { value, type: Date, format: 'yyyy-mm-dd' } : { value }))), { sheet: 'rules' }).toBuffer()
/** A workbook whose one sheet has these rows as XML. */
async function withRows(rows: string): Promise<Uint8Array> {
  const unpacked = await unzip(xlsxFile([{ name: 'rules', rows: [['id']], widths: [] }]), { files: 50, bytes: 1e6 })
  if (unpacked.kind !== 'files') throw new Error(unpacked.kind)
  unpacked.files.set('xl/worksheets/sheet1.xml', Buffer.from(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c><c r="B1" t="inlineStr"><is><t>cite</t></is></c></row>${rows}</sheetData></worksheet>`))
  return writeZip([...unpacked.files].map(([path, bytes]) => ({ path, bytes })))
}

test('the sheet whose heading names id is read, below its title, with the row numbers of the spreadsheet', async () => {
  const bytes = xlsxFile([{ name: 'about', rows: [['Rules of the town']], widths: [] }, { name: 'rules', rows: [['List of 2026'], [], ['ID', 'Cite'], [], ['a', 'art. 1'], ['', ''], ['b', ' 01.10 ']], widths: [] }])
  expect(await readXlsxTable(bytes, 'id')).toEqual({ table: { heading: ['id', 'cite'], headingRow: 3, rows: [{ row: 5, cells: ['a', 'art. 1'] }, { row: 7, cells: ['b', '01.10'] }] }, faults: [] })
})

test('numbers of years are taken, an article that the spreadsheet made a number or a day is told by row', async () => {
  const { table, faults } = await readXlsxTable(await saved([['id', 'cite', 'for'], ['a', 12, 5], ['b', 1.1, 5], ['c', new Date('2026-02-01T00:00:00Z'), null]]), 'id')
  expect(table?.rows).toEqual([{ row: 2, cells: ['a', '12', '5'] }, { row: 3, cells: ['b', '1.1', '5'] }, { row: 4, cells: ['c', '2026-02-01', ''] }])
  expect(faults).toEqual([{ row: 3, column: 'cite', message: expect.stringContaining('1.1 and 1.10 are the same') }, { row: 4, column: 'cite', message: expect.stringContaining('the day 2026-02-01') }])
})

test('a formula counts as the result saved beside it; one without a result is told, and so is one that failed', async () => {
  expect(await readXlsxTable(await withRows('<row r="2"><c r="A2" t="str"><f>"a"&amp;"b"</f><v>ab</v></c><c r="B2"><f>1+1</f><v>2</v></c></row>'), 'id')).toMatchObject({ table: { rows: [{ row: 2, cells: ['ab', '2'] }] }, faults: [] })
  const bare = await readXlsxTable(await withRows('<row r="2"><c r="A2" t="inlineStr"><is><t>a</t></is></c><c r="B2"><f>1+1</f></c></row>'), 'id')
  expect(bare).toMatchObject({ table: { rows: [{ row: 2, cells: ['a', ''] }] }, faults: [{ row: 2, column: 'cite', message: expect.stringContaining('no saved result') }] })
  expect(await readXlsxTable(await withRows('<row r="3"><c r="B3" t="str"><f>"a"</f></c></row>'), 'id')).toMatchObject({ table: { rows: [] }, faults: [{ row: 3, column: 'cite', message: expect.stringContaining('no saved result') }] })
  expect(await readXlsxTable(await withRows('<row r="2"><c r="A2" t="inlineStr"><is><t>a</t></is></c><c r="B2" t="e"><f>#REF!</f><v>#REF!</v></c></row>'), 'id')).toMatchObject({ table: { rows: [{ cells: ['a', ''] }] }, faults: [{ row: 2, column: 'cite', message: expect.stringContaining('or failed') }] })
})

test('what is no workbook, too large packed or unpacked, or reaches too far is refused in words', async () => {
  const refused = async (bytes: Uint8Array, words: RegExp) => expect(readXlsxTable(bytes, 'id')).rejects.toMatchObject({ code: 'bad-request', message: expect.stringMatching(words) })
  await refused(writeZip([{ path: 'mimetype', bytes: Buffer.from('application/vnd.oasis.opendocument.spreadsheet') }]), /no XLSX workbook/)
  await refused(Buffer.from('id,cite\n'), /broken/)
  await refused(writeZip([{ path: 'xl/workbook.xml', bytes: Buffer.from('<workbook/>') }, { path: 'xl/worksheets/sheet1.xml', bytes: Buffer.alloc(64 * 1024 * 1024, 32) }]), /too large/)
  await refused(await withRows('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'), /more than 20000 rows/)
  expect(await readXlsxTable(xlsxFile([{ name: 'rules', rows: [], widths: [] }]), 'id')).toEqual({ table: null, faults: [] })
})
