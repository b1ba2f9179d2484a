import type { Position } from 'zxing-wasm/reader'
import type { GreyImage } from './grey-image.ts'
import { histogram, percentile } from './levels.ts'

/** A box as fractions of the image: x, y, width, height. */
type Box = [number, number, number, number]

/**
 * Where a code stands and how far its bars stand out from the paper between them: 1 for black on
 * white, 0.15 or so for print that shines through a sheet.
 */
export function codeContrast(position: Position, image: GreyImage): { contrast: number; box: Box } {
  const corners = [position.topLeft, position.topRight, position.bottomLeft, position.bottomRight]
  const xs = corners.map(({ x }) => Math.min(Math.max(x, 0), image.widthPx - 1))
  const ys = corners.map(({ y }) => Math.min(Math.max(y, 0), image.heightPx - 1))
  const [left, right] = [Math.min(...xs), Math.max(...xs)]
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)]
  const width = right - left + 1
  const inside = new Uint8Array(width * (bottom - top + 1))
  for (let y = top; y <= bottom; y += 1) {
    const from = y * image.widthPx + left
    inside.set(image.data.subarray(from, from + width), (y - top) * width)
  }
  const counts = histogram(inside)
  const light = percentile(counts, 0.9)
  const dark = percentile(counts, 0.1)
  const contrast = light === 0 ? 0 : (light - dark) / light
  const box: Box = [
    left / image.widthPx,
    top / image.heightPx,
    width / image.widthPx,
    (bottom - top + 1) / image.heightPx,
  ]
  return { contrast, box }
}
