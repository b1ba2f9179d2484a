import type { Cell, Table } from './table.ts'

/** What a spreadsheet program takes for a formula when a cell begins with it, full-width forms included (OWASP, CSV injection). */
const formula = /^[=+\-@\t\r\n＝＋－＠]/

/**
 * A list as RFC 4180: UTF-8 with a byte order mark so that spreadsheet programs see the script, CRLF, quotes where
 * needed. Text that a program would run as a formula gets an apostrophe before it.
 */
export function csvFile({ columns, rows }: Table): Uint8Array {
  const lines = [columns.map(({ title }) => field(title)), ...rows.map((row) => row.map(field))].map((cells) => cells.join(','))
  return Buffer.from(`\u{feff}${lines.map((line) => `${line}\r\n`).join('')}`)
}

function field(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = formula.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
