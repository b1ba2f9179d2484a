/** Size of the upright page in pixels. */
export type PictureSize = { widthPx: number; heightPx: number }
export type TilePlace = { level: number; x: number; y: number }

/** Side of a tile; at the edges tiles are smaller. Tiles do not overlap. */
export const tileSizePx = 512

/** The level with all pixels; level 0 has one pixel and each level doubles both sides. */
export function topLevel({ widthPx, heightPx }: PictureSize): number {
  return Math.ceil(Math.log2(Math.max(widthPx, heightPx)))
}

/** Whether the Deep Zoom picture of that size has this tile. */
export function hasTile(size: PictureSize, { level, x, y }: TilePlace): boolean {
  const top = topLevel(size)
  if (![level, x, y].every((value) => Number.isInteger(value) && value >= 0) || level > top) return false
  const shrink = 2 ** (top - level)
  const columns = Math.ceil(Math.ceil(size.widthPx / shrink) / tileSizePx)
  const rows = Math.ceil(Math.ceil(size.heightPx / shrink) / tileSizePx)
  return x < columns && y < rows
}
