import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pageReading } from '#contract/recognition.ts'
import type { Language } from '#kernel/language.ts'
import type { PageDrawing } from '#server/demo/draw-page.ts'
import { errorRate } from '#test/bench/error-rate.ts'
import { textLines } from '#test/support/page-texts.ts'
import { renderPage } from '#test/support/render-page.ts'
import { openEngine } from './choose-engine.ts'
import { findTesseract } from './find-tesseract.ts'
import type { OcrEngine } from './ocr-engine.ts'
import { recognisePage } from './recognise-page.ts'

const installed = await findTesseract()
const signal = new AbortController().signal
/** A note of eight lines at 300 dpi. */
const note = (language: Language, more: Partial<PageDrawing> = {}) =>
  renderPage({ lines: textLines(language, 8, 11, 48), widthPx: 1800, heightPx: 1100, ...more })
const plain = (word: string) => word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '').replaceAll('ş', 'ș').replaceAll('ţ', 'ț')

/** Share of the drawn words that were read, each within its place (middle inside the drawn box). */
function readInPlace(drawn: { text: string; box: readonly number[] }[], read: { text: string; box: readonly number[] }[]): number {
  const found = drawn.filter((word) => {
    const [x = 0, y = 0, width = 0, height = 0] = word.box
    return read.some((other) => {
      const [ox = 0, oy = 0, ow = 0, oh = 0] = other.box
      const [cx, cy] = [ox + ow / 2, oy + oh / 2]
      return plain(other.text) === plain(word.text) && cx > x && cx < x + width && cy > y && cy < y + height
    })
  })
  return found.length / drawn.length
}

/** Wish, name of the engine, whether it is missing here. */
const engines = [['tesseract.js', 'tesseract.js', false], ['native', 'tesseract', !installed.ok]] as const

for (const [wish, name, missing] of engines) describe.skipIf(missing)(`reading a page with ${name}`, () => {
  let folder = ''
  let engine: OcrEngine
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'opis-recognise-'))
    engine = (await openEngine({ wish, program: 'tesseract', dataFolder: folder, languageDataFolder: null, concurrency: 2 })).engine
  })
  afterAll(async () => {
    await engine.close()
    await rm(folder, { recursive: true })
  })

  test.each<[string, Language, Partial<PageDrawing>, number]>([
    ['Romanian, leaning', 'ro', { skewDegrees: 1 }, 0],
    ['Ukrainian', 'uk', {}, 0],
    ['Russian with dust', 'ru', { noise: 0.003 }, 0],
    ['Georgian', 'ka', {}, 0],
    ['English', 'en', {}, 0],
    ['Georgian upside down', 'ka', { turn: 180 }, 180],
    ['Romanian upside down', 'ro', { turn: 180 }, 180],
    ['Ukrainian lying on its right side', 'uk', { turn: 90 }, 270],
    ['Russian lying on its left side', 'ru', { turn: 270 }, 90],
  ])('%s', async (_, language, drawing, turn) => {
    const page = await note(language, drawing)
    const reading = await recognisePage(engine, page.png, { signal })
    expect(pageReading.parse(reading)).toEqual(reading)
    expect(reading).toMatchObject({ language, turn, widthPx: 1800, heightPx: 1100, doubtful: false, engine: name })
    expect(reading.confidence).toBeGreaterThan(80)
    expect(readInPlace(page.words, reading.words)).toBeGreaterThan(0.9)
    const model = engine.languages().find((known) => known.language === language)
    expect([model?.dataSha256, model?.quick?.dataSha256]).toContain(reading.dataSha256)
  })

  test('S3-07 of a page in Georgian fewer than one character in a hundred is read wrongly', async () => {
    const lines = textLines('ka', 20, 11, 48)
    const page = await renderPage({ lines, widthPx: 1800, heightPx: 2000 })
    const reading = await recognisePage(engine, page.png, { signal })
    expect(reading.language).toBe('ka')
    expect(errorRate(reading.text, lines.join(' '))).toBeLessThan(1)
  })

  test('a page in two languages is read in both', async () => {
    const lines = [...textLines('ro', 6, 11, 48), '', ...textLines('ru', 6, 11, 48)]
    const page = await renderPage({ lines, widthPx: 1800, heightPx: 1400 })
    const reading = await recognisePage(engine, page.png, { signal })
    expect(readInPlace(page.words, reading.words)).toBeGreaterThan(0.85)
  })

  test('a page of figures has words and no language', async () => {
    const page = await renderPage({ lines: ['1987 37 14.03', '25 1994 386'], widthPx: 1200, heightPx: 500 })
    const reading = await recognisePage(engine, page.png, { signal })
    expect(reading.language).toBeNull()
    expect(reading.text).toContain('1994')
  })

  test('empty paper has no words and no language', async () => {
    const blank = await note('ro', { lines: [], noise: 0.0005 })
    const reading = await recognisePage(engine, blank.png, { signal })
    expect(pageReading.parse(reading)).toMatchObject({ words: [], text: '', language: null, turn: 0, confidence: 0, doubtful: false })
  })

  test('a damaged image is refused and the next page is read', async () => {
    const page = await note('en')
    const jpeg = await sharp(page.png).jpeg().toBuffer()
    await expect(recognisePage(engine, jpeg.subarray(0, jpeg.length / 2), { signal })).rejects.toMatchObject({ code: 'bad-image', retry: false })
    const corrupt = Buffer.concat([page.png.subarray(0, 400), Buffer.alloc(600, 9), page.png.subarray(1000)])
    await expect(recognisePage(engine, corrupt, { signal })).rejects.toMatchObject({ code: 'bad-image' })
    expect((await recognisePage(engine, jpeg, { signal })).language).toBe('en')
  })
})
