import readXlsxFile from 'read-excel-file/universal'
import { unzip } from '#platform/zip/unzip.ts'
import { writeZip } from '#platform/zip/write-zip.ts'

/** What one workbook may hold, before and after unpacking. */
export const xlsxLimits = { fileBytes: 8 * 1024 * 1024, unpackedBytes: 32 * 1024 * 1024, files: 200, rows: 20_000, cellChars: 2000 } as const

/** A value as the program that saved the file wrote it: nothing is calculated here. */
export type XlsxCell = string | number | boolean | Date | null
/** `row` as the spreadsheet program counts it, from 1. */
export type XlsxSheet = { name: string; rows: { row: number; cells: XlsxCell[] }[] }
/** A cell that holds a formula; `valued` when a result is saved beside it that is no error. Row and column are null where the cell does not say its place. */
export type XlsxFormula = { sheet: string; row: number | null; column: string | null; valued: boolean }

export type XlsxRead =
  | { kind: 'sheets'; sheets: XlsxSheet[]; formulas: XlsxFormula[] }
  | { kind: 'too-large' | 'not-a-spreadsheet' }
  /** `part`: what in the archive cannot be taken; null: the archive itself. */
  | { kind: 'broken'; part: string | null }
  | { kind: 'too-many-rows'; sheet: string }

/** Reads an XLSX workbook (ISO/IEC 29500). What is hostile or too large is an answer, never an exception. */
export async function readXlsx(bytes: Uint8Array): Promise<XlsxRead> {
  if (bytes.byteLength > xlsxLimits.fileBytes) return { kind: 'too-large' }
  const unpacked = await unzip(bytes, { files: xlsxLimits.files, bytes: xlsxLimits.unpackedBytes })
  if (unpacked.kind === 'too-large') return { kind: 'too-large' }
  if (unpacked.kind === 'broken') return { kind: 'broken', part: null }
  const workbook = unpacked.files.get('xl/workbook.xml')
  if (!workbook) return { kind: 'not-a-spreadsheet' }
  const names = [...text(workbook).matchAll(/<(?:\w+:)?sheet\b[^>]*\bname="([^"]*)"/g)].map((found) => found[1] ?? '')
  const formulas: XlsxFormula[] = []
  for (const [path, content] of unpacked.files) {
    const xml = text(content)
    if (/<!DOCTYPE|<!ENTITY/i.test(xml)) return { kind: 'broken', part: path }
    const number = /^xl\/worksheets\/sheet(\d+)\.xml$/.exec(path)?.[1]
    if (number === undefined) continue
    const sheet = names[Number(number) - 1] ?? path
    if (reachesTooFar(xml)) return { kind: 'too-many-rows', sheet }
    formulas.push(...formulasIn(sheet, xml))
  }
  // The reader gets what was unpacked here under the limits, and nothing that lies beside it in the archive.
  const parts = [...unpacked.files].filter(([path]) => /^[\x21-\x7e]+\.(xml|rels)$/.test(path)).map(([path, content]) => ({ path, bytes: content }))
  try {
    const sheets = await readXlsxFile(new Uint8Array(writeZip(parts)).buffer)
    return { kind: 'sheets', formulas, sheets: sheets.map(({ sheet, data }) => ({ name: sheet, rows: data.map((cells, at) => ({ row: at + 1, cells: cells.map(cellOf) })) })) }
  } catch {
    return { kind: 'broken', part: null }
  }
}

/** Dates as `YYYY-MM-DD`, numbers as they are written, yes and no as words; trimmed. */
export function xlsxText(cell: XlsxCell): string {
  if (cell === null) return ''
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10)
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no'
  return String(cell).trim().slice(0, xlsxLimits.cellChars)
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')

const cellOf = (cell: unknown): XlsxCell => (typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean' || cell instanceof Date ? cell : null)

/** A sheet whose cells lie millions of rows apart is small on the disk and huge in memory, so places are looked at first. */
function reachesTooFar(xml: string): boolean {
  for (const [, column = '', row = ''] of xml.matchAll(/<(?:row|c)\b[^>]*?\br="([A-Z]*)(\d+)"/g)) if (Number(row) > xlsxLimits.rows || column.length > 2) return true
  return (xml.match(/<row\b/g)?.length ?? 0) > xlsxLimits.rows
}

/** Enough to name; a sheet that is full of them has no more told. */
const namedFormulas = 1000

function formulasIn(sheet: string, xml: string): XlsxFormula[] {
  const found: XlsxFormula[] = []
  for (const [, attributes = '', value] of xml.matchAll(/<c\b([^>]*)>\s*<f(?:\s[^>]*)?(?:\/>|>[^<]*<\/f>)\s*(<v>[^<])?/g)) {
    const [, column = null, row] = /\br="([A-Z]+)(\d+)"/.exec(attributes) ?? []
    found.push({ sheet, row: row === undefined ? null : Number(row), column, valued: value !== undefined && !/\bt="e"/.test(attributes) })
    if (found.length === namedFormulas) break
  }
  return found.length === 0 && /<f[\s/>]/.test(xml) ? [{ sheet, row: null, column: null, valued: false }] : found
}
