import bwipjs from 'bwip-js/node'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { pageMarks } from '#contract/page-marks.ts'
import { readPageMarks } from './read-page-marks.ts'

/** 150 dpi; drawings are in units of 300 dpi. */
const paper = { width: 1240, height: 1754, channels: 3, background: '#fbfaf6' } as const
type Piece = { input: Buffer; left: number; top: number }

async function sheet(pieces: readonly Piece[] = [], background: string = paper.background): Promise<Buffer> {
  return await sharp({ create: { ...paper, background } }).composite([...pieces]).png({ compressionLevel: 1 }).toBuffer()
}

function svg(body: string): Piece {
  return { input: Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="1240" height="1754" viewBox="0 0 2480 3508">${body}</svg>`), left: 0, top: 0 }
}

async function barcode(bcid: string, text: string, left: number, top: number): Promise<Piece> {
  return { input: await bwipjs.toBuffer({ bcid, text, scale: 3, paddingwidth: 10, paddingheight: 10, backgroundcolor: 'FFFFFF' }), left: left / 2, top: top / 2 }
}

describe('codes of other makers', () => {
  test('are foreign, whatever they say', async () => {
    const marks = await readPageMarks(await sheet([
      await barcode('qrcode', 'https://pay.example.org/?id=42', 300, 300),
      await barcode('code128', '5901234-OPIS', 300, 1500),
      await barcode('code39', 'PATCHT', 300, 2300),
    ]))
    expect(pageMarks.parse(marks).codes.map((code) => [code.format, code.kind]).toSorted()).toEqual([['code128', 'foreign'], ['qr', 'foreign']])
    expect(marks).toMatchObject({ coverForm: 'none', blank: false })
  })
  test('control characters and length are tamed', async () => {
    const marks = await readPageMarks(await sheet([
      await barcode('qrcode', `a\u0000\u0007b${'x'.repeat(300)}`, 300, 300),
    ]))
    expect(marks.codes[0]?.text).toBe(`ab${'x'.repeat(300)}`.slice(0, 200))
  })
  test('an id of ours with a wrong check is damaged', async () => {
    const marks = await readPageMarks(await sheet([await barcode('code128', 'OPIS-7K3M9-QX24Z', 300, 300)]))
    expect(marks.codes.map((code) => code.kind)).toEqual(['damaged'])
  })
})

/** Millimetres at 300 dpi. */
const mm = 300 / 25.4
/** Specks of up to 0.8 mm over the whole sheet, the same each time. */
const dust = Array.from({ length: 400 }, (_, index) =>
  `<circle cx="${(index * 733) % 2480}" cy="${(index * 1709) % 3508}" r="${1 + (index % 4)}" fill="#444"/>`).join('')

describe('blank', () => {
  const cases: [string, string, string?][] = [
    ['white', '', '#ffffff'],
    ['brownish paper', '', '#d9ccb0'],
    ['dust', dust],
    ['shadow along two edges', '<rect x="0" y="0" width="60" height="3508" fill="#333"/><rect x="0" y="3470" width="2480" height="38" fill="#555"/>'],
    ['dark holes cut by the edge', [500, 1100, 1800, 2400].map((y) => `<circle cx="${7 * mm}" cy="${y}" r="${3 * mm}" fill="#222"/>`).join('')],
    ['punch holes', [700, 1645].map((y) => `<circle cx="${12 * mm}" cy="${y}" r="${3 * mm}" fill="#222"/>`).join('')],
    ['streak of the scanner', '<rect x="900" y="0" width="5" height="3508" fill="#000"/>'],
    ['print of the other side, faint', `<g opacity="0.15">${Array.from({ length: 40 }, (_, row) => `<rect x="300" y="${300 + row * 70}" width="1900" height="24"/>`).join('')}</g>`],
  ]
  test.each(cases)('%s', async (_, body, background) => {
    expect(await readPageMarks(await sheet([svg(body)], background))).toMatchObject({ blank: true, codes: [], coverForm: 'none' })
  })
})

/** Strokes as of letters, in a row. */
function letters(count: number, at: { x: number; y: number }, heightMm: number, colour: string): string {
  return Array.from({ length: count }, (_, index) =>
    `<path d="M${at.x + index * heightMm * mm} ${at.y} v${heightMm * mm} h${heightMm * mm * 0.6}" fill="none" stroke="${colour}" stroke-width="4"/>`).join('')
}

describe('not blank', () => {
  const cases: [string, string, string?][] = [
    ['one line of print', letters(30, { x: 400, y: 500 }, 2.2, '#222')],
    ['a few pale pencil letters', letters(6, { x: 400, y: 500 }, 4, '#999')],
    ['a page number of two digits', letters(2, { x: 1200, y: 3200 }, 2.5, '#333')],
    ['a signature', '<path d="M900 2000 q200 -300 400 0 t400 0" fill="none" stroke="#225" stroke-width="8"/>'],
    ['a line of print among dust', dust + letters(30, { x: 400, y: 500 }, 2.2, '#222')],
    ['print near the edge', letters(30, { x: 140, y: 140 }, 2.2, '#222')],
    ['a photograph over the whole page', '<rect width="2480" height="3508" fill="#777"/><circle cx="1200" cy="1500" r="900" fill="#222"/>'],
    ['a black page', '', '#101010'],
    ['a stamp', '<circle cx="1500" cy="2500" r="200" fill="none" stroke="#447" stroke-width="10"/>'],
  ]
  test.each(cases)('%s', async (_, body, background) => {
    expect(await readPageMarks(await sheet([svg(body)], background))).toMatchObject({ blank: false, coverForm: 'none' })
  })
})

describe('files of every kind', () => {
  const page = () => sheet([svg(letters(30, { x: 400, y: 500 }, 2.2, '#222'))])
  test.each(['jpeg', 'tiff', 'webp'] as const)('%s', async (format) => {
    expect(await readPageMarks(await sharp(await page()).toFormat(format).toBuffer())).toMatchObject({ widthPx: 1240, heightPx: 1754, blank: false })
  })
  test('sixteen bits a sample, transparent ground, one bit', async () => {
    const deep = await sharp(await page()).toColourspace('rgb16').png().toBuffer()
    const clear = await sharp(await page()).unflatten().png().toBuffer()
    const bilevel = await sharp(await page()).threshold(128).png({ palette: true, colours: 2 }).toBuffer()
    for (const file of [deep, clear, bilevel]) expect(await readPageMarks(file)).toMatchObject({ blank: false, widthPx: 1240 })
  })
  test('very small, very long, and a single pixel', async () => {
    for (const [width, height] of [[60, 60], [50, 12_000], [1, 1]] as const) {
      const file = await sharp({ create: { width, height, channels: 3, background: '#fff' } }).png().toBuffer()
      expect(await readPageMarks(file)).toMatchObject({ widthPx: width, heightPx: height, codes: [], blank: true })
    }
  })
  test.each(['', 'no image at all'])('%j is refused', async (text) => {
    await expect(readPageMarks(Buffer.from(text))).rejects.toMatchObject({ code: 'bad-image' })
  })
})
