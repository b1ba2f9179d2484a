import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { OpisError } from '#kernel/errors.ts'
import { countPdfA, veraPdfIsThere } from '#test/support/vera-pdf.ts'
import type { PageWord } from './page-words.ts'
import { writeAccessPdf } from './write-access-pdf.ts'
import type { AccessPage } from './write-access-pdf.ts'

const run = promisify(execFile)
const hasPdfToText = await run('pdftotext', ['-v']).then(() => true, () => false)

const createdAt = new Date('2026-03-02T09:15:00Z')
const paper = (widthPx: number, heightPx: number, colour = '#f4f4f0') =>
  sharp({ create: { width: widthPx, height: heightPx, channels: 3, background: colour } }).png().toBuffer()

/** Lines of text as a recogniser would report them. */
function words(lines: readonly string[]): PageWord[] {
  return lines.flatMap((text, line) => {
    let left = 0.1
    return text.split(' ').map((word) => {
      const width = word.length * 0.009
      const placed: PageWord = { text: word, box: [left, 0.1 + line * 0.025, width, 0.014], confidence: 91, line }
      left += width + 0.006
      return placed
    })
  })
}

const samples = {
  ro: 'Hotărârea Consiliului orășenesc Ștefan Vodă despre întreținerea fântânilor și țevilor',
  uk: 'Рішення сільської ради про об’єднання ґрунтових ділянок, їхній перелік і п’ять додатків',
  ru: 'Постановление о съёмке местности, объявление подписано и приложено к делу',
  ka: 'საკრებულოს გადაწყვეტილება წყალმომარაგების შესახებ, დანართი ხუთ ფურცლად',
  en: 'Office of the flat roof fund: efficient offices, first aid and difficult affairs',
  odd: '漢字 😀 ﬁ µ μ A А Α � tab\u0000bed',
}

let folder = ''
let page: AccessPage
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'opis-access-'))
  page = { image: await paper(1240, 1754), turn: 0, widthPx: 1240, heightPx: 1754, dpi: 150, words: words(Object.values(samples)) }
})
afterAll(async () => { await rm(folder, { recursive: true }) })

const write = (name: string, pages: AccessPage[], title = 'Letter & <reply> "Ștefan"') =>
  writeAccessPdf({ title, language: 'ro', createdAt, pages }, join(folder, name))

test('the same input gives the same bytes, and nothing lies about afterwards', async () => {
  const first = await write('a.pdf', [page])
  const second = await write('b.pdf', [page])
  expect(second).toEqual(first)
  expect((await readdir(folder)).filter((name) => name.includes('.part'))).toEqual([])
  expect(await readFile(join(folder, 'a.pdf'))).toHaveLength(first.bytes)
})

test('a page whose image is damaged leaves no file', async () => {
  const damaged = { ...page, image: (await paper(1240, 1754)).subarray(0, 900) }
  const failure: unknown = await write('damaged.pdf', [page, damaged]).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(OpisError)
  expect(failure).toMatchObject({ code: 'bad-image' })
  expect((await readdir(folder)).filter((name) => name.startsWith('damaged'))).toEqual([])
})

describe.skipIf(!hasPdfToText)('as another program reads it', () => {
  test('every script extracts as it was recognised, in the order of the lines', async () => {
    await write('text.pdf', [page])
    const { stdout } = await run('pdftotext', [join(folder, 'text.pdf'), '-'])
    const text = stdout.replaceAll(/\s+/g, ' ')
    for (const line of [samples.ro, samples.uk, samples.ru, samples.ka, samples.en]) expect(text).toContain(line)
    expect(text).toContain('漢字 😀 ﬁ µ μ A А Α � tabbed')
  })

  test('the box of a word is where the recogniser saw it', async () => {
    await write('boxes.pdf', [page])
    const { stdout } = await run('pdftotext', ['-bbox', join(folder, 'boxes.pdf'), '-'])
    const found = [...stdout.matchAll(/xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]+)</g)]
    const [widthPt, heightPt] = [(1240 / 150) * 72, (1754 / 150) * 72]
    for (const word of page.words.filter(({ line }) => line < 5)) {
      const match = found.find(([, , , , , text]) => text === word.text)
      expect(match, word.text).toBeDefined()
      const [x0, y0, x1, y1] = (match ?? []).slice(1, 5).map(Number)
      expect(x0).toBeCloseTo(word.box[0] * widthPt, 0)
      expect(x1).toBeCloseTo((word.box[0] + word.box[2]) * widthPt, 0)
      expect(y0).toBeCloseTo(word.box[1] * heightPt, 0)
      expect(y1).toBeCloseTo((word.box[1] + word.box[3]) * heightPt, 0)
    }
  })

  test('a leaning page is straightened: its lines extract whole and nothing is cut off', async () => {
    const lean = Math.tan((1.8 * Math.PI) / 180)
    const leaning = words(Array.from({ length: 12 }, () => samples.uk)).map((word): PageWord => {
      const [x, y, width, height] = word.box
      const dropPx = (x + width / 2 - 0.5) * 1240 * lean
      return { ...word, box: [x, y + dropPx / 1754, width, height + (width * 1240 * lean) / 1754] }
    })
    await write('leaning.pdf', [{ ...page, words: leaning }])
    const { stdout } = await run('pdftotext', [join(folder, 'leaning.pdf'), '-'])
    expect(stdout.split('\n').filter((line) => line === samples.uk)).toHaveLength(12)
    const info = await run('pdfinfo', [join(folder, 'leaning.pdf')])
    expect(info.stdout).toMatch(/Page size: +621\.\d+ x 860\.\d+/)
  })

  test('the title stands in the metadata as it is, and the page has the size of the paper', async () => {
    await write('meta.pdf', [page])
    const { stdout } = await run('pdfinfo', [join(folder, 'meta.pdf')])
    expect(stdout).toMatch(/Title: +Letter & <reply> "Ștefan"/)
    expect(stdout).toMatch(/Page size: +595\.2 x 841\.9/)
    const xmp = await run('pdfinfo', ['-meta', join(folder, 'meta.pdf')])
    expect(xmp.stdout).toContain('Letter &amp; &lt;reply&gt; &quot;Ștefan&quot;')
    expect(xmp.stdout).toContain('<rdf:li>ro</rdf:li>')
  })

  test('pictures are upright, at most 200 dpi, grey where the paper is', async () => {
    const side = { image: await paper(1754, 1240, '#204080'), turn: 90 as const, widthPx: 1240, heightPx: 1754, dpi: 150, words: [] }
    const fine = { image: await paper(2480, 3508), turn: 180 as const, widthPx: 2480, heightPx: 3508, dpi: 300, words: [] }
    const sideways = { image: await sharp(await paper(3508, 2480)).toColourspace('b-w').png().toBuffer(), turn: 270 as const, widthPx: 2480, heightPx: 3508, dpi: 300, words: [] }
    await write('pictures.pdf', [side, fine, sideways])
    const { stdout } = await run('pdfimages', ['-list', join(folder, 'pictures.pdf')])
    const [first, second, third] = stdout.trim().split('\n').slice(2).map((row) => row.trim().split(/\s+/))
    expect(first?.slice(3, 6)).toEqual(['1240', '1754', 'rgb'])
    expect(second?.slice(3, 6)).toEqual(['1653', '2338', 'gray'])
    expect(third?.slice(3, 6)).toEqual(['1654', '2339', 'gray'])
  })
})

test.skipIf(!veraPdfIsThere)('veraPDF finds nothing against PDF/A-2b', async () => {
  await write('full.pdf', [page, { ...page, words: [] }, { ...page, dpi: null, words: words(['ultima pagină']) }])
  await write('wordless.pdf', [{ ...page, words: [] }])
  const files = ['full.pdf', 'wordless.pdf'].map((name) => join(folder, name))
  expect(await countPdfA(files)).toBe(2)
})
