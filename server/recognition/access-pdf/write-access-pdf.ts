import { randomUUID } from 'node:crypto'
import PDFDocument from 'pdfkit'
import { writeDurably } from '#platform/durable-file.ts'
import type { ImageSource, Turn } from '#platform/image/open-image.ts'
import { escapeTitleInXmp, xmpOfLanguage } from '#platform/pdf/xmp.ts'
import { openInvisibleFont } from './invisible-font.ts'
import type { InvisibleFont } from './invisible-font.ts'
import { makePagePicture } from './page-picture.ts'
import { placeWords } from './page-words.ts'
import type { PageWord, PlacedWord } from './page-words.ts'
import { measureSkew, straightenedSize } from './straighten.ts'

/** A page of the access rendition; sizes are those of the upright page. */
export type AccessPage = {
  image: ImageSource
  /** Degrees clockwise that make the stored image upright. */
  turn: Turn
  widthPx: number
  heightPx: number
  /** Of the stored image; null when it is unknown, and the page is then taken for A4 by its longer side. */
  dpi: number | null
  words: readonly PageWord[]
}

export type AccessDocument = {
  title: string
  /** ISO 639-1 code of the main language; null leaves it out. */
  language: string | null
  /** Goes into the metadata; the same input gives the same bytes. */
  createdAt: Date
  /** Asked for one by one, so that a record of 2,000 pages needs the memory of one. */
  pages: Iterable<AccessPage> | AsyncIterable<AccessPage>
}

const pointsPerInch = 72
const longSideOfA4Inch = 297 / 25.4
/** PDF/A-2, 6.1.13: a page has 3 to 14,400 units a side. */
const longestSidePt = 14_400

function pageDpi(page: AccessPage): number {
  const longSidePx = Math.max(page.widthPx, page.heightPx)
  const dpi = page.dpi ?? longSidePx / longSideOfA4Inch
  return Math.max(dpi, (longSidePx * pointsPerInch) / longestSidePt)
}

const decimals = (value: number): string => String(Math.round(value * 1000) / 1000)

/** The text of a page as PDF operators; mode 3 draws nothing and can be searched, selected and copied. */
function textOperators(words: readonly PlacedWord[], paperHeightPt: number, font: InvisibleFont): string {
  const operators: string[] = []
  for (const word of words) {
    const { hex, width } = font.encode(word.text)
    if (hex === '' || width === 0 || word.widthPt <= 0) continue
    const stretchPercent = (word.widthPt / (width * word.fontSizePt)) * 100
    const space = word.space ? font.encode(' ').hex : ''
    operators.push(`/Opis ${decimals(word.fontSizePt)} Tf ${decimals(stretchPercent)} Tz `
      + `1 0 0 1 ${decimals(word.xPt)} ${decimals(paperHeightPt - word.baselinePt)} Tm <${hex}${space}> Tj`)
  }
  return operators.length === 0 ? '' : `BT 3 Tr\n${operators.join('\n')}\nET`
}

/** A page and its picture, which is made on another core while the pages before it are written. */
type PicturedPage = { page: AccessPage; jpeg: Promise<Uint8Array> }

/** Pictures in the making at a time; each holds one decoded page. */
const picturesAhead = 3

async function* withPictures(pages: AccessDocument['pages']): AsyncGenerator<PicturedPage> {
  const ahead: PicturedPage[] = []
  for await (const page of pages) {
    const jpeg = makePagePicture(page.image, page.turn, pageDpi(page))
    // A fault is met where the picture is used; until then it must not count as one that nobody handles.
    jpeg.catch(() => undefined)
    ahead.push({ page, jpeg })
    const first = ahead.length < picturesAhead ? undefined : ahead.shift()
    if (first !== undefined) yield first
  }
  yield* ahead
}

async function addPage(document: PDFKit.PDFDocument, { page, jpeg }: PicturedPage, font: InvisibleFont): Promise<void> {
  const dpi = pageDpi(page)
  const size = { widthPt: Math.max(3, (page.widthPx / dpi) * pointsPerInch), heightPt: Math.max(3, (page.heightPx / dpi) * pointsPerInch) }
  const picture = Buffer.from(await jpeg)
  const skew = measureSkew(page.words, size)
  const paper = straightenedSize(size, skew)
  document.addPage({ size: [paper.widthPt, paper.heightPt], margin: 0 })
  document.save()
  // The viewer turns the picture; its pixels stay as they are.
  if (skew !== 0) document.rotate((-skew * 180) / Math.PI, { origin: [paper.widthPt / 2, paper.heightPt / 2] })
  document.image(picture, (paper.widthPt - size.widthPt) / 2, (paper.heightPt - size.heightPt) / 2, { width: size.widthPt, height: size.heightPt })
  document.restore()
  const text = textOperators(placeWords(page.words, size, skew, font.reach), paper.heightPt, font)
  if (text === '') return
  document.page.fonts['Opis'] = font.dictionary
  // pdfkit turns the axis y downwards at the head of every page; this turns it back.
  document.addContent(`q 1 0 0 -1 0 ${decimals(paper.heightPt)} cm\n${text}\nQ`)
}

/** What pdfkit has ready, taken page by page: the document never lies in memory as a whole. */
async function* writePages(input: AccessDocument): AsyncGenerator<Uint8Array> {
  const document = new PDFDocument({
    subset: 'PDF/A-2b',
    pdfVersion: '1.7',
    autoFirstPage: false,
    displayTitle: true,
    ...(input.language === null ? {} : { lang: input.language }),
    info: { Title: input.title, Creator: 'Opis', Producer: 'Opis', CreationDate: input.createdAt },
  })
  escapeTitleInXmp(document)
  if (input.language !== null) document.appendXML(xmpOfLanguage(input.language))
  const font = openInvisibleFont(document)
  for await (const page of withPictures(input.pages)) {
    await addPage(document, page, font)
    yield* ready(document)
  }
  font.embed()
  document.end()
  yield* ready(document)
}

function* ready(document: PDFKit.PDFDocument): Generator<Uint8Array> {
  for (let chunk: Uint8Array | null = document.read(); chunk !== null; chunk = document.read()) yield chunk
}

/**
 * Writes the access rendition of a record: PDF/A-2b (ISO 19005-2), each page its picture with the
 * recognised words invisibly in place over it. The file appears under its name only when it is whole
 * and durable. The same input gives the same bytes.
 * @throws OpisError `bad-image`, `image-too-large`, `storage-full`; no file is left then.
 */
export async function writeAccessPdf(input: AccessDocument, out: string): Promise<{ bytes: number; sha512: string }> {
  const written = await writeDurably(writePages(input), out, `${out}.${randomUUID()}.part`)
  await written.commit()
  return { bytes: written.bytes, sha512: written.sha512 }
}
