import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { languages } from '#kernel/language.ts'
import { inspectImage } from '#platform/image/inspect-image.ts'
import { demoRecords } from '../texts/all-records.ts'
import { drawPage } from '../draw-page.ts'
import { layOutPage } from './lay-out-page.ts'
import { makePile, pileCoverOrders } from './make-pile.ts'
import type { Pile } from './make-pile.ts'

const covers = pileCoverOrders().map((order, i) => ({ ...order, id: `COVER-${i}` }))
const pages = demoRecords.flatMap((record) => record.pages.map((page) => ({ language: record.language, lines: layOutPage(page) })))

describe('the texts', () => {
  test.each(languages)('%s has three pages or more, 60 to 200 words each', (language) => {
    const own = pages.filter((page) => page.language === language)
    expect(own.length).toBeGreaterThanOrEqual(3)
    for (const { lines } of own) {
      const words = lines.join(' ').trim().split(/\s+/).length
      expect(words).toBeGreaterThanOrEqual(60)
      expect(words).toBeLessThanOrEqual(200)
    }
  })

  test('letters are the right ones: comma below in Romanian, no look-alikes, the Ukrainian apostrophe', () => {
    for (const { language, lines } of pages) {
      const text = lines.join(' ')
      expect(text).toBe(text.normalize('NFC'))
      expect(text).not.toMatch(/[şţŞŢ]|['`]/)
      const foreign = { ro: /[\u0400-\u04ff\u10a0-\u10ff]/, en: /[^ -~]/, uk: /[a-zA-Zыэъё\u10a0-\u10ff]/, ru: /[a-zA-Zіїєґ\u10a0-\u10ff]/, ka: /[a-zA-Z\u0400-\u04ff]/ }
      expect(text.match(foreign[language])).toBeNull()
    }
  })

  test('each phrase to search for stands on one page only', () => {
    const searches = demoRecords.flatMap((record) => (record.search ? [{ ...record.search, language: record.language }] : []))
    expect(searches.map(({ language }) => language).toSorted()).toEqual(languages.toSorted())
    for (const { query } of searches) expect(pages.filter(({ lines }) => lines.join(' ').replaceAll(/\s+/g, ' ').includes(query))).toHaveLength(1)
  })

  test('every line fits on the paper', async () => {
    for (const { lines } of pages) {
      const { words } = await drawPage({ lines, fontSizePx: 13.5, widthPx: 620, heightPx: 877 })
      expect(Math.max(...words.map(({ box }) => box[0] + box[2]))).toBeLessThan(0.96)
      expect(Math.max(...words.map(({ box }) => box[1] + box[3]))).toBeLessThan(0.96)
    }
  })
})

describe('the pile', () => {
  let root = ''
  let pile: Pile
  const coverImage = async () => new Uint8Array(await sharp({ create: { width: 2480, height: 3508, channels: 3, background: 'white' } }).toColourspace('b-w').png().toBuffer())
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'opis-pile-'))
    pile = await makePile(join(root, 'pile'), covers, { seed: 7, coverImage })
  })
  afterAll(async () => { await rm(root, { recursive: true }) })

  test('every image is accounted for', async () => {
    const { expected, files } = pile
    expect(files.length).toBeGreaterThanOrEqual(24)
    expect((await readdir(join(root, 'pile'))).toSorted()).toEqual(files)
    expect(expected.fed).toBe(files.length)
    const all = [...expected.covers, ...expected.blanks, ...expected.records.flatMap((record) => record.pages)]
    expect(all.toSorted((a, b) => a - b)).toEqual(files.map((_, i) => i + 1))
    expect(expected.archived).toBe(pages.length)
    for (const kind of [expected.blanks, expected.upsideDown, expected.skewed, expected.noisy]) expect(kind.length).toBeGreaterThan(0)
  })

  test('images are A4 in grey at 300 dpi', async () => {
    for (const image of pile.expected.records.flatMap((record) => record.pages)) {
      const path = join(root, 'pile', pile.files[image - 1] ?? '')
      expect(await inspectImage(path, { decode: true })).toMatchObject({ widthPx: 2480, heightPx: 3508, dpi: 300 })
      expect((await sharp(path).metadata()).channels).toBe(1)
    }
  })

  test('there is one search for each language', () => {
    expect(pile.searches.map(({ language }) => language).toSorted()).toEqual(languages.toSorted())
    for (const { file } of pile.searches) expect(pile.files).toContain(file)
  })

  test('the same seed gives the same bytes', async () => {
    const again = await makePile(join(root, 'again'), covers, { seed: 7, coverImage })
    expect(again).toEqual(pile)
    const noisy = pile.files[(pile.expected.noisy[0] ?? 1) - 1] ?? ''
    expect(await readFile(join(root, 'again', noisy))).toEqual(await readFile(join(root, 'pile', noisy)))
  })

  test('a folder in use and covers that do not fit are refused', async () => {
    await expect(makePile(join(root, 'pile'), covers, { seed: 7, coverImage })).rejects.toMatchObject({ code: 'already-exists' })
    await expect(makePile(join(root, 'other'), covers.slice(1), { seed: 7, coverImage })).rejects.toMatchObject({ code: 'bad-request' })
  })
})
