import readXlsx from 'read-excel-file/universal'
import type { SetupFault } from '#contract/configuration.ts'
import { unzip } from '#platform/zip/unzip.ts'
import { writeZip } from '#platform/zip/write-zip.ts'
import { fault } from './faults.ts'

/** A sheet as text, row by row; `row` as the spreadsheet program counts it. Rows without anything in them are left out. */
export type TextSheet = { name: string; rows: { row: number; cells: string[] }[] }
export type ReadWorkbook = { sheets: TextSheet[]; faults: SetupFault[] }

/** A town of ten thousand people on the staff list fills a tenth of it. */
export const workbookLimits = { fileBytes: 8 * 1024 * 1024, unpackedBytes: 32 * 1024 * 1024, files: 200, rows: 20_000, cellChars: 2000 }

/** Reads an XLSX workbook. What is hostile or too large is a fault, never an exception; formulas are not calculated and not taken. */
export async function readWorkbook(bytes: Uint8Array): Promise<ReadWorkbook> {
  const refused = (...faults: SetupFault[]): ReadWorkbook => ({ sheets: [], faults })
  const whole = { sheet: '', row: null }
  const tooLarge = fault(whole, 'too-large', { limit: workbookLimits.unpackedBytes / 1024 / 1024 })
  if (bytes.byteLength > workbookLimits.fileBytes) return refused(tooLarge)
  const unpacked = await unzip(bytes, { files: workbookLimits.files, bytes: workbookLimits.unpackedBytes })
  if (unpacked.kind === 'too-large') return refused(tooLarge)
  if (unpacked.kind === 'broken') return refused(fault(whole, 'broken-file'))
  const workbook = unpacked.files.get('xl/workbook.xml')
  if (!workbook) return refused(fault(whole, 'not-a-spreadsheet'))
  const names = [...text(workbook).matchAll(/<(?:\w+:)?sheet\b[^>]*\bname="([^"]*)"/g)].map((found) => found[1] ?? '')
  const hostile = [...unpacked.files].flatMap(([path, content]) => faultsOf(path, text(content), names))
  if (hostile.length > 0) return refused(...hostile)
  // The reader gets what was unpacked here under the limits, and nothing that lies beside it in the archive.
  const parts = [...unpacked.files].filter(([path]) => /^[\x21-\x7e]+\.(xml|rels)$/.test(path)).map(([path, content]) => ({ path, bytes: content }))
  try {
    const sheets = await readXlsx(new Uint8Array(writeZip(parts)).buffer)
    return { sheets: sheets.map(({ sheet, data }) => ({ name: sheet, rows: rowsOf(data) })), faults: [] }
  } catch {
    return refused(fault(whole, 'broken-file'))
  }
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')

/** A sheet whose cells lie millions of rows apart is small on the disk and huge in memory, so places are looked at first. */
function faultsOf(path: string, xml: string, names: readonly string[]): SetupFault[] {
  if (/<!DOCTYPE|<!ENTITY/i.test(xml)) return [fault({ sheet: path, row: null }, 'broken-file')]
  const number = /^xl\/worksheets\/sheet(\d+)\.xml$/.exec(path)?.[1]
  if (number === undefined) return []
  const sheet = names[Number(number) - 1] ?? path
  const formulas = [...xml.matchAll(/<c\b[^>]*\br="([A-Z]+)(\d+)"[^>]*>\s*<f[\s/>]/g)].slice(0, 20).map(([, column = '', row = '']) => fault({ sheet, row: Number(row), column }, 'formula'))
  if (formulas.length === 0 && /<f[\s/>]/.test(xml)) formulas.push(fault({ sheet, row: null }, 'formula'))
  const places = xml.matchAll(/<(?:row|c)\b[^>]*?\br="([A-Z]*)(\d+)"/g)
  let rows = 0
  for (const [, column = '', row = ''] of places) {
    rows = Math.max(rows, Number(row))
    if (rows > workbookLimits.rows || column.length > 2) return [fault({ sheet, row: null }, 'too-many-rows', { limit: workbookLimits.rows })]
  }
  return (xml.match(/<row\b/g)?.length ?? 0) > workbookLimits.rows ? [fault({ sheet, row: null }, 'too-many-rows', { limit: workbookLimits.rows })] : formulas
}

function rowsOf(data: readonly (readonly unknown[])[]): TextSheet['rows'] {
  return data.map((cells, at) => ({ row: at + 1, cells: cells.map(cellText) })).filter(({ cells }) => cells.some((cell) => cell !== ''))
}

/** Dates as `YYYY-MM-DD`, numbers as they are written, yes and no as words. */
function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10)
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no'
  if (typeof cell !== 'string' && typeof cell !== 'number') return ''
  return String(cell).trim().slice(0, workbookLimits.cellChars)
}
