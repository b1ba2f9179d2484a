/** A box in pixels, origin at the upper left. */
export type PxBox = { x0: number; y0: number; x1: number; y1: number }

/** The box of a glyph on the page: font units with y upwards become pixels with y downwards. */
export function boxOf(glyph: { minX: number; minY: number; maxX: number; maxY: number }, xPx: number, yPx: number, scale: number): PxBox {
  return {
    x0: xPx + glyph.minX * scale,
    y0: yPx - glyph.maxY * scale,
    x1: xPx + glyph.maxX * scale,
    y1: yPx - glyph.minY * scale,
  }
}

/** The smallest box around both. */
export function unite(a: PxBox | null, b: PxBox): PxBox {
  if (a === null) return b
  return { x0: Math.min(a.x0, b.x0), y0: Math.min(a.y0, b.y0), x1: Math.max(a.x1, b.x1), y1: Math.max(a.y1, b.y1) }
}

/** The box after the text was leaned about the middle of the page, as fractions [x, y, width, height]. */
export function placeBox(box: PxBox, page: { widthPx: number; heightPx: number; skewDegrees: number }): [number, number, number, number] {
  const angle = (page.skewDegrees * Math.PI) / 180
  const cx = page.widthPx / 2
  const cy = page.heightPx / 2
  const corners = [[box.x0, box.y0], [box.x1, box.y0], [box.x0, box.y1], [box.x1, box.y1]] as const
  const xs = corners.map(([x, y]) => cx + (x - cx) * Math.cos(angle) - (y - cy) * Math.sin(angle))
  const ys = corners.map(([x, y]) => cy + (x - cx) * Math.sin(angle) + (y - cy) * Math.cos(angle))
  const x0 = Math.min(...xs)
  const y0 = Math.min(...ys)
  return [x0 / page.widthPx, y0 / page.heightPx, (Math.max(...xs) - x0) / page.widthPx, (Math.max(...ys) - y0) / page.heightPx]
}
