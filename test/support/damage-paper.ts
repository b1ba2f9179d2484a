import { PDFiumLibrary } from '@hyzyla/pdfium'
import sharp, { type Sharp } from 'sharp'

/** A page as the scanner sees it: grey, one byte a pixel, 300 dpi. */
export type Scan = { data: Uint8Array; widthPx: number; heightPx: number }

const pxPerMm = 300 / 25.4

/** Draws the pages of a PDF at 300 dpi, as a perfect printer and scanner would. */
export async function rasterise(pdf: Uint8Array): Promise<Scan[]> {
  const library = await PDFiumLibrary.init()
  try {
    const document = await library.loadDocument(pdf)
    const scans: Scan[] = []
    for (const page of document.pages()) {
      const { data, width, height } = await page.render({ scale: 300 / 72, render: 'bitmap', colorSpace: 'Gray' })
      scans.push({ data: Uint8Array.from(data), widthPx: width, heightPx: height })
    }
    document.destroy()
    return scans
  } finally {
    library.destroy()
  }
}

/** An empty sheet of A4. */
export function emptySheet(paper = 250): Scan {
  return { data: new Uint8Array(2480 * 3508).fill(paper), widthPx: 2480, heightPx: 3508 }
}

export async function toPng(scan: Scan): Promise<Uint8Array> {
  return await image(scan).toColourspace('b-w').png({ compressionLevel: 1 }).toBuffer()
}

function image(scan: Scan): Sharp {
  return sharp(scan.data, { raw: { width: scan.widthPx, height: scan.heightPx, channels: 1 } })
}

async function finish(pipeline: Sharp): Promise<Scan> {
  const { data, info } = await pipeline.toColourspace('b-w').raw().toBuffer({ resolveWithObject: true })
  return { data, widthPx: info.width, heightPx: info.height }
}

/** Turned clockwise; odd angles leave white corners, and the page keeps its size. */
export async function turn(scan: Scan, degrees: number): Promise<Scan> {
  if (degrees % 90 === 0) return await finish(image(scan).rotate(degrees))
  const turned = await finish(image(scan).rotate(degrees, { background: 'white' }))
  return await finish(image(turned).extract({
    left: (turned.widthPx - scan.widthPx) >> 1,
    top: (turned.heightPx - scan.heightPx) >> 1,
    width: scan.widthPx,
    height: scan.heightPx,
  }))
}

export async function blur(scan: Scan, sigma: number): Promise<Scan> {
  return await finish(image(scan).blur(sigma))
}

/** Dust on the glass: a line along the feed (down the page) over its whole length. */
export function streak(scan: Scan, xMm: number, options: { level: number; widthMm?: number }): Scan {
  const data = Uint8Array.from(scan.data)
  const left = Math.round(xMm * pxPerMm)
  const right = left + Math.max(1, Math.round((options.widthMm ?? 0.42) * pxPerMm))
  for (let y = 0; y < scan.heightPx; y += 1) data.fill(options.level, y * scan.widthPx + left, y * scan.widthPx + right)
  return { ...scan, data }
}

/** A round stamp: two rings and bars of ink, over whatever is there. */
export function stamp(scan: Scan, centre: { xMm: number; yMm: number }, radiusMm: number, level = 60): Scan {
  return paint(scan, level, (xMm, yMm) => {
    const distance = Math.hypot(xMm - centre.xMm, yMm - centre.yMm) / radiusMm
    const ring = (distance > 0.92 && distance < 1) || (distance > 0.68 && distance < 0.73)
    const letters = distance < 0.6 && Math.floor(Math.abs(yMm - centre.yMm) / 1.6) % 2 === 0
    return ring || letters
  })
}

/** Paints every pixel for which `inked` holds; ink only darkens. */
export function paint(scan: Scan, level: number, inked: (xMm: number, yMm: number) => boolean): Scan {
  const data = Uint8Array.from(scan.data)
  for (let y = 0; y < scan.heightPx; y += 1) {
    for (let x = 0; x < scan.widthPx; x += 1) {
      const at = y * scan.widthPx + x
      if ((data[at] ?? 255) > level && inked(x / pxPerMm, y / pxPerMm)) data[at] = level
    }
  }
  return { ...scan, data }
}

/** Something lies over a rectangle: torn off, folded, a sticker. */
export function coverUp(scan: Scan, at: { xMm: number; yMm: number; widthMm: number; heightMm: number }, level = 255): Scan {
  const data = Uint8Array.from(scan.data)
  const [left, right] = [at.xMm, at.xMm + at.widthMm].map((mm) => Math.min(scan.widthPx, Math.round(mm * pxPerMm)))
  const bottom = Math.min(scan.heightPx, Math.round((at.yMm + at.heightMm) * pxPerMm))
  for (let y = Math.round(at.yMm * pxPerMm); y < bottom; y += 1) {
    data.fill(level, y * scan.widthPx + (left ?? 0), y * scan.widthPx + (right ?? 0))
  }
  return { ...scan, data }
}

/** Ink at this share of its strength, 0..1, on paper of this level. */
export function fade(scan: Scan, strength: number, paper = 250): Scan {
  return { ...scan, data: scan.data.map((level) => Math.round(paper * (1 - strength * (1 - level / 255)))) }
}

/** What the scanner sees of this page from its back: mirrored, soft and faint. */
export async function showThrough(scan: Scan, strength: number): Promise<Scan> {
  return await blur(fade(await finish(image(scan).flop()), strength, 245), 2)
}

/** Grain of a poor scanner: every pixel off by up to `amount` levels, the same for the same seed. */
export function grain(scan: Scan, amount: number, seed: number): Scan {
  let state = seed >>> 0
  const data = Uint8Array.from(scan.data, (level) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.min(255, Math.max(0, Math.round(level + (state / 2 ** 31 - 1) * amount)))
  })
  return { ...scan, data }
}

/** Lays the darker of two scans of the same size on the paper. */
export function overlay(below: Scan, above: Scan): Scan {
  return { ...below, data: below.data.map((level, index) => Math.min(level, above.data[index] ?? 255)) }
}
