import { coverForm } from '#kernel/cover-form.ts'
import { type Component, findComponents } from './find-components.ts'
import { type GreyImage, pxPerMm } from './grey-image.ts'
import { histogram, paperLevel, percentile } from './levels.ts'

type Point = { x: number; y: number }
/** `mm` is the size of a millimetre there in pixels, as the disc itself tells. */
type Disc = Point & { mm: number }

/** Marks that must be in place; the others may be torn off, stamped over or folded away. */
const fewestMarks = 4
const mostDiscs = 30
const toleranceMm = 2
/** Less difference than this between paper and ink (share of the paper level) shows nothing. */
const leastContrast = 0.06
const templatePairs = coverForm.marks.flatMap((a, index) => coverForm.marks.slice(index + 1).map((b) => ({ a, b })))

/**
 * Whether the marks of our cover form are on the page, however it lies and however faint it is: from
 * the `front`, or mirrored (`back`), which is the blank side of a cover with the print shining
 * through. Works best at about 75 dpi.
 */
export function findForm(image: GreyImage): 'front' | 'back' | 'none' {
  const counts = histogram(image.data)
  const paper = paperLevel(counts)
  const dark = percentile(counts, 0.02)
  if (paper - dark < paper * leastContrast) return 'none'
  const scale = pxPerMm(image)
  const discs = findComponents(image, (paper + dark) / 2).flatMap((component) => toDisc(component, scale))
  if (discs.length < fewestMarks || discs.length > mostDiscs) return 'none'
  if (fits(discs, 1)) return 'front'
  return fits(discs, -1) ? 'back' : 'none'
}

/** Round, full, and of about the size of a mark; a thin streak may have been drawn across it. */
function toDisc(component: Component, scale: number): Disc[] {
  const width = component.right - component.left + 1
  const height = component.bottom - component.top + 1
  const diameterMm = Math.max(width, height) / scale
  const size = diameterMm / coverForm.markDiameterMm
  const full = component.pixels / (width * height)
  if (size < 0.72 || size > 1.3 || Math.min(width, height) / Math.max(width, height) < 0.8) return []
  if (full < 0.68 || full > 0.88) return []
  return [{
    x: (component.left + component.right + 1) / 2,
    y: (component.top + component.bottom + 1) / 2,
    mm: Math.max(width, height) / coverForm.markDiameterMm,
  }]
}

/** Tries to lay the form over the discs by each pair; `side` -1 turns the form over first. */
function fits(discs: readonly Disc[], side: 1 | -1): boolean {
  for (const from of discs) {
    for (const to of discs) {
      if (from === to) continue
      if (templatePairs.some(({ a, b }) => fitsPair(discs, from, to, turnOver(a, side), turnOver(b, side), side))) return true
    }
  }
  return false
}

function fitsPair(discs: readonly Disc[], from: Disc, to: Disc, a: Point, b: Point, side: 1 | -1): boolean {
  const length = (b.x - a.x) ** 2 + (b.y - a.y) ** 2
  const dx = to.x - from.x
  const dy = to.y - from.y
  const real = (dx * (b.x - a.x) + dy * (b.y - a.y)) / length
  const imaginary = (dy * (b.x - a.x) - dx * (b.y - a.y)) / length
  const scale = Math.hypot(real, imaginary)
  if (scale < from.mm * 0.8 || scale > from.mm * 1.3) return false
  let found = 0
  for (const mark of coverForm.marks) {
    const point = turnOver(mark, side)
    const x = from.x + real * (point.x - a.x) - imaginary * (point.y - a.y)
    const y = from.y + imaginary * (point.x - a.x) + real * (point.y - a.y)
    if (discs.some((disc) => Math.hypot(disc.x - x, disc.y - y) < toleranceMm * scale)) found += 1
  }
  return found >= fewestMarks
}

function turnOver(mark: { xMm: number; yMm: number } , side: 1 | -1): Point {
  return { x: mark.xMm * side, y: mark.yMm }
}
