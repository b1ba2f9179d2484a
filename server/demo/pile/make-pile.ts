import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { OpisError } from '#kernel/errors.ts'
import type { Language } from '#kernel/language.ts'
import { drawPage } from '../draw-page.ts'
import { demoRecords } from '../texts/all-records.ts'
import { layOutPage } from './lay-out-page.ts'
import { planPile } from './plan-pile.ts'
import type { Sheet, Wear } from './plan-pile.ts'

/** A cover sheet to order for a record of the pile. */
export type PileCoverOrder = { class: string; language: Language; date: string; sheets: number }
/** An issued cover sheet, one for each order and in the same order. */
export type PileCover = { id: string; class: string; language: Language }

/** What a station must make of the pile; images count from 1 in the order of the file names. */
export type ExpectedBatch = {
  fed: number
  archived: number
  covers: number[]
  blanks: number[]
  records: { cover: string; class: string; language: Language; pages: number[] }[]
  upsideDown: number[]
  skewed: number[]
  noisy: number[]
}

/** A phrase that stands on one page of the pile only, and the file of that page. */
export type PileSearch = { language: Language; query: string; file: string }

export type Pile = { files: string[]; expected: ExpectedBatch; searches: PileSearch[] }

const fontSizePx = 54
/** One on each core; drawing a page holds about 60 MB. */
const drawnAtOnce = 2

/** The covers that the pile needs, in its order. */
export function pileCoverOrders(): PileCoverOrder[] {
  return demoRecords.map((record) => ({ class: record.class, language: record.language, date: record.date, sheets: record.pages.length }))
}

function checkCovers(covers: readonly PileCover[]): void {
  const wrong = pileCoverOrders().findIndex((order, i) => covers[i]?.class !== order.class || covers[i]?.language !== order.language)
  if (wrong >= 0 || covers.length !== demoRecords.length) {
    throw new OpisError('bad-request', `The pile needs ${demoRecords.length} covers in the order of its records; number ${wrong < 0 ? covers.length : wrong + 1} does not fit.`)
  }
}

async function drawSheet(sheet: Sheet, coverOf: (record: number) => Promise<Uint8Array>): Promise<Uint8Array> {
  if (sheet.kind === 'blank') return (await drawPage({ lines: [], noise: 0.0004, seed: sheet.seed })).png
  if (sheet.kind === 'page') return drawWorn(layOutPage(sheet.page), sheet.wear)
  const cover = await coverOf(sheet.record)
  return sheet.upsideDown ? sharp(cover).rotate(180).toColourspace('b-w').withDensity(300).png({ compressionLevel: 3 }).toBuffer() : cover
}

async function drawWorn(lines: string[], { turn, skewDegrees, noise, jpeg, seed }: Wear): Promise<Uint8Array> {
  const { png } = await drawPage({ lines, fontSizePx, turn, skewDegrees, noise, seed })
  return jpeg ? sharp(png).toColourspace('b-w').withDensity(300).jpeg({ quality: 88 }).toBuffer() : png
}

function nameOf(sheet: Sheet, index: number): string {
  return `${String(index + 1).padStart(4, '0')}.${sheet.kind === 'page' && sheet.wear.jpeg ? 'jpg' : 'png'}`
}

function imagesWhere(sheets: readonly Sheet[], wanted: (sheet: Sheet) => boolean): number[] {
  return sheets.flatMap((sheet, i) => (wanted(sheet) ? [i + 1] : []))
}

function expectBatch(sheets: readonly Sheet[], covers: readonly PileCover[]): ExpectedBatch {
  const isPage = (sheet: Sheet) => sheet.kind === 'page'
  return {
    fed: sheets.length,
    archived: sheets.filter(isPage).length,
    covers: imagesWhere(sheets, (sheet) => sheet.kind === 'cover'),
    blanks: imagesWhere(sheets, (sheet) => sheet.kind === 'blank'),
    records: covers.map((cover, record) => ({
      cover: cover.id,
      class: cover.class,
      language: cover.language,
      pages: imagesWhere(sheets, (sheet) => sheet.kind === 'page' && sheet.record === record),
    })),
    upsideDown: imagesWhere(sheets, (sheet) => sheet.kind === 'page' && sheet.wear.turn === 180),
    skewed: imagesWhere(sheets, (sheet) => sheet.kind === 'page' && sheet.wear.skewDegrees !== 0),
    noisy: imagesWhere(sheets, (sheet) => sheet.kind === 'page' && sheet.wear.noise > 0),
  }
}

function searchesIn(files: readonly string[], expected: ExpectedBatch): PileSearch[] {
  return demoRecords.flatMap(({ language, search }, record) => {
    const image = search && expected.records[record]?.pages[search.page - 1]
    const file = image === undefined ? undefined : files[image - 1]
    return search && file ? [{ language, query: search.query, file }] : []
  })
}

/**
 * Draws the pile of the demonstration into an empty folder: scans of invented letters in five
 * languages with their covers, A4 at 300 dpi in grey, named in the order of the feeder.
 * `covers` are those ordered by `pileCoverOrders`; `coverImage` gives the scan of one as PNG.
 * @throws OpisError `bad-request` for covers that do not fit, `already-exists` for a folder in use.
 */
export async function makePile(
  folder: string,
  covers: readonly PileCover[],
  { seed, coverImage }: { seed: number; coverImage: (id: string) => Promise<Uint8Array> },
): Promise<Pile> {
  checkCovers(covers)
  await mkdir(folder, { recursive: true })
  if ((await readdir(folder)).length > 0) throw new OpisError('already-exists', 'The folder for the demonstration pile is not empty. Name another one.')
  const sheets = planPile(demoRecords, seed)
  const files = sheets.map(nameOf)
  const left = sheets.entries()
  const coverOf = (record: number) => coverImage(covers[record]?.id ?? '')
  const drawer = async () => {
    for (const [i, sheet] of left) await writeFile(join(folder, nameOf(sheet, i)), await drawSheet(sheet, coverOf))
  }
  await Promise.all(Array.from({ length: drawnAtOnce }, drawer))
  const expected = expectBatch(sheets, covers)
  return { files, expected, searches: searchesIn(files, expected) }
}
