import sharp from 'sharp'

const widthPx = 1240
const heightPx = 1754
const fontPx = 26
const advancePx = fontPx * 0.602
const lineHeightPx = 44
const leftPx = 130
const topPx = 170

/** One page of the example: its lines, with words and boxes as recognition would give them. */
export type MockPage = { page: number; lines: readonly string[] }

export function wordsOf({ lines }: MockPage) {
  return lines.flatMap((line, row) =>
    Array.from(line.matchAll(/\S+/g), (found) => {
      const [text] = found
      const x = (leftPx + found.index * advancePx) / widthPx
      const y = (topPx + row * lineHeightPx - fontPx) / heightPx
      const box: [number, number, number, number] = [x, y, (text.length * advancePx) / widthPx, (fontPx * 1.35) / heightPx]
      return { text, box, confidence: 92 }
    }),
  )
}

/** The page as contract text. */
export function textOf(mock: MockPage, language: string) {
  return { page: mock.page, language, confidence: 91.4, text: mock.lines.join('\n'), widthPx, heightPx, hasPicture: true, words: wordsOf(mock) }
}

export const size = { widthPx, heightPx }

/** Draws the page as a sheet of paper. */
export async function drawPage({ lines }: MockPage): Promise<Buffer> {
  const text = lines
    .map((line, row) => `<text x="${leftPx}" y="${topPx + row * lineHeightPx}" xml:space="preserve">${line.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</text>`)
    .join('')
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${heightPx}"><rect width="100%" height="100%" fill="#fbf8f0"/><g font-family="DejaVu Sans Mono" font-size="${fontPx}" fill="#26221c">${text}</g></svg>`
  return sharp(Buffer.from(svg)).jpeg({ quality: 88 }).toBuffer()
}

/** One tile of the Deep Zoom pyramid; null outside it. */
export async function cutTile(picture: Buffer, level: number, column: number, row: number): Promise<Buffer | null> {
  const top = Math.ceil(Math.log2(Math.max(widthPx, heightPx)))
  const scale = 2 ** (level - top)
  const width = Math.ceil(widthPx * scale)
  const height = Math.ceil(heightPx * scale)
  const left = column * 512
  const upper = row * 512
  if (level > top || left >= width || upper >= height) return null
  return sharp(await sharp(picture).resize(width, height, { fit: 'fill' }).toBuffer())
    .extract({ left, top: upper, width: Math.min(512, width - left), height: Math.min(512, height - upper) })
    .jpeg()
    .toBuffer()
}

export const dzi = `<?xml version="1.0" encoding="UTF-8"?><Image xmlns="http://schemas.microsoft.com/deepzoom/2008" Format="jpg" Overlap="0" TileSize="512"><Size Width="${widthPx}" Height="${heightPx}"/></Image>`
