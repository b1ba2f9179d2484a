import type { SetupFault } from '#contract/configuration.ts'
import { readXlsx, xlsxLimits, xlsxText, type XlsxSheet } from '#platform/spreadsheet/read-xlsx.ts'
import { fault } from './faults.ts'

/** A sheet as text, row by row; `row` as the spreadsheet program counts it. Rows without anything in them are left out. */
export type TextSheet = { name: string; rows: { row: number; cells: string[] }[] }
export type ReadWorkbook = { sheets: TextSheet[]; faults: SetupFault[] }

/** A town of ten thousand people on the staff list fills a tenth of it. */
export const workbookLimits = xlsxLimits

/** How many formulas of one sheet are told. */
const toldFormulas = 20

/** Reads an XLSX workbook. What is hostile or too large is a fault, never an exception; formulas are not calculated and not taken. */
export async function readWorkbook(bytes: Uint8Array): Promise<ReadWorkbook> {
  const refused = (...faults: SetupFault[]): ReadWorkbook => ({ sheets: [], faults })
  const whole = { sheet: '', row: null }
  const read = await readXlsx(bytes)
  switch (read.kind) {
    case 'too-large':
      return refused(fault(whole, 'too-large', { limit: workbookLimits.unpackedBytes / 1024 / 1024 }))
    case 'not-a-spreadsheet':
      return refused(fault(whole, 'not-a-spreadsheet'))
    case 'broken':
      return refused(fault({ sheet: read.part ?? '', row: null }, 'broken-file'))
    case 'too-many-rows':
      return refused(fault({ sheet: read.sheet, row: null }, 'too-many-rows', { limit: workbookLimits.rows }))
    case 'sheets': {
      const formulas = [...Map.groupBy(read.formulas, ({ sheet }) => sheet).values()].flatMap((inSheet) => inSheet.slice(0, toldFormulas))
      if (formulas.length > 0) return refused(...formulas.map(({ sheet, row, column }) => fault({ sheet, row, column }, 'formula')))
      return { sheets: read.sheets.map(({ name, rows }) => ({ name, rows: rowsOf(rows) })), faults: [] }
    }
  }
}

function rowsOf(rows: XlsxSheet['rows']): TextSheet['rows'] {
  return rows.map(({ row, cells }) => ({ row, cells: cells.map(xlsxText) })).filter(({ cells }) => cells.some((cell) => cell !== ''))
}
