import { createRequire } from 'node:module'
import { openSync } from 'fontkit'
import type { Font } from 'fontkit'
import sharp from 'sharp'
import { addNoise } from './add-noise.ts'
import { boxOf, placeBox, unite } from './page-geometry.ts'
import type { PxBox } from './page-geometry.ts'

/** What to draw. Everything has a default but the lines; one line of text is one line on the paper. */
export type PageDrawing = {
  lines: readonly string[]
  fontSizePx?: number | undefined
  /** DejaVu Serif when it is not given. */
  font?: 'serif' | 'serif-bold' | 'sans' | undefined
  widthPx?: number | undefined
  heightPx?: number | undefined
  marginPx?: number | undefined
  /** How far the paper lies turned in the feeder, degrees clockwise. */
  turn?: 0 | 90 | 180 | 270 | undefined
  /** How far the text leans on the paper, degrees clockwise. */
  skewDegrees?: number | undefined
  /** Share of pixels hit by black or white dust, 0..1; above 0 the page is also blurred a little. */
  noise?: number | undefined
  /** The same seed gives the same dust. */
  seed?: number | undefined
}

/** A word as drawn. `box` is [x, y, width, height] in fractions of the page before it was turned. */
export type DrawnWord = { text: string; box: [number, number, number, number]; line: number }
export type DrawnPage = { png: Uint8Array<ArrayBuffer>; words: DrawnWord[]; widthPx: number; heightPx: number }

const fontFiles = { serif: 'DejaVuSerif', 'serif-bold': 'DejaVuSerif-Bold', sans: 'DejaVuSans' } as const
const openFonts = new Map<string, Font>()

function openFont(name: keyof typeof fontFiles): Font {
  const known = openFonts.get(name)
  if (known) return known
  const font = openSync(createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${fontFiles[name]}.ttf`))
  openFonts.set(name, font)
  return font
}

type Drawn = { svg: string; words: { text: string; box: PxBox; line: number }[] }

/** One line as glyph outlines, its baseline at (xPx, yPx). */
function drawLine(font: Font, text: string, line: number, at: { xPx: number; yPx: number; scale: number }): Drawn {
  const svg: string[] = []
  const words: Drawn['words'] = []
  let penPx = at.xPx
  const spacePx = font.layout(' ').advanceWidth * at.scale
  for (const word of text.split(' ')) {
    const run = font.layout(word)
    let box: PxBox | null = null
    run.glyphs.forEach((glyph, i) => {
      const position = run.positions[i]
      const glyphX = penPx + (position?.xOffset ?? 0) * at.scale
      const glyphY = at.yPx - (position?.yOffset ?? 0) * at.scale
      const outline = glyph.path.toSVG()
      if (outline !== '') {
        svg.push(`<path transform="translate(${glyphX.toFixed(2)} ${glyphY.toFixed(2)}) scale(${at.scale} ${-at.scale})" d="${outline}"/>`)
        box = unite(box, boxOf(glyph.path.bbox, glyphX, glyphY, at.scale))
      }
      penPx += (position?.xAdvance ?? glyph.advanceWidth) * at.scale
    })
    if (box !== null) words.push({ text: word, box, line })
    penPx += spacePx
  }
  return { svg: svg.join(''), words }
}

/**
 * Draws a page of print as a scanner would deliver it: grey PNG, 300 dots per inch unless the sizes
 * say otherwise. Needs no font of the system: outlines come from the DejaVu files, which hold Latin,
 * Cyrillic and Georgian. Lines that do not fit on the paper are cut off by its edge, as in life.
 */
export async function drawPage(drawing: PageDrawing): Promise<DrawnPage> {
  const { fontSizePx = 50, widthPx = 2480, heightPx = 3508, turn = 0, skewDegrees = 0, noise = 0, seed = 1 } = drawing
  const marginPx = drawing.marginPx ?? Math.round(widthPx * 0.08)
  const font = openFont(drawing.font ?? 'serif')
  const scale = fontSizePx / font.unitsPerEm
  const lines = drawing.lines.map((text, i) => drawLine(font, text, i, {
    xPx: marginPx,
    yPx: marginPx + fontSizePx + i * fontSizePx * 1.45,
    scale,
  }))
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${heightPx}"><rect width="100%" height="100%" fill="#fdfdfb"/>`
    + `<g transform="rotate(${skewDegrees} ${widthPx / 2} ${heightPx / 2})" fill="#151515">${lines.map((line) => line.svg).join('')}</g></svg>`
  // Outlines of a dense page in all five scripts exceed the parser's guard against bombs; this text is our own.
  const flat = sharp(Buffer.from(svg), { unlimited: true }).toColourspace('b-w').removeAlpha()
  const { data, info } = await (noise > 0 ? flat.blur(0.7) : flat).raw().toBuffer({ resolveWithObject: true })
  if (noise > 0) addNoise(data, noise, seed)
  const grey = sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } })
  const png = await grey.rotate(turn).toColourspace('b-w').withDensity(300).png({ compressionLevel: 6 }).toBuffer()
  const words = lines.flatMap((line) => line.words)
    .map((word) => ({ ...word, box: placeBox(word.box, { widthPx, heightPx, skewDegrees }) }))
  const sideways = turn === 90 || turn === 270
  return { png: new Uint8Array(png), words, widthPx: sideways ? heightPx : widthPx, heightPx: sideways ? widthPx : heightPx }
}
