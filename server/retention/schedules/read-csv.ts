/** Limits of a table that is read: a list of records is long, but not this long. */
const limits = { rows: 20_000, columns: 100 } as const

/** A table with its heading; every row has its number in the file as a spreadsheet counts it, from 1. */
export type Table = { readonly heading: readonly string[]; readonly headingRow: number; readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[] }

/**
 * Reads CSV (RFC 4180) with comma, semicolon or tab, whichever the heading has most of; text in double quotes may hold
 * separators and line breaks. Empty rows are left out. Null when it is too large or has no heading.
 */
export function readCsv(text: string): Table | null {
  const source = text.replace(/^\uFEFF/, '')
  const first = source.split(/\r?\n/, 1)[0] ?? ''
  const separator = [',', ';', '\t'].toSorted((a, b) => first.split(b).length - first.split(a).length)[0] ?? ','
  const lines = splitRows(source, separator)
  const [heading, ...rest] = lines
  if (heading === undefined || lines.length > limits.rows || heading.length > limits.columns) return null
  const rows = rest.map((cells, index) => ({ row: index + 2, cells })).filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  return { heading: heading.map((name) => name.trim().toLowerCase()), headingRow: 1, rows }
}

function splitRows(text: string, separator: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  const endCell = (): void => {
    row.push(cell)
    cell = ''
  }
  const endRow = (): void => {
    endCell()
    rows.push(row)
    row = []
  }
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charAt(at)
    if (quoted) {
      if (letter !== '"') cell += letter
      else if (text.charAt(at + 1) === '"') [cell, at] = [`${cell}"`, at + 1]
      else quoted = false
    } else if (letter === '"' && cell === '') quoted = true
    else if (letter === separator) endCell()
    else if (letter === '\n') endRow()
    else if (letter !== '\r') cell += letter
  }
  if (cell !== '' || row.length > 0) endRow()
  return rows
}
