import { type Component, findComponents } from './find-components.ts'
import { type GreyImage, pxPerMm } from './grey-image.ts'
import { histogram, paperLevel } from './levels.ts'

/** Ink as it matters for blank pages. `components`: pieces larger than a speck. */
export type PageInk = { blank: boolean; inkShare: number; components: number }

/** Ink is darker than the paper by at least this share of the paper's level; pencil is about 0.3. */
const inkContrast = 0.25
/** Anything smaller is dust. */
const speckMm = 1
/** From this height on, a piece can be a letter. */
const letterMm = 1.5
/** Shadows and torn borders lie within this distance of an edge, and nobody writes there. */
const edgeMm = 8
/** More dust than this share of the page may be print that fell apart into dots. */
const mostDust = 0.006

/**
 * Decides whether a page is blank by its connected pieces of ink, not by the share of dark pixels: a
 * dirty empty sheet has more of these than a sheet with three lines of print. Edges, punch holes and
 * streaks of the scanner do not count. In doubt a page is not blank. Works at about 150 dpi.
 * `showThrough` is the contrast of print known to shine through from the other side, 0 if none.
 */
export function measurePage(image: GreyImage, showThrough = 0): PageInk {
  const paper = paperLevel(histogram(image.data))
  const threshold = paper * (1 - Math.min(0.9, Math.max(inkContrast, showThrough * 1.5)))
  const scale = pxPerMm(image)
  const inner = withoutEdges(image, Math.round(edgeMm * scale))
  const pieces = findComponents(inner, threshold)
  const areaPx = inner.widthPx * inner.heightPx
  const inkPx = pieces.reduce((sum, piece) => sum + piece.pixels, 0)
  const large = pieces.filter((piece) => longMm(piece, scale) >= speckMm && !isHole(piece, inner, scale) && !isStreak(piece, inner, scale))
  const dustPx = pieces.reduce((sum, piece) => sum + (longMm(piece, scale) < speckMm ? piece.pixels : 0), 0)
  const blank = !holdsWriting(large, scale) && dustPx / areaPx < mostDust
  return { blank, inkShare: inkPx / areaPx, components: large.length }
}

function holdsWriting(large: readonly Component[], scale: number): boolean {
  const letters = large.filter((piece) => longMm(piece, scale) >= letterMm)
  return letters.length > 1 || letters.some((piece) => longMm(piece, scale) > letterMm * 4) || large.length > 6
}

function widthPx(piece: Component): number {
  return piece.right - piece.left + 1
}

function heightPx(piece: Component): number {
  return piece.bottom - piece.top + 1
}

function longMm(piece: Component, scale: number): number {
  return Math.max(widthPx(piece), heightPx(piece)) / scale
}

/** The page without a strip along each edge; a page too small for that stays whole. */
function withoutEdges(image: GreyImage, stripPx: number): GreyImage {
  const widthPx = image.widthPx - 2 * stripPx
  const heightPx = image.heightPx - 2 * stripPx
  if (widthPx < stripPx || heightPx < stripPx) return image
  const data = new Uint8Array(widthPx * heightPx)
  for (let y = 0; y < heightPx; y += 1) {
    const from = (y + stripPx) * image.widthPx + stripPx
    data.set(image.data.subarray(from, from + widthPx), y * widthPx)
  }
  return { data, widthPx, heightPx }
}

/** A full disc of up to 9 mm near an edge, or what is left of one where the edge was left out. */
function isHole(piece: Component, inner: GreyImage, scale: number): boolean {
  const [width, height] = [widthPx(piece), heightPx(piece)]
  const sizeMm = Math.max(width, height) / scale
  if (sizeMm > 9 || piece.pixels / (width * height) < 0.65) return false
  const gapPx = Math.min(piece.left, piece.top, inner.widthPx - 1 - piece.right, inner.heightPx - 1 - piece.bottom)
  if (gapPx <= 0) return true
  return sizeMm > 4 && Math.min(width, height) / Math.max(width, height) > 0.8 && gapPx < 10 * scale
}

/** Thin and nearly as long as the page: dust on the glass of a feeder. */
function isStreak(piece: Component, inner: GreyImage, scale: number): boolean {
  const thin = Math.min(widthPx(piece), heightPx(piece)) < 1.2 * scale
  return thin && (widthPx(piece) > inner.widthPx * 0.5 || heightPx(piece) > inner.heightPx * 0.5)
}
