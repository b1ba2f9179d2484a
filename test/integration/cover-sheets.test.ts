import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openMarksReader } from '#agent/covers/open-marks-reader.ts'
import { type PageMarks, pageMarks } from '#contract/page-marks.ts'
import { newCoverId } from '#kernel/cover-id.ts'
import { printCovers } from '#server/capture/covers/print-covers.ts'
import {
  blur, coverUp, emptySheet, fade, grain, overlay, paint, rasterise, type Scan, showThrough, stamp, streak, toPng, turn,
} from '#test/support/damage-paper.ts'

/** Real printing, real drawing of the PDF, real reading in the worker thread; only the damage is simulated. */
const ids = [11, 22, 33].map((seed) => newCoverId((count) => Uint8Array.from({ length: count }, (_, index) => seed * (index + 3))))
const reader = openMarksReader({ threads: 1 })
let covers: Scan[] = []

beforeAll(async () => {
  const [first = '', second = '', third = ''] = ids
  const options = { language: 'uk', archiveName: 'Архів міської ради' } as const
  covers = await rasterise(await printCovers([
    { id: first, class: { code: '02-15', title: 'Рішення виконавчого комітету' }, file: '02-15/2024', sheets: 24, date: '2024-03-05', language: 'uk' },
    { id: second },
    { id: third, class: { code: '01', title: 'Дуже довга назва '.repeat(20) }, file: 'Том '.repeat(50), sheets: 2000, date: '1998-04' },
  ], options))
})
afterAll(() => reader.close())

function cover(index = 0): Scan {
  const scan = covers[index]
  if (scan === undefined) throw new TypeError('not printed')
  return scan
}

async function marksOf(scan: Scan): Promise<PageMarks> {
  return pageMarks.parse(await reader.read(await toPng(scan)))
}

/** Every id of ours that was read; a wrong one would stand here beside the right one. */
function idsOn(marks: PageMarks): string[] {
  return [...new Set(marks.codes.filter((code) => code.kind === 'cover').map((code) => code.text))]
}

const qrMiddle = { xMm: 169.5, yMm: 240.5 }
const ladderPart = { xMm: 10, yMm: 100, widthMm: 40, heightMm: 30 }
const qrPart = { xMm: 145, yMm: 216, widthMm: 48, heightMm: 25 }

test('every cover reads as itself, both codes, from the front', async () => {
  for (const [index, id] of ids.entries()) {
    const marks = await marksOf(cover(index))
    expect(marks.codes.map((code) => [code.format, code.text, code.kind, code.mirrored]).toSorted()).toEqual([
      ['code128', id, 'cover', false],
      ['qr', id, 'cover', false],
    ])
    expect(marks).toMatchObject({ coverForm: 'front', blank: false, widthPx: cover().widthPx, heightPx: cover().heightPx })
    expect(Math.min(...marks.codes.map((code) => code.contrast))).toBeGreaterThan(0.9)
  }
})

test('boxes are fractions of the page: ladder at the left, QR below at the right', async () => {
  const { codes } = await marksOf(cover())
  const [x = 0, y = 0, width = 0, height = 0] = codes.find((code) => code.format === 'code128')?.box ?? []
  expect([x, y, width, height].map((part) => Math.round(part * 100))).toEqual([7, 18, 13, 50])
  const qr = codes.find((code) => code.format === 'qr')?.box ?? []
  expect(qr.map((part) => Math.round(part * 100))).toEqual([70, 73, 21, 15])
})

describe('a damaged cover is read all the same, and never wrongly', () => {
  const damages: [string, (scan: Scan) => Scan | Promise<Scan>][] = [
    ['lying sideways', (scan) => turn(scan, 90)],
    ['upside down', (scan) => turn(scan, 180)],
    ['lying sideways the other way', (scan) => turn(scan, 270)],
    ['skewed', (scan) => turn(scan, 3)],
    ['skewed by ten degrees, upside down', async (scan) => turn(await turn(scan, 180), -10)],
    ['white streak along the ladder', (scan) => streak(scan, 29, { level: 255 })],
    ['white streak through the QR', (scan) => streak(scan, 165, { level: 255 })],
    ['black streak along the ladder', (scan) => streak(scan, 22, { level: 0 })],
    ['twelve streaks of either kind', (scan) => Array.from({ length: 12 }, (_, index) => index).reduce((worse, index) => streak(worse, 12 + index * 15.7, { level: index % 2 === 0 ? 255 : 0 }), scan)],
    ['stamp over the QR', (scan) => stamp(scan, qrMiddle, 19)],
    ['stamp over the ladder', (scan) => stamp(scan, { xMm: 29, yMm: 110 }, 19)],
    ['ladder torn', (scan) => coverUp(scan, ladderPart)],
    ['QR covered by a sticker', (scan) => coverUp(scan, qrPart, 200)],
    ['pen lines over both codes', (scan) => paint(scan, 40, (x, y) => Math.abs(y - x * 0.4 - 90) < 0.6 || Math.abs(x - 169 + (y - 240) * 0.5) < 0.6)],
    ['faded toner', (scan) => fade(scan, 0.15)],
    ['blurred and grainy', async (scan) => grain(await blur(scan, 3), 50, 7)],
    ['skewed, faded, grainy', async (scan) => grain(fade(await turn(scan, 2), 0.4), 25, 9)],
  ]
  test.each(damages)('%s', async (_, damage) => {
    const marks = await marksOf(await damage(cover()))
    expect(idsOn(marks)).toEqual([ids[0]])
    expect(marks.codes.every((code) => code.mirrored !== true)).toBe(true)
  })
})

describe('a cover beyond reading is known by its form', () => {
  const unreadable = () => coverUp(coverUp(cover(), ladderPart), qrPart, 120)
  const cases: [string, () => Scan | Promise<Scan>][] = [
    ['both codes hidden', unreadable],
    ['and upside down', () => turn(unreadable(), 180)],
    ['and skewed', () => turn(unreadable(), -4)],
    ['and faded', () => fade(unreadable(), 0.2)],
    ['and a streak through a mark', () => streak(unreadable(), 150, { level: 255 })],
    ['and a corner torn off', () => coverUp(unreadable(), { xMm: 170, yMm: 0, widthMm: 40, heightMm: 40 }, 30)],
  ]
  test.each(cases)('%s', async (_, scan) => {
    expect(await marksOf(await scan())).toMatchObject({ codes: [], coverForm: 'front' })
  })
})

describe('the back of a cover', () => {
  test.each([0.1, 0.15, 0.3, 0.45])('with the print shining through at %d is blank and mirrored', async (strength) => {
    const marks = await marksOf(grain(await showThrough(cover(), strength), 8, 3))
    expect(marks).toMatchObject({ coverForm: 'back', blank: true })
    expect(idsOn(marks)).toEqual([ids[0]])
    expect(marks.codes.every((code) => code.mirrored === true)).toBe(true)
    for (const code of marks.codes) expect(code.contrast).toBeCloseTo(strength, 1)
  })
  test('turned and skewed', async () => {
    expect(await marksOf(await turn(await turn(await showThrough(cover(), 0.2), 90), 2))).toMatchObject({ coverForm: 'back', blank: true })
  })
  test('with a note on it is not blank', async () => {
    const note = paint(emptySheet(), 90, (x, y) => x > 60 && x < 120 && Math.abs(y - 150 - 8 * Math.sin(x / 3)) < 0.4)
    expect(await marksOf(overlay(await showThrough(cover(), 0.3), note))).toMatchObject({ coverForm: 'back', blank: false })
  })
})

describe('the reader', () => {
  test('refuses what is no image and goes on', async () => {
    await expect(reader.read(new Uint8Array([1, 2, 3]))).rejects.toMatchObject({ code: 'bad-image' })
    await expect(reader.read((await toPng(emptySheet())).subarray(0, 2000))).rejects.toMatchObject({ code: 'bad-image' })
    expect(await marksOf(emptySheet())).toMatchObject({ blank: true })
  })
  test('takes several at once and answers each with its own', async () => {
    const images = await Promise.all([cover(0), cover(1), cover(2)].map(toPng))
    const marks = await Promise.all(images.map((image) => reader.read(image)))
    expect(marks.map(idsOn)).toEqual(ids.map((id) => [id]))
  })
  test('refuses after it was closed', async () => {
    const other = openMarksReader({ threads: 2 })
    await other.close()
    await expect(other.read(new Uint8Array())).rejects.toMatchObject({ code: 'not-in-this-state' })
  })
})
