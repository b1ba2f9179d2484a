import type { PageWord } from './page-words.ts'

export type SizePt = { widthPt: number; heightPt: number }

/** Below this a line drifts by less than a quarter of a letter across the page. */
const smallestSkewDegrees = 0.2
/** Paper does not lie more askew in a feeder; beyond it the lines are something else. */
const largestSkewDegrees = 6
const radiansPerDegree = Math.PI / 180

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

/** How much one line falls per point to the right, by least squares over the middles of its words; null when it is too short to tell. */
function slopeOf(words: readonly PageWord[], page: SizePt): number | null {
  const middles = words.map(({ box }) => ({ x: (box[0] + box[2] / 2) * page.widthPt, y: (box[1] + box[3] / 2) * page.heightPt }))
  const meanX = middles.reduce((sum, { x }) => sum + x, 0) / middles.length
  const meanY = middles.reduce((sum, { y }) => sum + y, 0) / middles.length
  const spread = middles.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0)
  if (words.length < 4 || Math.sqrt(spread / words.length) < page.widthPt / 12) return null
  return middles.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0) / spread
}

/**
 * How far the print leans on a page, radians clockwise, told from the places of the words; 0 when
 * it does not lean or too few lines agree. `page` is the size of the upright page.
 */
export function measureSkew(words: readonly PageWord[], page: SizePt): number {
  const slopes = [...Map.groupBy(words, (word) => word.line).values()].map((line) => slopeOf(line, page)).filter((slope) => slope !== null)
  if (slopes.length < 2) return 0
  const slope = median(slopes)
  const agreeing = slopes.filter((other) => Math.abs(other - slope) < 0.01).length
  const skew = Math.atan(slope)
  const outside = Math.abs(skew) < smallestSkewDegrees * radiansPerDegree || Math.abs(skew) > largestSkewDegrees * radiansPerDegree
  return outside || agreeing * 2 < slopes.length ? 0 : skew
}

/** The paper that holds a page after it was turned back by its skew, with nothing cut off. */
export function straightenedSize(page: SizePt, skew: number): SizePt {
  const cos = Math.cos(skew)
  const sin = Math.abs(Math.sin(skew))
  return { widthPt: page.widthPt * cos + page.heightPt * sin, heightPt: page.widthPt * sin + page.heightPt * cos }
}

/** A box on the straightened paper, points from the upper left. */
export type BoxPt = { xPt: number; yPt: number; widthPt: number; heightPt: number }

/**
 * Where a word lies once the page is straight. Its box on the leaning page is the upright frame of a
 * leaning rectangle and so a little too tall and too wide; that is taken off.
 */
export function straightenBox(box: PageWord['box'], page: SizePt, skew: number): BoxPt {
  const paper = straightenedSize(page, skew)
  const x = (box[0] + box[2] / 2 - 0.5) * page.widthPt
  const y = (box[1] + box[3] / 2 - 0.5) * page.heightPt
  const framed = { widthPt: box[2] * page.widthPt, heightPt: box[3] * page.heightPt }
  const lean = Math.tan(Math.abs(skew))
  const heightPt = Math.max(framed.heightPt - framed.widthPt * lean, framed.heightPt / 2)
  const widthPt = Math.max(framed.widthPt - heightPt * lean, framed.widthPt / 2)
  return {
    xPt: x * Math.cos(skew) + y * Math.sin(skew) + paper.widthPt / 2 - widthPt / 2,
    yPt: -x * Math.sin(skew) + y * Math.cos(skew) + paper.heightPt / 2 - heightPt / 2,
    widthPt,
    heightPt,
  }
}
