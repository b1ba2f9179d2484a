import { xlsxFile, type WorkbookSheet } from '#platform/spreadsheet/xlsx.ts'
import { headsOf, sheetForms } from './sheet-forms.ts'

/** The workbook that a municipality fills in: a sheet for each part, and one that says what goes into every column. */
export function setupTemplate(): Uint8Array {
  const sheets: WorkbookSheet[] = sheetForms.map((form) => ({ name: form.name, rows: [headsOf(form)], widths: headsOf(form).map((head) => Math.max(14, head.length + 4)) }))
  const help = sheetForms.flatMap((form) => [[form.name, '', form.hint], ...form.columns.map((column) => [form.name, column.kind === 'names' ? `${column.name}_ro … ${column.name}_en` : column.name, `${column.hint}${'needed' in column && column.needed ? ' (needed)' : ''}`])])
  return xlsxFile([...sheets, { name: helpSheet, rows: [['sheet', 'column', 'what goes into it'], ...help], widths: [14, 24, 100] }])
}

/** It explains and is not read. */
export const helpSheet = 'help'
