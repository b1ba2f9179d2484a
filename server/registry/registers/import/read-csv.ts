/** A line of a CSV file: where it begins (first line is 1) and its cells; or why it cannot be read. */
export type CsvLine = { line: number; cells: string[] } | { line: number; fault: 'quote-not-closed' | 'line-too-long' | 'too-many-cells' }

export const csvLimits = { lineChars: 20_000, cells: 50, lines: 300_000 } as const

/**
 * The lines of a CSV file (RFC 4180; comma, semicolon or tab, whichever the first line has most). Empty lines are left
 * out. A line that is too long, or whose quotes do not end, is a fault of that line; the next begins after its end.
 */
export function* readCsv(text: string): Generator<CsvLine> {
  const source = text.replace(/^\ufeff/, '')
  const separator = separatorOf(source)
  let line = 1
  for (let at = 0; at < source.length; ) {
    const taken = takeLine(source, at, separator)
    const rows = source.slice(at, taken.end).split('\n').length - 1
    if (taken.fault !== null) yield { line, fault: taken.fault }
    else if (taken.cells.some((cell) => cell.trim() !== '')) yield { line, cells: taken.cells }
    line += Math.max(rows, 1)
    at = taken.end
  }
}

function separatorOf(source: string): string {
  const first = source.slice(0, source.search(/[\r\n]|$/))
  const count = (sign: string) => first.split(sign).length
  return [';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best), ',')
}

type Taken = { cells: string[]; end: number; fault: 'quote-not-closed' | 'line-too-long' | 'too-many-cells' | null }

function takeLine(source: string, from: number, separator: string): Taken {
  const cells: string[] = []
  let at = from
  for (;;) {
    const cell = takeCell(source, at, separator, from)
    if (cell.fault !== null) return { cells: [], end: endOfLine(source, from), fault: cell.fault }
    cells.push(cell.text)
    at = cell.end
    if (cells.length > csvLimits.cells) return { cells: [], end: endOfLine(source, at), fault: 'too-many-cells' }
    if (source[at] === separator) at += 1
    else return { cells, end: source[at] === '\r' && source[at + 1] === '\n' ? at + 2 : Math.min(at + 1, source.length), fault: null }
  }
}

function takeCell(source: string, from: number, separator: string, lineFrom: number): { text: string; end: number; fault: 'quote-not-closed' | 'line-too-long' | null } {
  const limit = lineFrom + csvLimits.lineChars
  if (source[from] !== '"') {
    let end = from
    while (end < source.length && source[end] !== separator && source[end] !== '\n' && source[end] !== '\r') end += 1
    return end > limit ? { text: '', end, fault: 'line-too-long' } : { text: source.slice(from, end), end, fault: null }
  }
  let text = ''
  for (let at = from + 1; ; ) {
    const quote = source.indexOf('"', at)
    if (quote === -1) return { text: '', end: source.length, fault: 'quote-not-closed' }
    if (quote > limit) return { text: '', end: quote, fault: 'line-too-long' }
    text += source.slice(at, quote)
    if (source[quote + 1] !== '"') return endsCell(source[quote + 1], separator) ? { text, end: quote + 1, fault: null } : { text: '', end: quote, fault: 'quote-not-closed' }
    text += '"'
    at = quote + 2
  }
}

const endsCell = (sign: string | undefined, separator: string): boolean => sign === undefined || sign === separator || sign === '\n' || sign === '\r'

function endOfLine(source: string, from: number): number {
  const end = source.indexOf('\n', from)
  return end === -1 ? source.length : end + 1
}
