import { straightenBox } from './straighten.ts'
import type { BoxPt, SizePt } from './straighten.ts'

/** A recognised word; `box` is [x, y, width, height] in fractions of the upright page from the upper left. */
export type PageWord = {
  text: string
  box: readonly [number, number, number, number]
  confidence: number
  /** Words of one line of print carry the same number. */
  line: number
}

/** Where a word goes on a PDF page, in points from the upper left corner. */
export type PlacedWord = {
  text: string
  xPt: number
  baselinePt: number
  fontSizePt: number
  widthPt: number
  /** A space after it, so that copied text has one. */
  space: boolean
}

/** Ascent and descent (negative) of the font in parts of its size. */
export type FontReach = { ascent: number; descent: number }

const smallestFontPt = 2
/** A stroke of the pen that was read as a letter must not blow up its line. */
const tallestLine = 1.8

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

/** The band that the words of a line lie in. */
function bandOf(boxes: readonly BoxPt[]): { centrePt: number; heightPt: number } {
  const top = Math.min(...boxes.map((box) => box.yPt))
  const bottom = Math.max(...boxes.map((box) => box.yPt + box.heightPt))
  const most = tallestLine * median(boxes.map((box) => box.heightPt))
  if (bottom - top <= most) return { centrePt: (top + bottom) / 2, heightPt: bottom - top }
  return { centrePt: median(boxes.map((box) => box.yPt + box.heightPt / 2)), heightPt: most }
}

/**
 * Gives every word of a page a place on the straightened paper such that its selection covers it.
 * A line has one baseline and one font size, and lines about as high as the median line share that
 * size: readers tell lines and paragraphs by both and would otherwise scatter the text.
 * `skew` in radians clockwise; `page` is the size before straightening.
 */
export function placeWords(words: readonly PageWord[], page: SizePt, skew: number, font: FontReach): PlacedWord[] {
  const lines = [...Map.groupBy(words, (word) => word.line).values()].map((line) => {
    const placed = line.map((word) => ({ text: word.text, box: straightenBox(word.box, page, skew) }))
    return { placed, ...bandOf(placed.map(({ box }) => box)) }
  })
  const usualPt = median(lines.map((line) => line.heightPt))
  return lines.flatMap(({ placed, centrePt, ...line }) => {
    const heightPt = Math.abs(line.heightPt - usualPt) < usualPt * 0.3 ? usualPt : line.heightPt
    const fontSizePt = Math.max(smallestFontPt, heightPt / (font.ascent - font.descent))
    const baselinePt = centrePt + ((font.ascent + font.descent) / 2) * fontSizePt
    return placed.map(({ text, box }, i) => ({ text, xPt: box.xPt, baselinePt, fontSizePt, widthPt: box.widthPt, space: i < placed.length - 1 }))
  })
}
