import { OpisError } from '#kernel/errors.ts'
import { readXlsx, xlsxLimits, xlsxText, type XlsxCell, type XlsxFormula, type XlsxSheet } from '#platform/spreadsheet/read-xlsx.ts'
import type { Table } from './read-csv.ts'

type CellFault = { readonly row: number; readonly column: string; readonly message: string }

/** A heading stands among the first rows; above it there may be a title. */
const headingWithin = 10

/**
 * Reads the table of a workbook: the first sheet in whose heading `key` stands, otherwise the first that holds anything.
 * Formulas count as the result saved beside them; what a cell does not say surely is told by row and column. The table is
 * null when nothing stands in the workbook.
 * @throws OpisError `bad-request` when the file is no workbook, is broken, or is larger than its limits
 */
export async function readXlsxTable(bytes: Uint8Array, key: string): Promise<{ table: Table | null; faults: readonly CellFault[] }> {
  const read = await readXlsx(bytes)
  if (read.kind !== 'sheets') throw new OpisError('bad-request', refusals[read.kind])
  const holding = read.sheets.filter(({ rows }) => rows.some(({ cells }) => !isEmpty(cells)))
  const sheet = holding.find((one) => headingOf(one, key) !== undefined) ?? holding[0]
  const head = sheet === undefined ? undefined : (headingOf(sheet, key) ?? sheet.rows.find(({ cells }) => !isEmpty(cells)))
  if (sheet === undefined || head === undefined) return { table: null, faults: [] }
  const heading = head.cells.map((cell) => xlsxText(cell).toLowerCase())
  const body = sheet.rows.filter(({ row, cells }) => row > head.row && !isEmpty(cells))
  const rows = body.map(({ row, cells }) => ({ row, cells: cells.map(xlsxText) }))
  const faults = [...withoutResult(read.formulas.filter((one) => one.sheet === sheet.name), heading), ...body.flatMap(({ row, cells }) => cells.flatMap((cell, at) => doubtOf(heading[at] ?? '', cell).map((message) => ({ row, column: heading[at] ?? '', message }))))]
  return { table: { heading, headingRow: head.row, rows }, faults }
}

const refusals = {
  'too-large': `The workbook is too large: ${xlsxLimits.fileBytes / 1024 / 1024} MB as a file, ${xlsxLimits.unpackedBytes / 1024 / 1024} MB unpacked. Divide it.`,
  'not-a-spreadsheet': 'This is no XLSX workbook. Save the table as XLSX or CSV.',
  'broken': 'The workbook is broken and cannot be read. Save it anew.',
  'too-many-rows': `A sheet has more than ${xlsxLimits.rows} rows. Remove empty rows at the end, or divide it.`,
} as const

const isEmpty = (cells: readonly XlsxCell[]): boolean => cells.every((cell) => xlsxText(cell) === '')

const headingOf = (sheet: XlsxSheet, key: string) => sheet.rows.find(({ row, cells }) => row <= headingWithin && cells.some((cell) => xlsxText(cell).toLowerCase() === key))

/** Names of articles are text: to a spreadsheet 1.10 is the number 1.1, and 1/2 a day of the year. */
const textColumns = ['id', 'cite']

function doubtOf(column: string, cell: XlsxCell): readonly string[] {
  if (cell instanceof Date) return [`The spreadsheet holds the day ${xlsxText(cell)} here. Format the column as text and write it anew.`]
  if (textColumns.includes(column) && typeof cell === 'number' && !Number.isInteger(cell)) return [`The spreadsheet holds the number ${cell} here, in which 1.1 and 1.10 are the same. Format the column as text and write it anew.`]
  return []
}

function withoutResult(formulas: readonly XlsxFormula[], heading: readonly string[]): CellFault[] {
  return formulas.filter(({ valued }) => !valued).map(({ row, column }) => ({ row: row ?? 1, column: heading[columnNumber(column ?? '') - 1] ?? column ?? '', message: 'The formula has no saved result, or failed. Open the file in the spreadsheet program and save it, or put in the value itself.' }))
}

/** The number of a column by its letters, from 1: A … Z, AA … */
function columnNumber(letters: string): number {
  return [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0)
}
