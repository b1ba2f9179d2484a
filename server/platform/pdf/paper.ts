import { createRequire } from 'node:module'
import PDFDocument from 'pdfkit'
import { drawTable, type TableColumn } from './paper-table.ts'
import { escapeTitleInXmp, xmpOfLanguage } from './xmp.ts'

export type TextStyle = { align?: 'left' | 'center' | 'right'; strong?: boolean; sizePt?: number; indentPt?: number; gapPt?: number }

/** One of some blocks side by side; the shares of a row add up to 1 or less. */
export type Beside = { text: string; share: number; style?: TextStyle }

export type PaperOptions = {
  title: string
  /** ISO 639-1 code of the text. */
  language: string
  /** Goes into the metadata: the same calls give the same bytes. */
  createdAt: Date
  /** A word across every page; null: none. */
  watermark: string | null
  /** The line at the foot, for example "2 / 7". */
  footer: (page: number, pages: number) => string
  landscape?: boolean
}

/** The finished document, and what stands on each of its pages as plain text. */
export type PaperDone = { bytes: Buffer; pages: string[] }

/** A document of running text and tables that is written from above to below, page after page. */
export type Paper = {
  text(text: string, style?: TextStyle): void
  beside(blocks: readonly Beside[]): void
  gap(heightPt: number): void
  /** Begins a page when less than this is left, so that what belongs together stays together. */
  keepTogether(heightPt: number): void
  /** A table whose head is repeated on every page; a cell higher than a page is cut with an ellipsis. Lets others run in between. */
  table(columns: readonly TableColumn[], rows: Iterable<readonly string[]>): Promise<void>
  /** Nothing can be added afterwards. */
  end(): Promise<PaperDone>
}

const marginPt = { left: 62, right: 34, top: 45, bottom: 48 }
const textSizePt = 10
const watermarkSizePt = 84

/** What the parts of a paper draw on. */
export type Sheet = {
  document: PDFKit.PDFDocument
  leftPt: number
  widthPt: number
  bottomPt: number
  topPt: number
  newPage(): void
  /** Keeps what was written as the text of the page. */
  note(text: string): void
}

/** A paper in A4 as PDF/A-2b (ISO 19005-2) in DejaVu Sans, which has the scripts of all five languages. */
export function openPaper(options: PaperOptions): Paper {
  const document = openDocument(options)
  const whole = Array.fromAsync(document as AsyncIterable<Buffer>)
  // Whoever awaits the end meets its error there.
  whole.catch(() => undefined)
  const pages: string[] = []
  const newPage = () => {
    document.addPage()
    pages.push('')
    if (options.watermark !== null) drawWatermark(document, options.watermark)
    document.x = marginPt.left
    document.y = marginPt.top
  }
  newPage()
  const sheet: Sheet = {
    document,
    newPage,
    ...{ leftPt: marginPt.left, widthPt: document.page.width - marginPt.left - marginPt.right, topPt: marginPt.top, bottomPt: document.page.height - marginPt.bottom },
    note: (text) => pages.push(`${pages.pop() ?? ''}${text}\n`),
  }
  return {
    text: (text, style = {}) => drawText(sheet, text, style),
    beside: (blocks) => drawBeside(sheet, blocks),
    gap: (heightPt) => void (document.y += heightPt),
    keepTogether: (heightPt) => {
      if (document.y + heightPt > sheet.bottomPt) newPage()
    },
    table: (columns, rows) => drawTable(sheet, columns, rows),
    async end() {
      for (const [index] of pages.entries()) {
        document.switchToPage(index)
        document.font('text').fontSize(8).fillColor('#404040')
        // The word across the page is for the eye; here it is read, too.
        const foot = [options.watermark, options.footer(index + 1, pages.length)].filter((part) => part !== null).join(' — ')
        document.text(foot, marginPt.left, document.page.height - 30, { width: sheet.widthPt, align: 'center', lineBreak: false })
      }
      document.end()
      return { bytes: Buffer.concat(await whole), pages }
    },
  }
}

/** An empty PDF/A-2b with our fonts, without a page. `size`: A4, or width and height in points. */
export function openDocument({ title, language, createdAt, landscape = false, size = 'A4' }: Pick<PaperOptions, 'title' | 'language' | 'createdAt' | 'landscape'> & { size?: 'A4' | [number, number] }): PDFKit.PDFDocument {
  const document = new PDFDocument({
    ...{ subset: 'PDF/A-2b', pdfVersion: '1.7', size, layout: landscape ? 'landscape' : 'portrait', margin: 0, autoFirstPage: false, bufferPages: true, displayTitle: true, lang: language },
    info: { Title: title, Creator: 'Opis', Producer: 'Opis', CreationDate: createdAt },
  })
  escapeTitleInXmp(document)
  document.appendXML(xmpOfLanguage(language))
  const { resolve } = createRequire(import.meta.url)
  document.registerFont('text', resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'))
  document.registerFont('strong', resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'))
  return document
}

/** Before anything else of the page, in a light grey without transparency. */
function drawWatermark(document: PDFKit.PDFDocument, word: string): void {
  const { width, height } = document.page
  document.save().rotate(-55, { origin: [width / 2, height / 2] }).font('strong').fontSize(watermarkSizePt).fillColor('#ededed')
  document.text(word, (width - document.widthOfString(word)) / 2, height / 2 - watermarkSizePt / 2, { lineBreak: false })
  document.restore().fillColor('black')
}

/** Paragraph by paragraph, each on the next page when it does not fit; one longer than a page flows on by its lines. */
function drawText(sheet: Sheet, text: string, { align = 'left', strong = false, sizePt = textSizePt, indentPt = 0, gapPt = 4 }: TextStyle): void {
  const { document } = sheet
  const options = { width: sheet.widthPt - indentPt, align }
  document.font(strong ? 'strong' : 'text').fontSize(sizePt).fillColor('black')
  for (const part of fitting(sheet, text, options)) {
    if (document.y + document.heightOfString(part, options) > sheet.bottomPt) sheet.newPage()
    document.font(strong ? 'strong' : 'text').fontSize(sizePt).fillColor('black')
    document.text(part, sheet.leftPt + indentPt, document.y, options)
    sheet.note(part)
  }
  document.y += gapPt
}

/** Parts of a text that each fit on a page. */
function fitting({ document, bottomPt, topPt }: Sheet, text: string, options: { width: number }): string[] {
  if (document.heightOfString(text, options) <= bottomPt - topPt) return [text]
  const words = text.split(' ')
  const half = Math.ceil(words.length / 2)
  if (half >= words.length) return [text]
  return [words.slice(0, half), words.slice(half)].flatMap((part) => fitting({ document, bottomPt, topPt } as Sheet, part.join(' '), options))
}

function drawBeside(sheet: Sheet, blocks: readonly Beside[]): void {
  const { document } = sheet
  const boxes = blocks.map(({ text, share, style = {} }) => ({ text, widthPt: share * sheet.widthPt - 8, style }))
  const prepare = ({ strong = false, sizePt = textSizePt }: TextStyle) => document.font(strong ? 'strong' : 'text').fontSize(sizePt).fillColor('black')
  const heights = boxes.map(({ text, widthPt, style }) => prepare(style).heightOfString(text, { width: widthPt }))
  if (document.y + Math.max(...heights) > sheet.bottomPt) sheet.newPage()
  const top = document.y
  let left = sheet.leftPt
  for (const { text, widthPt, style } of boxes) {
    prepare(style).text(text, left, top, { width: widthPt, align: style.align ?? 'left' })
    left += widthPt + 8
  }
  sheet.note(boxes.map(({ text }) => text).filter((text) => text !== '').join('\n'))
  document.y = top + Math.max(...heights) + 4
}
