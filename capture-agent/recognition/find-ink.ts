import type { GreyPicture } from './prepare-image.ts'

/** Which pixels of a small picture are ink: 1 or 0. */
export type Ink = { marks: Uint8Array; widthPx: number; heightPx: number }

/** Paper is what most pixels are; ink is clearly darker. A picture without contrast has no ink. */
export function findInk(picture: GreyPicture): Ink {
  const counts = new Uint32Array(256)
  for (const level of picture.pixels) counts[level] = (counts[level] ?? 0) + 1
  const paper = percentile(counts, picture.pixels.length * 0.8)
  const darkest = percentile(counts, picture.pixels.length * 0.0003)
  const marks = new Uint8Array(picture.pixels.length)
  if (paper - darkest >= 40) {
    const limit = paper - Math.max(28, (paper - darkest) * 0.35)
    for (let i = 0; i < marks.length; i++) marks[i] = (picture.pixels[i] ?? 255) < limit ? 1 : 0
  }
  return { marks, widthPx: picture.widthPx, heightPx: picture.heightPx }
}

function percentile(counts: Uint32Array, rank: number): number {
  let seen = 0
  for (let level = 0; level < 256; level++) {
    seen += counts[level] ?? 0
    if (seen > rank) return level
  }
  return 255
}

/** The picture mirrored at its diagonal: rows become columns. */
export function transpose(ink: Ink): Ink {
  const marks = new Uint8Array(ink.marks.length)
  for (let y = 0; y < ink.heightPx; y++) {
    for (let x = 0; x < ink.widthPx; x++) marks[x * ink.heightPx + y] = ink.marks[y * ink.widthPx + x] ?? 0
  }
  return { marks, widthPx: ink.heightPx, heightPx: ink.widthPx }
}
