import type { ReadResult } from 'zxing-wasm/reader'

type Point = { x: number; y: number }

/**
 * Whether a page is seen from behind, told by its codes. A QR code knows when it is mirrored; a
 * Code 128 does not, but on our covers the QR stands to the left of whoever reads along the ladder
 * (the page seen with y downwards), and mirrored to the right. Null when there are not both.
 */
export function seenFromBehind(results: readonly ReadResult[]): boolean | null {
  const qr = results.find((result) => result.format !== 'Code128')
  const ladder = results.find((result) => result.format === 'Code128' && result.text === qr?.text)
  if (qr === undefined || ladder === undefined) return null
  const { topLeft, topRight } = ladder.position
  const along = { x: topRight.x - topLeft.x, y: topRight.y - topLeft.y }
  const from = middle(ladder)
  const to = middle(qr)
  return along.x * (to.y - from.y) - along.y * (to.x - from.x) > 0
}

function middle({ position }: ReadResult): Point {
  const { topLeft, topRight, bottomLeft, bottomRight } = position
  return {
    x: (topLeft.x + topRight.x + bottomLeft.x + bottomRight.x) / 4,
    y: (topLeft.y + topRight.y + bottomLeft.y + bottomRight.y) / 4,
  }
}
