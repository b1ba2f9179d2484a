import type { Ink } from './find-ink.ts'
import type { Region } from './prepare-image.ts'

const cellPx = 8
/** Size of the window as shares of the page's longer side: on A4 about four lines, 9 cm wide. */
const windowWidth = 0.32
const windowHeight = 0.07
/** A part of a page at 300 dpi still needs its four lines: the window is never smaller than this, in pixels of the page. */
const leastWidthPx = 1000
const leastHeightPx = 245
/** Fewer changes from paper to ink than this cannot be a line of text. */
const leastChanges = 24

/**
 * Where to look for a few lines of running text: the windows in which paper changes to ink most often
 * along the rows, best first, at most two, not overlapping. An empty list: there is nothing to read.
 * `pagePx` is the longer side of the page that `ink` is a small copy of.
 */
export function findTextWindows(ink: Ink, pagePx: number): Region[] {
  const columns = Math.ceil(ink.widthPx / cellPx)
  const rows = Math.ceil(ink.heightPx / cellPx)
  const sums = summedChanges(ink, columns, rows)
  const longer = Math.max(columns, rows)
  const width = Math.min(columns, Math.round(longer * Math.max(windowWidth, leastWidthPx / pagePx)))
  const height = Math.min(rows, Math.max(3, Math.round(longer * Math.max(windowHeight, leastHeightPx / pagePx))))
  const found: { x: number; y: number }[] = []
  for (let n = 0; n < 2; n++) {
    let best = { x: 0, y: 0, changes: 0 }
    for (let y = 0; y + height <= rows; y++) {
      for (let x = 0; x + width <= columns; x++) {
        if (found.some((other) => Math.abs(other.x - x) < width && Math.abs(other.y - y) < height)) continue
        const changes = sums(x, y, x + width, y + height)
        if (changes > best.changes) best = { x, y, changes }
      }
    }
    if (best.changes >= leastChanges) found.push(best)
  }
  return found.map(({ x, y }) => {
    const right = Math.min(ink.widthPx, (x + width) * cellPx)
    const [top, bottom] = snapToGaps(ink, x * cellPx, right, y * cellPx, Math.min(ink.heightPx, (y + height) * cellPx))
    return {
      x: (x * cellPx) / ink.widthPx,
      y: top / ink.heightPx,
      width: (right - x * cellPx) / ink.widthPx,
      height: (bottom - top) / ink.heightPx,
    }
  })
}

/** Moves both edges inward to the emptiest row nearby: a line that is cut through reads as rubbish. */
function snapToGaps(ink: Ink, left: number, right: number, top: number, bottom: number): [number, number] {
  const reach = Math.floor((bottom - top) * 0.3)
  const inkOf = (y: number): number => {
    let sum = 0
    for (let x = left; x < right; x++) sum += ink.marks[y * ink.widthPx + x] ?? 0
    return sum
  }
  let best: [number, number] = [top, bottom]
  let least: [number, number] = [Infinity, Infinity]
  for (let step = 0; step < reach; step++) {
    const above = inkOf(top + step)
    const below = inkOf(bottom - 1 - step)
    if (above < least[0]) [best, least] = [[top + step, best[1]], [above, least[1]]]
    if (below < least[1]) [best, least] = [[best[0], bottom - step], [least[0], below]]
  }
  return best
}

/** A function that tells in constant time how many changes a rectangle of cells holds (summed-area table). */
function summedChanges(ink: Ink, columns: number, rows: number): (x0: number, y0: number, x1: number, y1: number) => number {
  const cells = new Uint32Array(columns * rows)
  for (let y = 0; y < ink.heightPx; y++) {
    for (let x = 1; x < ink.widthPx; x++) {
      const here = y * ink.widthPx + x
      if (ink.marks[here] === 1 && ink.marks[here - 1] === 0) {
        const cell = Math.floor(y / cellPx) * columns + Math.floor(x / cellPx)
        cells[cell] = (cells[cell] ?? 0) + 1
      }
    }
  }
  const stride = columns + 1
  const table = new Uint32Array(stride * (rows + 1))
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      table[(y + 1) * stride + x + 1] = (cells[y * columns + x] ?? 0) + (table[y * stride + x + 1] ?? 0)
        + (table[(y + 1) * stride + x] ?? 0) - (table[y * stride + x] ?? 0)
    }
  }
  const at = (x: number, y: number): number => table[y * stride + x] ?? 0
  return (x0, y0, x1, y1) => at(x1, y1) - at(x0, y1) - at(x1, y0) + at(x0, y0)
}
