import { setImmediate } from 'node:timers/promises'
import type { Sheet } from './paper.ts'

/** A column of a table; the shares of all columns add up to 1. */
export type TableColumn = { title: string; share: number; align?: 'left' | 'center' | 'right' }

type Grid = { sheet: Sheet; columns: readonly { leftPt: number; widthPt: number; align: 'left' | 'center' | 'right' }[] }

const cellSizePt = 7.5
/** Titles of narrow columns are long words in all five languages. */
const headSizePt = 6.2
const paddingPt = 3
/** Shorter texts than this are measured once; longer ones are rare and not kept. */
const keptChars = 80
const rowsAtOnce = 40

/** Draws the rows with their borders, the head again on every page. */
export async function drawTable(sheet: Sheet, columns: readonly TableColumn[], rows: Iterable<readonly string[]>): Promise<void> {
  const grid = gridOf(sheet, columns)
  const titles = columns.map(({ title }) => title)
  const heightOf = measured(grid)
  const headHeightOf = measured(grid, headSizePt)
  // The head with its numbers and one row under it: a head alone at the foot of a page says nothing.
  if (sheet.document.y + headHeightOf(titles) + 3 * (cellSizePt + 2 * paddingPt) > sheet.bottomPt) sheet.newPage()
  drawHead(grid, titles, headHeightOf)
  let drawn = 0
  for (const row of rows) {
    // Ten thousand rows take seconds; others are served meanwhile.
    if (++drawn % rowsAtOnce === 0) await setImmediate()
    const heightPt = heightOf(row)
    if (sheet.document.y + heightPt > sheet.bottomPt) {
      sheet.newPage()
      drawHead(grid, titles, headHeightOf)
    }
    drawRow(grid, row, Math.min(heightPt, sheet.bottomPt - sheet.document.y), false)
  }
  sheet.document.y += 6
}

/** Titles, then the numbers of the columns, as forms have them. */
function drawHead(grid: Grid, titles: readonly string[], heightOf: (row: readonly string[]) => number): void {
  drawRow(grid, titles, heightOf(titles), true)
  const numbers = titles.map((_, at) => String(at + 1))
  drawRow(grid, numbers, heightOf(numbers), true)
}

function gridOf(sheet: Sheet, columns: readonly TableColumn[]): Grid {
  const starts = columns.map((_, at) => columns.slice(0, at).reduce((sum, { share }) => sum + share, 0))
  return { sheet, columns: columns.map(({ share, align = 'left' }, at) => ({ leftPt: sheet.leftPt + (starts[at] ?? 0) * sheet.widthPt, widthPt: share * sheet.widthPt, align })) }
}

/** Height of a row in points; the same short texts come again in every row and are measured once. */
function measured({ sheet: { document }, columns }: Grid, sizePt = cellSizePt): (row: readonly string[]) => number {
  const known = new Map<string, number>()
  const height = (text: string, at: number): number => {
    const width = (columns[at]?.widthPt ?? 0) - 2 * paddingPt
    const key = `${at} ${text}`
    const before = known.get(key)
    if (before !== undefined) return before
    const now = document.heightOfString(text, { width })
    if (text.length < keptChars && known.size < 10_000) known.set(key, now)
    return now
  }
  return (row) => {
    document.font('text').fontSize(sizePt)
    return Math.max(...row.map(height), sizePt) + 2 * paddingPt
  }
}

function drawRow({ sheet, columns }: Grid, row: readonly string[], heightPt: number, isHead: boolean): void {
  const { document } = sheet
  const top = document.y
  for (const { leftPt, widthPt } of columns) document.rect(leftPt, top, widthPt, heightPt)
  document.lineWidth(0.4).stroke('#555555')
  document.font('text').fontSize(isHead ? headSizePt : cellSizePt).fillColor('black')
  for (const [at, { leftPt, widthPt, align }] of columns.entries()) {
    const text = row[at] ?? ''
    if (text !== '') document.text(text, leftPt + paddingPt, top + paddingPt, { width: widthPt - 2 * paddingPt, height: heightPt - 2 * paddingPt + 1, align: isHead ? 'center' : align, ellipsis: true })
  }
  if (!isHead) sheet.note(row.filter((text) => text !== '').join(' | '))
  document.y = top + heightPt
}
